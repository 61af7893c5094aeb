import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { appendLongTermData } from '../../../src/adapters/pdf-sealing/append-long-term-data.ts';
import { PdfSealer, type SealingRequest } from '../../../src/adapters/pdf-sealing/pdf-sealer.ts';
import { longTermMaterial } from '../../../src/adapters/pdf-verification/long-term-material.ts';
import { type InspectionOptions, inspectPdf } from '../../../src/adapters/pdf-verification/pdf-inspector.ts';
import { readCrl } from '../../../src/adapters/pdf-verification/revocation-data.ts';
import { trustStoreOf } from '../../../src/adapters/pdf-verification/trust-store.ts';
import { certificateIdentity } from '../../../src/engines/cms/certificate-identity.ts';
import { CmsOid } from '../../../src/engines/cms/cms-oids.ts';
import { parseSignedData } from '../../../src/engines/cms/signed-data.ts';
import { SignedDataTemplate } from '../../../src/engines/cms/signed-data-template.ts';
import { signingCertificateV2 } from '../../../src/engines/cms/signing-certificate.ts';
import {
  contextExplicit,
  generalizedTime,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  setOf,
  tlv,
} from '../../../src/engines/der/der-writer.ts';
import { appendSignature } from '../../../src/engines/pdf/append-signature.ts';
import { PdfError } from '../../../src/engines/pdf/pdf-error.ts';
import { BytesSink } from '../../../src/engines/pdf/pdf-sink.ts';
import { BytesSource } from '../../../src/engines/pdf/pdf-source.ts';
import { verificationReport } from '../../../src/modules/seal/domain/verification-report.ts';
import { OpensslCa, type TestIdentity } from '../../support/openssl-ca.ts';
import { opensslToken } from '../../support/openssl-tsa.ts';
import { appendUpdate, contentNumber, pageNumber, smallPdf } from '../../support/small-pdf.ts';
import { hasTool } from '../../support/tools.ts';

const soon = () => new Date(Date.now() + 60_000);
const later = new Date('2041-01-01T00:00:00Z');

