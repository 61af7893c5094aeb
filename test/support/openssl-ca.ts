import { execFileSync } from 'node:child_process';
import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SignatureAlgorithm, Signer } from '../../src/engines/x509/signer.ts';

export type TestKey = 'rsa' | 'p256' | 'p384';

export interface TestIdentity {
  readonly certPath: string;
  readonly keyPath: string;
  readonly certificate: Buffer;
  readonly signer: Signer;
}

export interface LeafOptions {
  readonly key?: TestKey;
  readonly keyUsage?: string;
  /** Further extension lines of an openssl configuration. */
  readonly extensions?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly isCa?: boolean;
}

export function openssl(...args: readonly string[]): Buffer {
  return execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

const keyArguments: Readonly<Record<TestKey, readonly string[]>> = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
};

export const algorithms: Readonly<Record<TestKey, SignatureAlgorithm>> = {
  rsa: 'rsa-pkcs1-sha256',
  p256: 'ecdsa-p256-sha256',
  p384: 'ecdsa-p384-sha384',
};

/** A signer over a PEM key file, as an adapter would answer it. */
export function pemSigner(keyPath: string, key: TestKey): Signer {
  const privateKey = createPrivateKey(readFileSync(keyPath));
  return { algorithm: algorithms[key], sign: async (message) => sign(key === 'p384' ? 'sha384' : 'sha256', message, privateKey) };
}

/** A certificate authority made with openssl, in a directory of its own: an independent second opinion on everything we write. */
export class OpensslCa {
  readonly dir: string;
  readonly certPath: string;
  readonly #keyPath: string;
  readonly #key: TestKey;
  #count = 0;

  constructor(name = '测试根证书认证机构', key: TestKey = 'p256', dir = mkdtempSync(join(tmpdir(), 'yinxin-ca-'))) {
    this.dir = dir;
    this.#key = key;
    this.certPath = join(dir, 'ca.pem');
    this.#keyPath = join(dir, 'ca.key');
    if (existsSync(this.certPath)) return;
    openssl('genpkey', ...keyArguments[key], '-out', this.#keyPath);
    const subject = `/C=CN/O=杭州示例认证有限公司/CN=${name}`;
    const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'].flatMap((line) => ['-addext', line]);
    openssl(
      'req',
      '-x509',
      '-utf8',
      '-new',
      '-key',
      this.#keyPath,
      '-subj',
      subject,
      '-days',
      '7300',
      ...extensions,
      '-out',
      this.certPath,
    );
  }

  get certificate(): Buffer {
    return Buffer.from(new X509Certificate(readFileSync(this.certPath)).raw);
  }

  issue(commonName: string, options: LeafOptions = {}): TestIdentity {
    const key = options.key ?? this.#key;
    const base = join(this.dir, `leaf${String(++this.#count)}`);
    const [keyPath, csrPath, certPath] = [`${base}.key`, `${base}.csr`, `${base}.pem`];
    openssl('genpkey', ...keyArguments[key], '-out', keyPath);
    const subject = `/C=CN/ST=浙江省/L=杭州市/O=${commonName}/2.5.4.97=NTRCN-91330100MA27XYZ12Q/CN=${commonName}`;
    openssl('req', '-new', '-utf8', '-key', keyPath, '-subj', subject, '-out', csrPath);
    const dates = ['-startdate', options.from ?? '20200101000000Z', '-enddate', options.to ?? '20400101000000Z'];
    const config = this.#config(options);
    openssl('ca', '-batch', '-notext', '-config', config, '-utf8', '-preserveDN', '-in', csrPath, '-out', certPath, ...dates);
    const certificate = Buffer.from(new X509Certificate(readFileSync(certPath)).raw);
    return { certPath, keyPath, certificate, signer: pemSigner(keyPath, key) };
  }

  /** An intermediate authority under this one. */
  subordinate(name: string, key: TestKey = 'p256'): OpensslCa {
    const identity = this.issue(name, { key, isCa: true });
    const dir = mkdtempSync(join(tmpdir(), 'yinxin-ca-'));
    writeFileSync(join(dir, 'ca.pem'), readFileSync(identity.certPath));
    writeFileSync(join(dir, 'ca.key'), readFileSync(identity.keyPath));
    return new OpensslCa(name, key, dir);
  }

  revoke(identity: TestIdentity, reason = 'superseded'): void {
    openssl('ca', '-config', this.#config({}), '-revoke', identity.certPath, '-crl_reason', reason);
  }

  /** A CRL as it stands now, PEM. */
  crl(): string {
    const path = join(this.dir, `crl${String(++this.#count)}.pem`);
    openssl('ca', '-config', this.#config({}), '-gencrl', '-crldays', '30', '-out', path);
    return path;
  }

  #config(options: LeafOptions): string {
    const path = join(this.dir, `ca${String(++this.#count)}.cnf`);
    const database = join(this.dir, 'index.txt');
    if (!existsSync(database)) writeFileSync(database, '');
    const basic = options.isCa === true ? 'critical,CA:TRUE' : 'critical,CA:FALSE';
    const usage = options.keyUsage ?? (options.isCa === true ? 'keyCertSign,cRLSign' : 'digitalSignature,nonRepudiation');
    const lines = [
      '[ca]\ndefault_ca=d\n[d]',
      `new_certs_dir=${this.dir}\ndatabase=${database}\ncertificate=${this.certPath}\nprivate_key=${this.#keyPath}`,
      'default_md=sha256\nrand_serial=yes\npolicy=p\nunique_subject=no\nx509_extensions=x\ncrl_extensions=c',
      '[p]\ncountryName=optional\nstateOrProvinceName=optional\nlocalityName=optional\norganizationName=optional\n2.5.4.97=optional\ncommonName=optional',
      '[c]\nauthorityKeyIdentifier=keyid',
      `[x]\nbasicConstraints=${basic}\nkeyUsage=critical,${usage}\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid`,
      ...(options.extensions ?? []),
    ];
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  }
}
