import { beforeAll, describe, expect, it } from 'vitest';
import { PdfSealer } from '../../../src/adapters/pdf-sealing/pdf-sealer.ts';
import { inspectPdf } from '../../../src/adapters/pdf-verification/pdf-inspector.ts';
import { type TrustStore, trustStoreOf } from '../../../src/adapters/pdf-verification/trust-store.ts';
import { PdfError } from '../../../src/engines/pdf/pdf-error.ts';
import { BytesSink } from '../../../src/engines/pdf/pdf-sink.ts';
import { BytesSource } from '../../../src/engines/pdf/pdf-source.ts';
import { verificationReport } from '../../../src/modules/seal/domain/verification-report.ts';
import { OpensslCa } from '../../support/openssl-ca.ts';
import { smallPdf } from '../../support/small-pdf.ts';
import { hasTool } from '../../support/tools.ts';

const at = new Date(Date.now() + 60_000);

describe.skipIf(!hasTool('openssl'))('a sealed page', () => {
  let sealed: Buffer;
  let trust: TrustStore;

  beforeAll(async () => {
    const root = new OpensslCa('测试根');
    const middle = root.subordinate('测试签发机构');
    const sink = new BytesSink();
    const content = new TextEncoder().encode('1 0 0 RG 4 w 20 20 60 60 re S');
    await new PdfSealer({ ...middle.issue('杭州示例科技有限公司'), chain: [middle.certificate, root.certificate] }).seal({
      input: new BytesSource(smallPdf()),
      output: sink,
      time: at,
      seal: {
        appearance: { bbox: [0, 0, 100, 100], content },
        marks: [{ page: 1, rect: [100, 100, 200, 200], rotate: 0, part: { left: 0, top: 0, right: 1, bottom: 1 } }],
      },
    });
    sealed = Buffer.from(sink.bytes);
    trust = trustStoreOf([root.certificate]);
  });

  const verdictOf = async (bytes: Buffer): Promise<string> => {
    try {
      const { signatures } = await inspectPdf(new BytesSource(bytes), { trust, at });
      return verificationReport('x', signatures, { revocation: 'if-known' }).verdict;
    } catch (error) {
      if (error instanceof PdfError) return 'unusable';
      throw error;
    }
  };

  const isHexLetter = (octet: number) => /[0-9a-f]/i.test(String.fromCharCode(octet));

  it.each([
    ['another bit', 1, (octet: number) => octet ^ 1],
    ['another digit', 3, (octet: number) => (octet === 0x30 ? 0x31 : 0x30)],
    ['white space', 2, (octet: number) => (octet === 0x20 ? 0x0a : 0x20)],
  ])(
    'is not valid with any single byte replaced by %s',
    async (_, step, replaced) => {
      expect(await verdictOf(sealed)).toBe('valid');
      const accepted: string[] = [];
      for (let offset = 0; offset < sealed.length; offset += step) {
        const altered = Buffer.from(sealed);
        const octet = altered.readUInt8(offset);
        altered.writeUInt8(replaced(octet), offset);
        const sameDigit =
          isHexLetter(octet) && String.fromCharCode(octet).toLowerCase() === String.fromCharCode(replaced(octet)).toLowerCase();
        const verdict = await verdictOf(altered);
        if (verdict.startsWith('valid') && !sameDigit) accepted.push(`${String(offset)}: ${String.fromCharCode(octet)} ${verdict}`);
      }
      expect(accepted).toEqual([]);
    },
    180_000,
  );
});