describe.skipIf(!hasTool('openssl'))('inspecting a signed PDF', () => {
  let root: OpensslCa;
  let signer: TestIdentity;
  let authority: TestIdentity;

  beforeAll(() => {
    root = new OpensslCa('测试根');
    signer = root.issue('杭州示例科技有限公司');
    authority = root.issue('测试时间戳服务', { key: 'rsa', extensions: ['extendedKeyUsage=critical,timeStamping'], to: '20450101000000Z' });
  });

  const seal = async (input: Buffer, more: Partial<SealingRequest> = {}, by = signer): Promise<Buffer> => {
    const output = new BytesSink();
    await new PdfSealer({ ...by, chain: [] }).seal({ input: new BytesSource(input), output, time: new Date(), ...more });
    return Buffer.from(output.bytes);
  };
  const stampedBy = (identity: TestIdentity, tamper = (token: Buffer) => token) => ({
    timeStamp: { size: 6000, token: async (value: Uint8Array) => tamper(opensslToken(identity, value)) },
  });
  const report = async (pdf: Buffer, options: Partial<InspectionOptions> = {}) => {
    const trust = trustStoreOf([root.certificate]);
    const { signatures } = await inspectPdf(new BytesSource(pdf), { trust, at: soon(), ...options });
    return verificationReport('x.pdf', signatures, { revocation: 'if-known' });
  };
  const verdict = async (pdf: Buffer, options: Partial<InspectionOptions> = {}) => {
    const { verdict: file, reason } = await report(pdf, options);
    return [file, reason];
  };
  /** A document time-stamp over everything before it. */
  const documentStamp = async (input: Buffer, by = authority): Promise<Buffer> => {
    const output = new BytesSink();
    await appendSignature({
      input: new BytesSource(input),
      output,
      signature: { filter: 'Adobe.PPKLite', subFilter: 'ETSI.RFC3161', time: new Date() },
      stamps: [],
      forms: [],
      contentsBytes: 8000,
      digest: 'sha256',
      sign: async (sha256) => opensslToken(by, { sha256 }),
    });
    return Buffer.from(output.bytes);
  };

  describe('time-stamps', () => {
    it('prove a time at which the certificate was valid', async () => {
      const pdf = await seal(smallPdf(), stampedBy(authority));
      const [signature] = (await report(pdf)).signatures;
      expect(signature).toMatchObject({ level: 'B-T', verdict: 'valid', timestampAuthority: '测试时间戳服务', timestampProves: true });
      expect(Math.abs(Date.parse(String(signature?.timestamp)) - Date.now())).toBeLessThan(120_000);
      // The signer's certificate ends in 2040.
      expect(await verdict(pdf, { at: later })).toEqual(['valid', null]);
      expect(await verdict(await seal(smallPdf()), { at: later })).toEqual(['indeterminate', 'certificate-expired']);
    });

    it('keep a signature valid whose certificate was revoked afterwards', async () => {
      const leaver = root.issue('后来吊销的公司');
      const [stamped, plain] = [await seal(smallPdf(), stampedBy(authority), leaver), await seal(smallPdf(), {}, leaver)];
      await new Promise((resolve) => setTimeout(resolve, 1100));
      root.revoke(leaver, 'superseded');
      const revocation = { crls: [readCrl(readFileSync(root.crl()))], ocspResponses: [] };
      expect(await verdict(stamped, { revocation })).toEqual(['valid', null]);
      expect(await verdict(plain, { revocation })).toEqual(['invalid', 'certificate-revoked']);
    });

    it('prove nothing when the authority may not stamp or is not trusted', async () => {
      const stranger = new OpensslCa('陌生根').issue('陌生时间戳', { extensions: ['extendedKeyUsage=critical,timeStamping'] });
      const pdf = await seal(smallPdf(), stampedBy(stranger));
      expect((await report(pdf)).signatures[0]).toMatchObject({ verdict: 'valid', timestampProves: false });
      expect(await verdict(pdf, { at: later })).toEqual(['indeterminate', 'certificate-expired']);
    });

    /** openssl refuses to stamp with a certificate of another purpose; a forger does not. */
    const forgedToken = async (value: Uint8Array, by: TestIdentity, time: Date): Promise<Buffer> => {
      const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'), nullValue());
      const imprint = sequence(sha256, octetString(createHash('sha256').update(value).digest()));
      const content = sequence(integer(1), oid('1.2.3.4'), imprint, integer(7), generalizedTime(time));
      const { certificate, signer: key } = by;
      const template = new SignedDataTemplate({ certificate, chain: [], algorithm: key.algorithm, contentType: CmsOid.tstInfo });
      return template.build({ digest: createHash('sha256').update(content).digest(), signer: key, content });
    };

    it.each([
      ['of an ordinary certificate', []],
      ['of a certificate with a second purpose', ['extendedKeyUsage=critical,timeStamping,emailProtection']],
    ])('%s cannot put a revoked or expired signature into the past', async (_, extensions) => {
      const helper = root.issue('帮手公司', { extensions });
      const leaver = root.issue('已吊销的公司', { from: '20200101000000Z', to: '20300101000000Z' });
      root.revoke(leaver, 'superseded');
      const past = new Date('2026-01-01T00:00:00Z');
      const pdf = await seal(smallPdf(), { timeStamp: { size: 3000, token: (value) => forgedToken(value, helper, past) } }, leaver);
      const revocation = { crls: [readCrl(readFileSync(root.crl()))], ocspResponses: [] };
      expect(await verdict(pdf, { revocation })).toEqual(['invalid', 'certificate-revoked']);
      expect(await verdict(pdf, { at: new Date('2031-01-01') })).toEqual(['indeterminate', 'certificate-expired']);
      expect((await report(pdf)).signatures[0]).toMatchObject({ verdict: 'valid', timestampProves: false });
    });

    it('break the signature when they are over something else or were changed', async () => {
      const elsewhere = await seal(smallPdf(), {
        timeStamp: { size: 6000, token: async () => opensslToken(authority, Buffer.from('other')) },
      });
      expect(await verdict(elsewhere)).toEqual(['invalid', 'bad-timestamp']);
      const changed = await seal(
        smallPdf(),
        stampedBy(authority, (token) => {
          token.writeUInt8(token.readUInt8(token.length - 1) ^ 1, token.length - 1);
          return token;
        }),
      );
      expect(await verdict(changed)).toEqual(['invalid', 'bad-timestamp']);
    });

    it('over the document prove the signatures before them and leave them valid', async () => {
      const pdf = await documentStamp(await seal(smallPdf()));
      const { verdict: file, signatures } = await report(pdf);
      expect(file).toBe('valid');
      expect(signatures.map(({ format, verdict: one }) => [format, one])).toEqual([
        ['PAdES', 'valid'],
        ['RFC3161', 'valid'],
      ]);
      expect(signatures[0]?.changes.every(({ allowed }) => allowed)).toBe(true);
      expect(signatures[0]?.changes.some(({ kind }) => kind === 'doc-timestamp')).toBe(true);
      expect(signatures[0]).toMatchObject({ timestampProves: true, coversRevision: true });
      expect(await verdict(pdf, { at: later })).toEqual(['valid', null]);
    });

    it('over the document find a change of what they cover', async () => {
      const pdf = await documentStamp(smallPdf());
      expect(await verdict(pdf)).toEqual(['valid', null]);
      pdf.write('Jello', pdf.indexOf('Hello'));
      expect(await verdict(pdf)).toEqual(['invalid', 'imprint-mismatch']);
    });
  });

  it('judges offline what was kept for later: validation data makes B-LT and leaves the signature valid', async () => {
    const pdf = await seal(smallPdf(), stampedBy(authority));
    const trust = trustStoreOf([root.certificate]);
    const crl = readCrl(readFileSync(root.crl()));
    const { chains } = await inspectPdf(new BytesSource(pdf), { trust, at: soon() });
    const keep = async (input: Buffer) => {
      const output = new BytesSink();
      const material = longTermMaterial(chains, { crls: [crl], ocspResponses: [] });
      const { bytesAdded } = await appendLongTermData({ input: new BytesSource(input), output, material });
      return { bytesAdded, kept: Buffer.from(output.bytes) };
    };
    const { kept } = await keep(pdf);
    expect(kept.subarray(0, pdf.length)).toEqual(pdf);
    const { verdict: file, signatures } = await report(kept);
    expect(file).toBe('valid');
    expect(signatures[0]).toMatchObject({ level: 'B-LT', verdict: 'valid', revocation: 'good', coversRevision: true });
    expect(signatures[0]?.changes.every(({ kind, allowed }) => kind === 'dss' && allowed)).toBe(true);
    expect((await report(pdf)).signatures[0]).toMatchObject({ level: 'B-T', revocation: 'unknown' });
    // What is there already is not added again.
    expect((await keep(kept)).bytesAdded).toBe(0);
    const archived = await documentStamp(kept);
    expect((await report(archived)).signatures[0]).toMatchObject({ level: 'B-LTA', verdict: 'valid' });
  });

  describe('certified documents', () => {
    const annotated = (pdf: Buffer) =>
      appendUpdate(pdf, [
        [90, `<</Type/Annot/Subtype/Square/Rect[10 10 90 90]/P ${String(pageNumber(0))} 0 R>>`],
        [pageNumber(0), `<</Type/Page/Parent 2 0 R/Rotate 0/Contents ${String(contentNumber(0))} 0 R/Resources<<>>/Annots[90 0 R]>>`],
      ]);

    it.each([
      [1, 'invalid'],
      [2, 'invalid'],
      [3, 'valid-with-later-changes'],
      [undefined, 'valid-with-later-changes'],
    ] as const)('at level %s make an added annotation %s', async (certify, expected) => {
      const pdf = await seal(smallPdf(), certify === undefined ? {} : { certify });
      expect(await verdict(pdf)).toEqual(['valid', null]);
      expect((await verdict(annotated(pdf)))[0]).toBe(expected);
    });
  });

  it('refuses a signature whose signing-certificate-v2 names another certificate', async () => {
    const other = root.issue('另一家公司');
    const output = new BytesSink();
    const digestId = sequence(oid('2.16.840.1.101.3.4.2.1'), nullValue());
    const attribute = (type: string, value: Uint8Array) => sequence(oid(type), setOf([value]));
    await appendSignature({
      input: new BytesSource(smallPdf()),
      output,
      signature: { filter: 'Adobe.PPKLite', subFilter: 'ETSI.CAdES.detached', time: new Date() },
      stamps: [],
      forms: [],
      contentsBytes: 8000,
      digest: 'sha256',
      sign: async (digest) => {
        const identity = certificateIdentity(signer.certificate);
        const attributes = [
          attribute(CmsOid.contentType, oid(CmsOid.data)),
          attribute(CmsOid.messageDigest, octetString(digest)),
          attribute(CmsOid.signingCertificateV2, signingCertificateV2(certificateIdentity(other.certificate))),
        ].sort(Buffer.compare);
        const value = await signer.signer.sign(tlv(0x31, attributes));
        const algorithm = sequence(oid('1.2.840.10045.4.3.2'));
        const id = sequence(identity.issuer, identity.serial);
        const info = sequence(integer(1), id, digestId, tlv(0xa0, attributes), algorithm, octetString(value));
        const certificates = tlv(0xa0, [signer.certificate]);
        const body = sequence(integer(1), setOf([digestId]), sequence(oid(CmsOid.data)), certificates, setOf([info]));
        return sequence(oid(CmsOid.signedData), contextExplicit(0, body));
      },
    });
    expect(await verdict(Buffer.from(output.bytes))).toEqual(['invalid', 'signing-certificate-mismatch']);
  });

  it('refuses a signature over another content of the same length', async () => {
    const template = new SignedDataTemplate({ certificate: signer.certificate, chain: [], algorithm: signer.signer.algorithm });
    const pdf = await seal(smallPdf());
    const forged = await template.build({ digest: createHash('sha256').update('nothing').digest(), signer: signer.signer });
    const start = pdf.toString('latin1').indexOf('<30') + 1;
    pdf.write(forged.toString('hex'), start, 'latin1');
    expect(parseSignedData(forged).signers).toHaveLength(1);
    expect((await verdict(pdf))[0]).toBe('invalid');
  });

  it('ends in PdfError or a report for a thousand damaged files, never in anything else', async () => {
    const pdf = await documentStamp(await seal(smallPdf({ pages: 2 }), stampedBy(authority)));
    let state = 12345;
    const random = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (let round = 0; round < 1000; round++) {
      const damaged = Buffer.from(pdf);
      for (let count = random(6); count >= 0; count--) damaged.writeUInt8(random(256), random(damaged.length));
      if (random(4) === 0) damaged.copy(damaged, random(damaged.length), random(damaged.length));
      const shortened = random(5) === 0 ? damaged.subarray(0, random(damaged.length)) : damaged;
      const outcome = await verdict(shortened).catch((error: unknown) =>
        error instanceof PdfError ? ['unusable'] : Promise.reject(error),
      );
      if (!shortened.equals(pdf)) expect(outcome[0]).not.toBe('valid');
    }
  }, 120_000);
});
