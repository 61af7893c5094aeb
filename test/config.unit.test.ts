import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

const secret = () => randomBytes(32).toString('base64');

describe('the configuration', () => {
  let dataDir: string;
  let complete: Record<string, string>;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'yinxin-config-'));
    complete = {
      DATA_DIR: dataDir,
      PUBLIC_URL: 'https://yinxin.example.cn',
      SESSION_SECRET: secret(),
      DATA_KEY: secret(),
      KEY_ENCRYPTION_KEY: secret(),
      AUDIT_KEY: secret(),
      ALIPAY_GATEWAY: 'https://openapi.alipay.com/gateway.do',
      ALIPAY_APP_ID: '2021000000000000',
      ALIPAY_SELLER_ID: '2088000000000000',
      ALIPAY_APP_PRIVATE_KEY: 'key',
      ALIPAY_PUBLIC_KEY: 'key',
      SMS_ENDPOINT: 'https://dysmsapi.aliyuncs.com/',
      SMS_ACCESS_KEY_ID: 'id',
      SMS_ACCESS_KEY_SECRET: 'secret',
      SMS_TEMPLATES: 'notice=SMS_1,credentials=SMS_2',
      SMTP_URL: 'smtps://mail.example.cn',
      MAIL_FROM: 'no-reply@example.cn',
      IDENTITY_URL: 'https://identity.example.cn/v1',
      IDENTITY_CLIENT_ID: 'id',
      IDENTITY_SECRET: 'secret',
    };
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('is production unless said otherwise', () => {
    const config = readConfig(complete);
    expect(config.YINXIN_MODE).toBe('production');
    expect(config.demo).toBe(false);
    expect(config.SMS_TEMPLATES).toEqual({ notice: 'SMS_1', credentials: 'SMS_2' });
  });

  it('has no default for a secret, and names everything that is missing at once', () => {
    const { SESSION_SECRET: _session, DATA_KEY: _data, ...rest } = complete;
    expect(() => readConfig(rest)).toThrow(/SESSION_SECRET[\s\S]*DATA_KEY/);
  });

  it('refuses a short secret', () => {
    expect(() => readConfig({ ...complete, DATA_KEY: 'short' })).toThrow(/DATA_KEY/);
  });

  it.each([
    ['ALIPAY_GATEWAY', 'http://127.0.0.1:8081/alipay/gateway.do'],
    ['SMS_ENDPOINT', 'http://localhost:8081/'],
    ['IDENTITY_URL', 'http://[::1]:8081/identity'],
  ])('refuses a production start with %s on this machine', (name, value) => {
    expect(() => readConfig({ ...complete, [name]: value })).toThrow(new RegExp(`${name}.*real gateway`));
  });

  it('refuses the demo inbox in production', () => {
    expect(() => readConfig({ ...complete, DEMO_INBOX_URL: 'https://inbox.example.cn/' })).toThrow(/DEMO_INBOX_URL/);
  });

  it('refuses a secret that was made for the demo', () => {
    writeFileSync(join(dataDir, 'demo-settings.json'), JSON.stringify({ KEY_ENCRYPTION_KEY: complete['KEY_ENCRYPTION_KEY'] }));
    expect(() => readConfig(complete)).toThrow(/KEY_ENCRYPTION_KEY was made for the demo/);
  });

  it('accepts a loopback database and SMTP relay', () => {
    const config = readConfig({
      ...complete,
      DATABASE_URL: 'postgres://yinxin@127.0.0.1/yinxin',
      SMTP_URL: 'smtp://127.0.0.1:25?tls=none',
    });
    expect(config.DATABASE_URL).toContain('127.0.0.1');
  });
});
