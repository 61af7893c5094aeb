import { createHash, createPrivateKey, sign } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BytesSink } from '../src/engines/pdf/pdf-sink.ts';
import { BytesSource, FileSource } from '../src/engines/pdf/pdf-source.ts';
import { hasTool } from '../test/support/tools.ts';
import { type Figure, median, medianOf, peakMb, rate, report, timed } from './support/figures.ts';
import { medianProcess, ownPart, runProcess } from './support/processes.ts';

interface Part {
  readonly ms: number;
  readonly peak: number;
}

const [part, input = '', output = '', key = '', certificate = ''] = process.argv.slice(2);
if (part === 'copy') await told(() => copyAndHash(input, output));
else if (part === 'bare') await told(() => undefined);
else if (part === 'seal') await told(() => sealFile({ key, certificate, anchor: '' }));
else await main();

async function told(work: () => unknown): Promise<void> {
  const ms = await timed(work);
  console.log(JSON.stringify({ ms, peak: peakMb() ?? 0 }));
}

/** What cannot be saved: the bytes go once through SHA-256 and once to the disk. */
function copyAndHash(from: string, to: string): void {
  const [source, target, hash] = [openSync(from, 'r'), openSync(to, 'w'), createHash('sha256')];
  const piece = Buffer.alloc(1 << 20);
  for (let length = readSync(source, piece); length > 0; length = readSync(source, piece)) {
    hash.update(piece.subarray(0, length));
    writeSync(target, piece, 0, length);
  }
  hash.digest();
  closeSync(source);
  closeSync(target);
}

async function sealFile(files: { key: string; certificate: string; anchor: string }): Promise<void> {
  const { sealerOf } = await import('./support/documents.ts');
  const source = FileSource.open(input);
  await sealerOf(files).seal({ input: source, output, time: new Date() });
  source.close();
}

async function main(): Promise<void> {
  const { keyFiles, officialSeal, sealerOf, textDocument, writeLargeDocument } = await import('./support/documents.ts');
  const folder = mkdtempSync(join(tmpdir(), 'yinxin-bench-'));
  const files = keyFiles();
  const sealer = sealerOf(files);
  const place = await officialSeal();
  const time = new Date();
  const at = { x: 100, y: 150 };

  const privateKey = createPrivateKey(readFileSync(files.key));
  const bare = await rate(() => sign('sha256', Buffer.alloc(200), privateKey));
  const page = textDocument(1);
  const one = await rate(async () => {
    const source = new BytesSource(page);
    await sealer.seal({ input: source, output: new BytesSink(), time, seal: place(source, { mode: 'current', page: 1, at }) });
  });
  const figures: Figure[] = [
    { what: 'bare P-256 signatures', value: bare, unit: '/s', note: 'floor' },
    { what: '1 page, visible seal, B-B', value: one, unit: '/s', floor: bare, note: 'one thread, in memory' },
  ];

  const hundred = textDocument(100);
  const onAll = await medianOf(5, () => {
    const source = new BytesSource(hundred);
    return timed(() => sealer.seal({ input: source, output: new BytesSink(), time, seal: place(source, { mode: 'all', at }) }));
  });
  figures.push({ what: '100 pages, a seal on each', value: onAll, unit: 'ms' });

  const many = textDocument(5000, 95_000);
  const added: number[] = [];
  const straddle = await medianOf(3, () => {
    const source = new BytesSource(many);
    return timed(async () => {
      const seal = place(source, { mode: 'straddle', edge: 'right', position: 150 });
      added.push((await sealer.seal({ input: source, output: new BytesSink(), time, seal })).bytesAdded);
    });
  });
  figures.push({ what: '5,000 pages, 105,000 objects, straddle', value: straddle, unit: 'ms' });
  figures.push({ what: '  growth for each page', value: median(added) / 5000, unit: 'bytes' });

  const [large, sealed] = [join(folder, 'large.pdf'), join(folder, 'sealed.pdf')];
  writeLargeDocument(large, 200);
  const parts = async (name: string): Promise<Part> => {
    const all: Part[] = [];
    for (let run = 0; run < 5; run++) all.push(await ownPart<Part>(name, large, sealed, files.key, files.certificate));
    return { ms: median(all.map(({ ms }) => ms)), peak: median(all.map(({ peak }) => peak)) };
  };
  await parts('copy');
  const [nothing, floor, own] = [await parts('bare'), await parts('copy'), await parts('seal')];
  figures.push(
    { what: '200 MB: SHA-256 and copy', value: floor.ms, unit: 'ms', note: `floor; peak ${floor.peak.toFixed(0)} MB` },
    {
      what: '200 MB: sealed',
      value: own.ms,
      unit: 'ms',
      floor: floor.ms,
      note: `fsync and rename included; peak ${own.peak.toFixed(0)} MB`,
    },
    {
      what: '  peak of the sealing process',
      value: own.peak,
      unit: 'MB',
      floor: nothing.peak,
      note: `bare Node ${nothing.peak.toFixed(0)} MB`,
    },
  );
  if (hasTool('pdfsig') && hasTool('certutil') && hasTool('pk12util')) figures.push(...(await pdfsigFigures(folder, page, large, own)));
  rmSync(folder, { recursive: true, force: true });
  report(
    'sealing',
    {
      key: 'ECDSA P-256 with SHA-256',
      level: 'PAdES B-B',
      durability: 'files: fsync and rename; the floor and pdfsig: none',
      pdfsig: 'NSS, -no-ocsp, SHA-256',
    },
    figures,
  );
}

/** poppler's signer as a process, beside ours with the same key: RSA, because its room for ECDSA signatures fails by chance. */
async function pdfsigFigures(folder: string, page: Buffer, large: string, own: Part): Promise<Figure[]> {
  const { keyFiles, sealerOf } = await import('./support/documents.ts');
  const files = keyFiles('rsa');
  const ours = sealerOf(files);
  const one = await rate(() => ours.seal({ input: new BytesSource(page), output: new BytesSink(), time: new Date() }));
  const [p12, small, output] = [join(folder, 'key.p12'), join(folder, 'page.pdf'), join(folder, 'pdfsig.pdf')];
  writeFileSync(small, page);
  const { certificate, key } = files;
  await runProcess('openssl', ['pkcs12', '-export', '-in', certificate, '-inkey', key, '-name', 'bench', '-passout', 'pass:', '-out', p12]);
  await runProcess('certutil', ['-N', '--empty-password', '-d', `sql:${folder}`]);
  await runProcess('pk12util', ['-i', p12, '-d', `sql:${folder}`, '-W', '', '-K', '']);
  const signed = (input: string) =>
    medianProcess(3, () => runProcess('pdfsig', ['-nssdir', folder, '-no-ocsp', '-add-signature', '-nick', 'bench', input, output]));
  try {
    const [short, long] = [await signed(small), await signed(large)];
    const peak = `peak ${long.peakMb.toFixed(0)} MB`;
    return [
      { what: '1 page, invisible, RSA-2048', value: one, unit: '/s' },
      { what: '1 page, RSA-2048: pdfsig -add-signature', value: 1000 / short.ms, unit: '/s', floor: one, note: 'a process each; of ours' },
      { what: '200 MB, RSA-2048: pdfsig -add-signature', value: long.ms, unit: 'ms', floor: own.ms, note: `${peak}; of ours` },
    ];
  } catch (error) {
    console.error(`pdfsig is left out: ${String(error)}`);
    return [];
  }
}
