import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../src/engines/x509/certificate.ts';
import { parseCsr } from '../../../src/engines/x509/csr.ts';
import { lintCertificate } from '../../../src/engines/x509/lint/lint-certificate.ts';
import { validatePath } from '../../../src/engines/x509/path/validate-path.ts';
import { verifySm2 } from '../../../src/engines/x509/sm2/verify-sm2.ts';
import { hasTool } from '../../support/tools.ts';

describe('SM2 signatures', () => {
  // GM/T 0003.5 A.2: the recommended curve, identifier 1234567812345678, message "message digest".
  const point = Buffer.from(
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
    'hex',
  );
  const r = 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3';
  const s = 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa';
  const signature = Buffer.from(`3046022100${r}022100${s}`, 'hex');
  const message = Buffer.from('message digest');

  it('verify with the example of the standard', () => {
    expect(verifySm2(point, message, signature)).toBe(true);
  });

  it('do not verify when message, key or signature differ, or are no such thing', () => {
    expect(verifySm2(point, Buffer.from('message digesT'), signature)).toBe(false);
    const swapped = Buffer.from(`3046022100${s}022100${r}`, 'hex');
    expect(verifySm2(point, message, swapped)).toBe(false);
    expect(verifySm2(point, message, Buffer.from('3006020100020100', 'hex'))).toBe(false);
    expect(verifySm2(point, message, Buffer.alloc(70))).toBe(false);
    expect(verifySm2(point, message, new Uint8Array(0))).toBe(false);
    const off = Buffer.from(point);
    off[64] = (off[64] ?? 0) ^ 1;
    expect(verifySm2(off, message, signature)).toBe(false);
    const negated = Buffer.from(point);
    const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
    Buffer.from((p - BigInt(`0x${point.toString('hex', 33)}`)).toString(16).padStart(64, '0'), 'hex').copy(negated, 33);
    expect(verifySm2(negated, message, signature)).toBe(false);
  });
});

describe.skipIf(!hasTool('openssl'))('SM2 certificates of openssl', () => {
  let folder = '';
  const run = (...args: string[]) => {
    const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  const read = (name: string) => readFileSync(join(folder, name));
  const id = 'distid:1234567812345678';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sm2-'));
    for (const name of ['ca', 'leaf'])
      run(
        'genpkey',
        '-algorithm',
        'EC',
        '-pkeyopt',
        'ec_paramgen_curve:SM2',
        '-pkeyopt',
        'ec_param_enc:named_curve',
        '-out',
        `${name}.key`,
      );
    const ca = ['-addext', 'keyUsage=critical,keyCertSign,cRLSign', '-days', '3650', '-utf8', '-subj', '/C=CN/CN=国密根'];
    run('req', '-x509', '-key', 'ca.key', '-sm3', '-sigopt', id, ...ca, '-out', 'ca.pem');
    run('req', '-new', '-key', 'leaf.key', '-sm3', '-sigopt', id, '-utf8', '-subj', '/C=CN/CN=国密公司', '-out', 'leaf.csr');
    writeFileSync(
      join(folder, 'ext'),
      'basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n',
    );
    const sign = [
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-sm3',
      '-sigopt',
      id,
      '-vfyopt',
      id,
      '-days',
      '365',
      '-extfile',
      'ext',
    ];
    run('x509', '-req', '-in', 'leaf.csr', ...sign, '-out', 'leaf.pem');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('prove possession in requests', () => {
    expect(parseCsr(read('leaf.csr')).subject.get('CN')).toBe('国密公司');
  });

  it('make valid paths, and wrong signatures are found', () => {
    const [ca, leaf] = [parseCertificate(read('ca.pem')), parseCertificate(read('leaf.pem'))];
    const time = new Date(leaf.notBefore.getTime() + 1000);
    expect(validatePath({ certificate: leaf, anchors: [ca], time, revocation: 'none' })).toMatchObject({ verdict: 'valid' });
    expect(lintCertificate(leaf, { issuer: ca }).map(({ code }) => code)).not.toContain('signature.wrong');
    const changed = Buffer.from(leaf.raw);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    const verdict = validatePath({ certificate: parseCertificate(changed), anchors: [ca], time, revocation: 'none' });
    expect(verdict).toMatchObject({ verdict: 'invalid', reason: 'wrong-signature' });
  });
});
