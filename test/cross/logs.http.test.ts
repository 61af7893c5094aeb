import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../src/container.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { heting, messageTo, ownPassword, signedInSupplier, signInStaff, verifyRealName } from '../support/people.ts';
import { Client } from './client.ts';

const pin = '305172';
const otherPin = '741852';
const wrongPassword = 'Wrong-Password-2026';

let app: TestApp;
let log = '';
const secrets = new Map<string, string>();

beforeAll(async () => {
  const to = {
    write: (line: string) => {
      log += line;
    },
  };
  app = await startTestApp({ logger: createLogger('trace', to) });
  const supplier = await signedInSupplier(app);
  await verifyRealName(supplier);
  await supplier.submit(await supplier.get('/certificates/pin'), '/certificates/pin', { pin, pinRepeated: pin });
  await supplier.submit(await supplier.get('/certificates/pin'), '/certificates/pin/change', {
    oldPin: '998877',
    pin: otherPin,
    pinRepeated: otherPin,
  });
  const client = new Client(app.url);
  await client.signIn(heting.contactMobile);
  const token = await client.token('/certificates/pin');
  await client.post('/certificates/pin/code', { _csrf: token });
  const [mail] = await messageTo(app, heting.contactMail, /[\s\S]+/);
  const [, password = ''] = await messageTo(app, heting.contactMobile, /初始密码：(\S+?)[，,]/);
  const [code = ''] = await messageTo(app, heting.contactMobile, /(?<!\d)\d{6}(?!\d)/);
  await signInStaff(app, 'cs.desk');
  await client.post('/sign-in', { login: heting.contactMobile, password: wrongPassword, _csrf: token });
  await client.get(`/sign-in?redirect=${encodeURIComponent(`/units?${heting.idNumber}`)}`);
  await client.post('/certificates/pin', { pin, pinRepeated: pin, _csrf: 'forged' });
  await client.get('/no/such/page');
  const known: Record<string, string | undefined> = {
    'the delivered password': password,
    'the own password': ownPassword,
    'a wrong password': wrongPassword,
    'the password of staff': 'Yinxin-2026',
    'the PIN': pin,
    'another PIN': otherPin,
    'the ID number': heting.idNumber,
    'the code by SMS': code,
    'a CSRF token': token,
    'the cookie': client.cookie.split('=')[1],
    'a session key': app.config.SESSION_SECRET,
    'the data key': app.config.DATA_KEY,
    'the key of keys': app.config.KEY_ENCRYPTION_KEY,
    'the audit key': app.config.AUDIT_KEY,
    'the key for the pay gateway': app.config.ALIPAY_APP_PRIVATE_KEY.replaceAll('\n', '\\n').slice(60, 120),
    'the key for SMS': app.config.SMS_ACCESS_KEY_SECRET,
    'the key for identity': app.config.IDENTITY_SECRET,
    'the mailbox password': new URL(app.config.SMTP_URL).password,
    'content of a mail': mail
      .split('\n')
      .map((line) => line.trim())
      .find((line) => line.length > 12),
  };
  for (const [what, value] of Object.entries(known)) secrets.set(what, value ?? '');
}, 120_000);
afterAll(() => app?.stop());

describe('the log at its most talkative level', () => {
  it('was written while people registered, signed in and set a PIN', () => {
    const lines = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: number; req?: { url?: string } });
    expect(lines.length).toBeGreaterThan(30);
    expect(log).toContain('/certificates/pin');
  });

  it('carries none of their secrets, and none of ours', () => {
    const found: string[] = [];
    for (const [what, value] of secrets) {
      expect(value.length, `${what} is known to this test`).toBeGreaterThan(5);
      // six digits may also stand inside a time or an id: only alone they are the PIN or the code
      const shown = /^\d{6}$/.test(value) ? new RegExp(`(?<![\\d.a-f-])${value}(?![\\d.a-f-])`).test(log) : log.includes(value);
      if (shown) found.push(what);
    }
    expect(found).toEqual([]);
  });

  it('names no header that carries one', () => {
    expect(log).not.toMatch(/"(cookie|set-cookie|authorization)":/i);
    expect(log).not.toMatch(/BEGIN [A-Z ]*PRIVATE KEY/);
    expect(log).not.toMatch(/yinxin=[\w-]{20}/);
  });
});
