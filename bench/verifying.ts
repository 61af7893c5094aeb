import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectPdf } from '../src/adapters/pdf-verification/pdf-inspector.ts';
import { trustStoreOf } from '../src/adapters/pdf-verification/trust-store.ts';
import { BytesSource, FileSource } from '../src/engines/pdf/pdf-source.ts';
import { verificationReport } from '../src/modules/seal/domain/verification-report.ts';
import { hasTool } from '../test/support/tools.ts';
import { keyFiles, sealerOf, textDocument, writeLargeDocument } from './support/documents.ts';
import { type Figure, medianOf, rate, report, timed } from './support/figures.ts';
import { medianProcess, runProcess } from './support/processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'yinxin-bench-'));
const files = keyFiles();
const trust = trustStoreOf([readFileSync(files.anchor)]);
const at = new Date(Date.now() + 60_000);
const [plain, page, large, sealedLarge] = ['plain', 'page', 'large', 'sealed'].map((name) => join(folder, `${name}.pdf`)) as string[];

const verify = async (source: BytesSource | FileSource): Promise<void> => {
  const { signatures } = await inspectPdf(source, { trust, at });
  const { verdict } = verificationReport('x', signatures, { revocation: 'if-known' });
  if (verdict !== 'valid') throw new Error(`the file is ${verdict}`);
};
const seal = async (from = '', to = ''): Promise<void> => {
  const source = FileSource.open(from);
  await sealerOf(files).seal({ input: source, output: to, time: new Date() });
  source.close();
};
const hashed = async (path = ''): Promise<void> => {
  const source = FileSource.open(path);
  const hash = createHash('sha256');
  for await (const piece of source.chunks(0, source.size)) hash.update(piece);
  hash.digest();
  source.close();
};

writeFileSync(plain ?? '', textDocument(1));
await seal(plain, page);
writeLargeDocument(large ?? '', 200);
await seal(large, sealedLarge);

const bytes = readFileSync(page ?? '');
const one = 1000 / (await rate(() => verify(new BytesSource(bytes))));
await hashed(sealedLarge);
const floor = await medianOf(5, () => timed(() => hashed(sealedLarge)));
const whole = await medianOf(5, () =>
  timed(async () => {
    const source = FileSource.open(sealedLarge ?? '');
    await verify(source);
    source.close();
  }),
);
const figures: Figure[] = [
  { what: '1 page, 1 signature', value: one, unit: 'ms', note: 'certificate path and later changes included' },
  { what: '200 MB: SHA-256 alone', value: floor, unit: 'ms', note: 'floor' },
  { what: '200 MB, 1 signature', value: whole, unit: 'ms', floor },
];
if (hasTool('pdfsig')) {
  const peer = (path = '') => medianProcess(3, () => runProcess('pdfsig', ['-nocert', path], [1]));
  figures.push({ what: '1 page: pdfsig -nocert', value: (await peer(page)).ms, unit: 'ms', floor: one, note: 'a process; of ours' });
  figures.push({
    what: '200 MB: pdfsig -nocert',
    value: (await peer(sealedLarge)).ms,
    unit: 'ms',
    floor: whole,
    note: 'a process; of ours',
  });
}
rmSync(folder, { recursive: true, force: true });
report('verifying', { key: 'ECDSA P-256', revocation: 'none asked for', pdfsig: '-nocert: no certificate path' }, figures);
