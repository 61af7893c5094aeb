import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Judgement {
  readonly tool: string;
  readonly ok: boolean;
  readonly output: string;
}

/** What others say of the result, while OCSP and CRL are up. A tool that is missing is said so; with CI=true it is a failure. */
export async function judge(out: string, original: Uint8Array): Promise<readonly Judgement[]> {
  const sealed = join(out, 'sealed.pdf');
  const bytes = await readFile(sealed);
  const prefix = Buffer.compare(bytes.subarray(0, original.length), Buffer.from(original)) === 0;
  const judgements = [
    {
      tool: 'prefix',
      ok: prefix,
      output: prefix ? 'the original bytes are a prefix of the sealed file' : 'the original bytes were changed',
    },
    ask('qpdf', ['--check', sealed], (text, status) => status === 0 && !text.includes('WARNING')),
    ask(
      'openssl',
      ['verify', '-CAfile', join(out, 'root.pem'), '-untrusted', join(out, 'chain.pem'), join(out, 'certificate.pem')],
      (_text, status) => status === 0,
    ),
    await pdfsig(sealed, out),
  ];
  const failed = judgements.filter((judgement) => !judgement.ok);
  if (failed.length > 0) throw new Error(failed.map(({ tool, output }) => `${tool}: ${output}`).join('\n'));
  return judgements;
}

/** pdfsig trusts the roots of an NSS database and asks the OCSP responder named in the certificate. */
async function pdfsig(sealed: string, out: string): Promise<Judgement> {
  const database = mkdtempSync(join(tmpdir(), 'yinxin-nss-'));
  try {
    ask('certutil', ['-N', '-d', `sql:${database}`, '--empty-password'], () => true);
    ask('certutil', ['-A', '-d', `sql:${database}`, '-n', 'root', '-t', 'CT,C,C', '-i', join(out, 'root.pem')], () => true);
    return ask('pdfsig', ['-nssdir', `sql:${database}`, sealed], (text) =>
      ['Signature is Valid', 'Certificate is Trusted', 'Total document signed'].every((line) => text.includes(line)),
    );
  } finally {
    rmSync(database, { recursive: true, force: true });
  }
}

function ask(tool: string, args: readonly string[], accepts: (output: string, status: number | null) => boolean): Judgement {
  const { error, stdout, stderr, status } = spawnSync(tool, args, { encoding: 'utf8' });
  if (error !== undefined) return { tool, ok: process.env['CI'] !== 'true', output: `${tool} is not installed: not asked` };
  const output = `${stdout}${stderr}`;
  return { tool, ok: accepts(output, status), output };
}

/** `chain.pem` has the root last; the judges want it alone as well. */
export async function splitRoot(out: string, chain: string): Promise<void> {
  const certificates = chain.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  await writeFile(join(out, 'root.pem'), `${certificates.at(-1) ?? ''}\n`);
}
