import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { LegacyEncryption, NoKeyInside, UnreadablePkcs12, WrongPassphrase } from '../../../src/adapters/pkcs12/pkcs12-errors.ts';
import { readPkcs12 } from '../../../src/adapters/pkcs12/read-pkcs12.ts';
import { certificateIdentity } from '../../../src/engines/cms/certificate-identity.ts';
import { OpensslCa, openssl, type TestKey } from '../../support/openssl-ca.ts';
import { hasTool } from '../../support/tools.ts';

describe.skipIf(!hasTool('openssl'))('PKCS #12 files', () => {
  let root: OpensslCa;
  let middle: OpensslCa;
  let dir: string;

  beforeAll(() => {
    root = new OpensslCa('测试根');
    middle = root.subordinate('测试签发机构');
    dir = mkdtempSync(join(tmpdir(), 'yinxin-p12-'));
    writeFileSync(join(dir, 'chain.pem'), readFileSync(middle.certPath, 'utf8') + readFileSync(root.certPath, 'utf8'));
  });

  const exported = (key: TestKey, passphrase: string, ...more: readonly string[]) => {
    const { certPath, keyPath, certificate } = middle.issue('杭州示例科技有限公司', { key });
    const out = join(dir, 'out.p12');
    const files = ['-in', certPath, '-inkey', keyPath, '-certfile', join(dir, 'chain.pem')];
    openssl('pkcs12', '-export', ...files, '-passout', `pass:${passphrase}`, '-out', out, ...more);
    return { file: readFileSync(out), certificate };
  };

  it.each(['rsa', 'p256', 'p384'] as const)('opens what openssl exports, with the chain in order (%s)', async (key) => {
    const { file, certificate } = exported(key, '口令 passphrase');
    const identity = await readPkcs12(file, '口令 passphrase');
    expect(identity.certificate).toEqual(certificate);
    expect(identity.chain).toEqual([middle.certificate, root.certificate]);
    const message = Buffer.from('message');
    const publicKey = createPublicKey({ key: certificateIdentity(certificate).spki, format: 'der', type: 'spki' });
    expect(verify(key === 'p384' ? 'sha384' : 'sha256', message, publicKey, await identity.signer.sign(message))).toBe(true);
  });

  it('opens a file whose certificates are not enciphered, and one with an empty passphrase', async () => {
    expect((await readPkcs12(exported('p256', 'x', '-certpbe', 'NONE').file, 'x')).chain).toHaveLength(2);
    expect((await readPkcs12(exported('p256', '').file, '')).chain).toHaveLength(2);
  });

  it('tells a wrong passphrase from a damaged file, with and without a MAC', async () => {
    const { file } = exported('p256', 'right');
    await expect(readPkcs12(file, 'wrong')).rejects.toThrow(WrongPassphrase);
    await expect(readPkcs12(exported('p256', 'right', '-nomac').file, 'wrong')).rejects.toThrow(/pkcs12\.(wrong-passphrase|unreadable)/);
    await expect(readPkcs12(file.subarray(0, 500), 'right')).rejects.toThrow(UnreadablePkcs12);
    await expect(readPkcs12(Buffer.from('not a file'), 'right')).rejects.toThrow(UnreadablePkcs12);
  });

  it('refuses RC2 and triple DES and says how to convert the file', async () => {
    const { file } = exported('rsa', 'right', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1');
    const refusal = await readPkcs12(file, 'right').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LegacyEncryption);
    expect(refusal).toMatchObject({ params: { advice: expect.stringContaining('-legacy') } });
    await expect(readPkcs12(file, 'wrong')).rejects.toThrow(WrongPassphrase);
  });

  it('refuses a file without a key', async () => {
    const out = join(dir, 'nokey.p12');
    openssl('pkcs12', '-export', '-nokeys', '-in', root.certPath, '-passout', 'pass:x', '-out', out);
    await expect(readPkcs12(readFileSync(out), 'x')).rejects.toThrow(NoKeyInside);
  });

  it('ends in an error of its own for every changed octet of the structure', async () => {
    const { file } = exported('p256', 'right');
    for (let at = 0; at < file.length; at += 37) {
      const altered = Buffer.from(file);
      altered.writeUInt8(altered.readUInt8(at) ^ 0x41, at);
      await expect(readPkcs12(altered, 'right')).rejects.toThrow(/^pkcs12\./);
    }
  });
});
