import 'reflect-metadata';
import { createHash, webcrypto } from 'node:crypto';
import { cryptoProvider, X509Certificate, X509ChainBuilder } from '@peculiar/x509';
import { ContentInfo, CryptoEngine, SignedData, setEngine } from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildSignedData } from '../../src/engines/cms/signed-data-template.ts';
import { aKey, anAuthority, companyName, type TestAuthority } from './x509/test-authority.ts';

const content = Buffer.from('投标文件正文');
const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** What we write in our own DER, read by two independent libraries. */
describe('certificates and signatures as other libraries read them', () => {
  let authority: TestAuthority;

  beforeAll(async () => {
    cryptoProvider.set(webcrypto);
    setEngine('node', new CryptoEngine({ name: 'node', crypto: webcrypto }));
    authority = await anAuthority();
  });

  it('@peculiar/x509 reads subject and serial as written, verifies the signature and builds the chain', async () => {
    const issued = await authority.issue();
    const root = new X509Certificate(bufferOf(authority.certificate.raw));
    const read = new X509Certificate(bufferOf(issued.raw));
    expect(read.subjectName.getField('CN')).toEqual([companyName.find(({ type }) => type === 'CN')?.value]);
    expect(await read.verify({ publicKey: root, signatureOnly: true })).toBe(true);
    const chain = await new X509ChainBuilder({ certificates: [root] }).build(read);
    expect(chain.map((each) => each.serialNumber)).toEqual([read.serialNumber, root.serialNumber]);
  });

  it('@peculiar/x509 refuses the signature of another authority', async () => {
    const other = await anAuthority();
    const read = new X509Certificate(bufferOf((await authority.issue()).raw));
    const stranger = new X509Certificate(bufferOf(other.certificate.raw));
    expect(await read.verify({ publicKey: stranger, signatureOnly: true })).toBe(false);
  });

  it('pkijs verifies a detached signature, and refuses it over other content', async () => {
    const key = aKey();
    const certificate = await authority.issue({ publicKey: key.spki });
    const digest = createHash('sha256').update(content).digest();
    const cms = await buildSignedData({ signer: key.signer, certificate: certificate.raw, chain: [authority.certificate.raw], digest });
    const signed = () => new SignedData({ schema: ContentInfo.fromBER(bufferOf(cms)).content });
    expect(await signed().verify({ signer: 0, data: bufferOf(content), checkChain: false })).toBe(true);
    await expect(signed().verify({ signer: 0, data: bufferOf(Buffer.from('别的内容')), checkChain: false })).rejects.toThrow(
      "Message digest doesn't match",
    );
  });
});
