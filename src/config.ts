import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const secret = z.string().regex(/^[A-Za-z0-9+/_-]{43,}={0,2}$/, 'at least 32 random bytes in base64');
const gateway = z.url({ protocol: /^https?$/ });

const shape = z.object({
  YINXIN_MODE: z.enum(['production', 'demo', 'test']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: gateway,
  TRUST_PROXY: z.string().default(''),
  DATABASE_URL: z.string().optional(),
  DATA_DIR: z.string().default('./data'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Sessions, CSRF tokens and one-time links. */
  SESSION_SECRET: secret,
  /** Personal data and files at rest. */
  DATA_KEY: secret,
  /** Wraps the cloud keys. */
  KEY_ENCRYPTION_KEY: secret,
  /** Chains and signs the audit trail. */
  AUDIT_KEY: secret,
  ALIPAY_GATEWAY: gateway,
  ALIPAY_APP_ID: z.string(),
  ALIPAY_SELLER_ID: z.string(),
  ALIPAY_APP_PRIVATE_KEY: z.string(),
  ALIPAY_PUBLIC_KEY: z.string(),
  SMS_ENDPOINT: gateway,
  SMS_ACCESS_KEY_ID: z.string(),
  SMS_ACCESS_KEY_SECRET: z.string(),
  SMS_SIGN_NAME: z.string().default('印信'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  MAIL_FROM: z.string(),
  MAIL_FROM_NAME: z.string().default('印信'),
  /** `name=CODE,…`: the templates registered at the SMS gateway. */
  SMS_TEMPLATES: z.string().transform(pairs),
  /** C04: `130,131,…` when only the operator's own numbers may be contacts. */
  OPERATOR_PREFIXES: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((prefix) => prefix !== '')),
  IDENTITY_URL: gateway,
  IDENTITY_CLIENT_ID: z.string(),
  IDENTITY_SECRET: z.string(),
  /** 1 to 127, different for each process that issues certificates: the first octet of its serial numbers. */
  INSTANCE_NUMBER: z.coerce.number().int().min(1).max(127).default(1),
  /** Bearer token that opens /metrics; without one it stays closed. */
  METRICS_TOKEN: z.string().default(''),
  DEMO_INBOX_URL: gateway.optional(),
});

function pairs(text: string): Record<string, string> {
  return Object.fromEntries(text.split(',').flatMap((pair) => (pair.includes('=') ? [pair.split('=', 2)] : [])));
}

export type Settings = z.infer<typeof shape>;

export interface Config extends Settings {
  readonly dataDir: string;
  readonly demo: boolean;
}

const outsideSettings = ['ALIPAY_GATEWAY', 'SMS_ENDPOINT', 'IDENTITY_URL'] as const;

/** Reads the environment once. Throws one error that names every setting that is missing or refused. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const dataDir = resolve(environment['DATA_DIR'] ?? './data');
  const demo = environment['YINXIN_MODE'] === 'demo';
  const parsed = shape.safeParse(demo ? { ...demoSettings(dataDir), ...environment } : environment);
  if (!parsed.success) {
    throw new Error(`Configuration is not complete (README, "Configuration"):\n${z.prettifyError(parsed.error)}`);
  }
  const config = { ...parsed.data, dataDir, demo };
  if (config.YINXIN_MODE === 'production') refuseDemoSettings(config, dataDir);
  return config;
}

/** The settings that the demo made for itself on its first start, mode 0600. */
function demoSettings(dataDir: string): Record<string, unknown> {
  const file = join(dataDir, 'demo-settings.json');
  if (!existsSync(file)) return {};
  return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** A production start with a simulator, a loopback gateway or a secret of the demo is refused: nothing of it may ever reach real people. */
function refuseDemoSettings(config: Config, dataDir: string): void {
  for (const name of outsideSettings) {
    const host = new URL(config[name]).hostname;
    if (isLoopback(host)) throw new Error(`${name} points to ${host}: production needs the real gateway`);
  }
  if (config.DEMO_INBOX_URL !== undefined) throw new Error('DEMO_INBOX_URL is for the demo only');
  const demo = demoSettings(dataDir);
  for (const name of ['SESSION_SECRET', 'DATA_KEY', 'KEY_ENCRYPTION_KEY', 'AUDIT_KEY'] as const) {
    if (demo[name] === config[name]) throw new Error(`${name} was made for the demo: make a new one with "openssl rand -base64 32"`);
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host.startsWith('127.') || host === '[::1]' || host === '0.0.0.0';
}
