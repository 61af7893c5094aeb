import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendSignature } from '../../../src/engines/pdf/append-signature.ts';
import type { FormContent, SignatureRequest, SignedRevision } from '../../../src/engines/pdf/append-types.ts';
import { BytesSink } from '../../../src/engines/pdf/pdf-sink.ts';
import { BytesSource } from '../../../src/engines/pdf/pdf-source.ts';

/** A seal of a few strokes. */
export const seal: FormContent = {
  bbox: [0, 0, 100, 100],
  content: Buffer.from('0.85 0.1 0.1 RG 4 w 10 10 80 80 re S 0.85 0.1 0.1 rg 40 40 20 20 re f\n'),
};

/** Instead of a CMS: the digest itself, so that a test can tell whether the covered bytes are intact. */
export const stubCms = async (digest: Uint8Array): Promise<Uint8Array> =>
  Buffer.concat([Buffer.from([0x30, digest.length + 2, 0x04, digest.length]), digest]);

export type SignOptions = Partial<Omit<SignatureRequest, 'input' | 'output'>>;

/** Signs in memory. */
export async function signBytes(pdf: Buffer, options: SignOptions = {}): Promise<{ bytes: Buffer; result: SignedRevision }> {
  const output = new BytesSink();
  const result = await appendSignature({
    input: new BytesSource(pdf),
    output,
    signature: {
      filter: 'Adobe.PPKLite',
      subFilter: 'ETSI.CAdES.detached',
      time: new Date('2026-01-02T03:04:05Z'),
      name: '杭州示例科技有限公司',
    },
    stamps: [{ pageIndex: 0, rect: [300, 300, 400, 400], appearance: { form: 0 } }],
    forms: [seal],
    contentsBytes: 200,
    digest: 'sha256',
    sign: stubCms,
    ...options,
  });
  return { bytes: Buffer.from(output.bytes), result };
}

/** A real CMS over the digest, made by openssl with a certificate of its own. */
export function opensslSigner(): (digest: Uint8Array, content: () => Buffer) => Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'signer-'));
  const key = join(folder, 'key.pem');
  const certificate = join(folder, 'cert.pem');
  const subject = '/C=CN/O=Example/CN=Test signer';
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '30', '-subj', subject],
    { stdio: 'ignore' },
  );
  return (_digest, content) => {
    const from = join(folder, 'content.bin');
    const to = join(folder, 'cms.der');
    writeFileSync(from, content());
    execFileSync('openssl', [
      'cms',
      '-sign',
      '-binary',
      '-cades',
      '-md',
      'sha256',
      '-in',
      from,
      '-signer',
      certificate,
      '-inkey',
      key,
      '-outform',
      'DER',
      '-out',
      to,
    ]);
    return readFileSync(to);
  };
}
