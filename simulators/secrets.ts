import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Secrets {
  /** Our application's pair: the product signs, the simulated gateway verifies. */
  readonly application: { publicKey: string; privateKey: string };
  /** The simulated gateway's pair. */
  readonly gateway: { publicKey: string; privateKey: string };
  readonly appId: string;
  readonly sellerId: string;
  readonly smsKeyId: string;
  readonly smsKeySecret: string;
  readonly mailPassword: string;
  readonly identitySecret: string;
}

/** Made once in the data folder, so that a restart of either side keeps working. */
export function secretsIn(folder: string): Secrets {
  const path = join(folder, 'simulator-secrets.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Secrets;
  const secrets: Secrets = {
    application: rsaPair(),
    gateway: rsaPair(),
    appId: '2021000000000001',
    sellerId: '2088000000000001',
    smsKeyId: `LTAI${randomBytes(8).toString('hex')}`,
    smsKeySecret: randomBytes(24).toString('base64url'),
    mailPassword: randomBytes(18).toString('base64url'),
    identitySecret: randomBytes(32).toString('base64url'),
  };
  writeFileSync(path, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

function rsaPair(): { publicKey: string; privateKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}
