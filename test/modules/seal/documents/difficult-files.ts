import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendSignature } from '../../../../src/engines/pdf/append-signature.ts';
import { BytesSource } from '../../../../src/engines/pdf/pdf-source.ts';

function inFolder(use: (folder: string) => Promise<Buffer> | Buffer): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'yinxin-files-'));
  return Promise.resolve(use(folder)).finally(() => rmSync(folder, { recursive: true, force: true }));
}

/** Certified by its author so that forms may still be filled (DocMDP 2). The signature value itself means nothing here. */
export function certified(pdf: Uint8Array): Promise<Buffer> {
  return inFolder(async (folder) => {
    const output = join(folder, 'certified.pdf');
    await appendSignature({
      input: new BytesSource(pdf),
      output,
      signature: { filter: 'Adobe.PPKLite', subFilter: 'ETSI.CAdES.detached', time: new Date(), certify: 2 },
      stamps: [],
      forms: [],
      contentsBytes: 256,
      digest: 'sha256',
      sign: async () => Buffer.from('3000', 'hex'),
    });
    return readFileSync(output);
  });
}

/** With a password that is needed to open it. */
export function encrypted(pdf: Uint8Array): Promise<Buffer> {
  return inFolder((folder) => {
    const [input, output] = [join(folder, 'in.pdf'), join(folder, 'out.pdf')];
    writeFileSync(input, pdf);
    execFileSync('qpdf', ['--encrypt', 'secret', 'owner', '256', '--', input, output]);
    return readFileSync(output);
  });
}
