import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCertificate } from '../src/engines/x509/certificate.ts';
import { buildCrl, type RevokedToWrite } from '../src/engines/x509/crl/build-crl.ts';
import { OpensslCa, pemSigner } from '../test/support/openssl-ca.ts';
import { hasTool } from '../test/support/tools.ts';
import { type Figure, median, medianOf, peakMb, report, timed } from './support/figures.ts';
import { ownPart } from './support/processes.ts';

interface Built {
  readonly ms: number;
  readonly size: number;
  readonly peak: number;
}

const million = 1_000_000;
const [part, count = '0'] = process.argv.slice(2);
if (part === 'build') console.log(JSON.stringify(await build(Number(count))));
else await main();

function* entries(length: number): Generator<RevokedToWrite> {
  const revokedAt = new Date('2026-01-01T00:00:00Z');
  const serial = Buffer.alloc(16, 0x5a);
  for (let index = 0; index < length; index++) {
    serial.writeUInt32BE(index, 12);
    yield { serial, revokedAt, reason: index % 2 === 0 ? 'superseded' : 'keyCompromise' };
  }
}

async function build(length: number): Promise<Built> {
  const ca = new OpensslCa('基准根');
  const { subject, publicKey } = parseCertificate(ca.certificate);
  const signer = pemSigner(join(ca.dir, 'ca.key'), 'p256');
  const now = new Date();
  const template = { issuer: subject, thisUpdate: now, nextUpdate: new Date(now.getTime() + 86_400_000), number: 1n };
  let size = 0;
  const ms = await timed(async () => {
    const crl = await buildCrl({ ...template, authorityKeyIdentifier: publicKey.keyIdentifier, entries: entries(length) }, signer);
    size = crl.length;
  });
  return { ms, size, peak: peakMb() ?? 0 };
}

async function main(): Promise<void> {
  const builds = async (length: number): Promise<Built> => {
    const all: Built[] = [];
    for (let run = 0; run < 3; run++) all.push(await ownPart<Built>('build', String(length)));
    return { ms: median(all.map(({ ms }) => ms)), size: all[0]?.size ?? 0, peak: median(all.map(({ peak }) => peak)) };
  };
  const [nothing, small, whole] = [await builds(0), await builds(10_000), await builds(million)];
  const hash = await medianOf(3, () => timed(() => createHash('sha256').update(Buffer.alloc(whole.size)).digest()));
  const figures: Figure[] = [
    { what: '1,000,000 entries: SHA-256 of as many bytes', value: hash, unit: 'ms', note: 'floor' },
    { what: '1,000,000 entries', value: whole.ms, unit: 'ms', floor: hash, note: 'in a new process' },
    { what: '  size', value: whole.size / 1e6, unit: 'MB' },
    { what: '  peak', value: whole.peak, unit: 'MB', floor: nothing.peak, note: `empty list ${nothing.peak.toFixed(0)} MB` },
    { what: '10,000 entries', value: small.ms, unit: 'ms' },
  ];
  if (hasTool('openssl'))
    figures.push({
      what: '10,000 entries: openssl ca -gencrl',
      value: await openssl(10_000),
      unit: 'ms',
      floor: small.ms,
      note: 'a process; of ours',
    });
  report('crl', { key: 'ECDSA P-256 with SHA-256', entries: '16-octet serial, reason' }, figures);
}

async function openssl(length: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'yinxin-bench-'));
  const ca = new OpensslCa('基准根', 'p256', folder);
  const rows = Array.from({ length }, (_, index) => {
    const serial = (0x5a00000000000000n + BigInt(index)).toString(16).toUpperCase().padStart(32, '5A');
    return `R\t400101000000Z\t260101000000Z,superseded\t${serial}\tunknown\t/CN=x${index}`;
  });
  writeFileSync(join(folder, 'index.txt'), `${rows.join('\n')}\n`);
  writeFileSync(
    join(folder, 'crl.cnf'),
    `[ca]\ndefault_ca=d\n[d]\ndatabase=${folder}/index.txt\ncertificate=${ca.certPath}\nprivate_key=${folder}/ca.key\ndefault_md=sha256\n`,
  );
  const ms = await medianOf(3, () =>
    timed(() =>
      execFileSync('openssl', ['ca', '-config', `${folder}/crl.cnf`, '-gencrl', '-crldays', '1', '-out', `${folder}/out.crl`], {
        stdio: 'pipe',
      }),
    ),
  );
  rmSync(folder, { recursive: true, force: true });
  return ms;
}
