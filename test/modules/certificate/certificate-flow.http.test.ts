import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../../../demo/visitor.ts';
import { derToPem } from '../../../src/engines/x509/pem.ts';
import { Subscriber } from '../../../src/kernel/events.ts';
import { HardwareKey } from '../../../src/kernel/hardware-key.ts';
import { MakeCertificate } from '../../../src/modules/certificate/application/make-certificate.ts';
import { PurchaseOrders } from '../../../src/modules/certificate/ports/purchase-orders.ts';
import { Units } from '../../../src/modules/certificate/ports/units.ts';
import { SigningCertificates } from '../../../src/modules/certificate/published/signing-certificates.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { heting, messageTo, signedInSupplier, signInStaff, verifyRealName } from '../../support/people.ts';
import { hasTool } from '../../support/tools.ts';
import { NamedUnits, qingbai } from './support/a-unit-of-people.ts';

const pin = '305172';
const folder = mkdtempSync(join(tmpdir(), 'yinxin-flow-'));

class KeptOrders extends PurchaseOrders {
  readonly opened: Parameters<PurchaseOrders['open']>[0][] = [];
  override async open(order: Parameters<PurchaseOrders['open']>[0]) {
    this.opened.push(order);
    const amountFen = order.lines.reduce((sum, line) => sum + line.unitPriceFen * line.quantity, 0);
    return { orderId: `order-${this.opened.length}`, amountFen, state: 'pending', cashierPath: '/certificates' };
  }
}

describe('from purchase to certificate', () => {
  let app: TestApp;
  let person: Visitor;
  let accountId: string;
  const units = new NamedUnits();
  const orders = new KeptOrders();

  beforeAll(async () => {
    app = await startTestApp({
      rebind: (container) => {
        container.rebind(Units).toConstantValue(units);
        container.rebind(PurchaseOrders).toConstantValue(orders);
      },
    });
    person = await signedInSupplier(app);
    await verifyRealName(person);
    const [row] = await app.database.sql`select id from partner.accounts where mobile = ${heting.contactMobile}`;
    accountId = row?.['id'];
    units.name(accountId, 'admin');
  });
  afterAll(async () => {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const paid = async (orderNumber = orders.opened.length, eventId = crypto.randomUUID()) => {
    const order = orders.opened[orderNumber - 1];
    const subscriber = app.container.getAll(Subscriber).find((candidate) => candidate.event === 'billing.order-paid');
    if (order === undefined || subscriber === undefined) throw new Error('nothing to pay');
    const { lines } = order;
    const event = { type: 'billing.order-paid', orderId: `order-${orderNumber}`, buyerAccountId: accountId, lines };
    await subscriber.handle({ id: eventId, at: new Date().toISOString(), event });
    return eventId;
  };
  const buy = async (changes: Record<string, string> = {}) => {
    const platforms = await person.get('/certificates/buy');
    const href = /href="(\/certificates\/buy\/zhejiang-demo[^"]*)"/.exec(platforms.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const confirm = await person.submit(await person.get(href), '/certificates/buy/zhejiang-demo', changes);
    const notice = await person.submit(confirm, '/certificates/buy/confirm', { agreed: '1' });
    return person.submit(notice, '/certificates/buy/order');
  };
  const serials = async () => app.database.sql`select serial, state from certificate.certificates order by reserved_at`;
  const until = async (check: () => Promise<boolean>) => {
    for (let tries = 0; tries < 100; tries++) {
      if (await check()) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error('waited ten seconds in vain');
  };

  it('a platform is found by name, and what is not chosen is refused at its field (BIL-006)', async () => {
    const found = await person.get('/certificates/buy?words=西南');
    expect(found.text).toContain('西南电子招标采购平台');
    expect(found.text).not.toContain('之江');
    expect((await person.get('/certificates/buy?words=%25_%27')).text).toContain('没有找到');
    const form = await person.get(`/certificates/buy/zhejiang-demo?unitId=${qingbai.unitId}`);
    expect(form.text).toContain(qingbai.name);
    const refused = await person.submit(form, '/certificates/buy/zhejiang-demo', { quantity: '0', kind: 'interconnect' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('请填写 1 到 200 之间的整数');
    expect(refused.text).toContain('不能购买互连证书');
  });

  it('the agreement must be ticked before the notice, the notice acknowledged before the order (BIL-007, BIL-008)', async () => {
    const form = await person.get(`/certificates/buy/zhejiang-demo?unitId=${qingbai.unitId}`);
    const confirm = await person.submit(form, '/certificates/buy/zhejiang-demo', { years: '2', quantity: '3' });
    expect(confirm.text).toContain('1680.00');
    const refused = await person.submit(confirm, '/certificates/buy/confirm');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('请阅读并同意');
    const notice = await person.submit(refused, '/certificates/buy/confirm', { agreed: '1' });
    expect(notice.text).toContain('支付前须知');
    expect(orders.opened).toHaveLength(0);
    const list = await person.submit(notice, '/certificates/buy/order');
    expect(list.url).toContain('/certificates');
    expect(orders.opened[0]).toMatchObject({
      payerName: qingbai.name,
      unitId: qingbai.unitId,
      lines: [{ productCode: 'certificate.platform.yx-general.2', unitPriceFen: 56_000, quantity: 3, params: { localInstall: true } }],
    });
  });

  it('payment gives one certificate to make and the rest as surplus, however often it is told (CER-057, BIL-010)', async () => {
    const eventId = await paid();
    await paid(1, eventId);
    await paid(1);
    const list = await person.get('/certificates');
    expect(list.text).toContain('待制证');
    expect(list.text).toContain('单位证书余量');
    expect(list.text).toContain('2 / 2');
    expect(await app.database.sql`select id from certificate.entitlements`).toHaveLength(1);
  });

  it('weak and differing PINs are refused; then the PIN is set and the certificate made at once (CER-074, CER-079)', async () => {
    const list = await person.get('/certificates');
    const make = await person.get(/href="(\/certificates\/[0-9a-f-]{36}\/make)"/.exec(list.html)?.[1] ?? '');
    const weak = await person.submit(make, '/make', { pin: '000000', pinRepeated: '000000' });
    expect(weak.status).toBe(422);
    expect(weak.text).toContain('太容易猜到');
    expect(weak.html).not.toContain('value="000000"');
    const differs = await person.submit(make, '/make', { pin, pinRepeated: '305173' });
    expect(differs.text).toContain('两次输入的密码不一致');
    expect(await serials()).toHaveLength(0);
    const detail = await person.submit(make, '/make', { pin, pinRepeated: pin });
    expect(detail.status).toBe(200);
    expect(detail.text).toContain(qingbai.name);
    expect(detail.text).toContain('NTRCN-91330106MA2B0L0G9Q');
    expect(detail.text).toContain('有效');
    expect(await serials()).toMatchObject([{ state: 'issued' }]);
  });

  it('pressed again and from two sides at once it stays one certificate (§3 rule 7)', async () => {
    const [row] = await app.database.sql`select id from certificate.entitlements`;
    const actor = { kind: 'person' as const, accountId, name: '沈念安', realNameVerified: true };
    const make = app.container.get(MakeCertificate);
    await Promise.all([1, 2, 3].map(() => make.execute(actor, { entitlementId: row?.['id'], pin })));
    expect(await serials()).toHaveLength(1);
  });

  describe.skipIf(!hasTool('openssl'))('what relying parties fetch', () => {
    const openssl = (...args: string[]) => {
      const { stdout, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
      return stdout + stderr;
    };
    const save = async (path: string, name: string, type: string) => {
      const answer = await fetch(app.url + path);
      expect(answer.headers.get('content-type')).toContain(type);
      expect(answer.headers.get('set-cookie')).toBeNull();
      writeFileSync(join(folder, name), Buffer.from(await answer.arrayBuffer()));
    };
    const idOf = (certificate: string) => (certificate.startsWith('0x') ? ['-serial', certificate] : ['-cert', certificate]);
    const judge = ['-CAfile', 'root.pem', '-verify_other', 'issuing.pem'];
    /** openssl as the client, with and without nonce; it must not block the server in this process. */
    const ocspPost = async (certificate: string, ...extra: string[]) => {
      const args = ['ocsp', '-issuer', 'issuing.pem', ...idOf(certificate), '-url', `${app.url}/pki/ocsp`, ...judge, ...extra];
      const { stdout, stderr } = await promisify(execFile)('openssl', args, { cwd: folder });
      return stdout + stderr;
    };
    const ocspGet = async (certificate: string) => {
      openssl('ocsp', '-issuer', 'issuing.pem', ...idOf(certificate), '-no_nonce', '-reqout', 'ocsp.req');
      const request = readFileSync(join(folder, 'ocsp.req')).toString('base64');
      const answer = await fetch(`${app.url}/pki/ocsp/${encodeURIComponent(request)}`);
      expect(answer.headers.get('content-type')).toBe('application/ocsp-response');
      expect(answer.headers.get('cache-control')).toContain('max-age=60');
      writeFileSync(join(folder, 'ocsp.resp'), Buffer.from(await answer.arrayBuffer()));
      return openssl('ocsp', '-issuer', 'issuing.pem', ...idOf(certificate), '-no_nonce', '-respin', 'ocsp.resp', ...judge);
    };

    beforeAll(async () => {
      await save('/pki/root.cer', 'root.cer', 'application/pkix-cert');
      await save('/pki/issuing.cer', 'issuing.cer', 'application/pkix-cert');
      for (const name of ['root', 'issuing']) openssl('x509', '-inform', 'DER', '-in', `${name}.cer`, '-out', `${name}.pem`);
      const [row] = await serials();
      const pem = await person.get(`/certificates/files/${row?.['serial']}/certificate.pem`);
      writeFileSync(join(folder, 'unit.pem'), pem.html);
    });

    const crlCheck = async () => {
      await save('/pki/issuing.crl', 'issuing.crl', 'application/pkix-crl');
      await save('/pki/root.crl', 'root.crl', 'application/pkix-crl');
      for (const name of ['root', 'issuing']) openssl('crl', '-inform', 'DER', '-in', `${name}.crl`, '-out', `${name}.crl.pem`);
      return openssl(
        'verify',
        '-x509_strict',
        '-crl_check_all',
        '-extended_crl',
        '-CAfile',
        'root.pem',
        '-untrusted',
        'issuing.pem',
        '-CRLfile',
        'issuing.crl.pem',
        '-CRLfile',
        'root.crl.pem',
        'unit.pem',
      );
    };

    it('the chain verifies against the published CRLs', async () => {
      expect(await crlCheck()).toContain('unit.pem: OK');
    });

    it('OCSP answers good by GET and by POST, with and without nonce (RFC 6960, RFC 5019)', async () => {
      for (const answer of [await ocspPost('unit.pem'), await ocspPost('unit.pem', '-no_nonce'), await ocspGet('unit.pem')]) {
        expect(answer).toContain('unit.pem: good');
        expect(answer).toContain('Response verify OK');
        expect(answer).not.toContain('nonce');
      }
    });

    it('a serial that was never issued is unknown, junk is malformed, another CA unauthorised', async () => {
      expect(await ocspPost(`0x01${'ab'.repeat(17)}`)).toContain(': unknown');
      const junk = await fetch(`${app.url}/pki/ocsp`, { method: 'POST', body: 'junk' });
      expect(Buffer.from(await junk.arrayBuffer()).toString('hex')).toBe('30030a0101');
      expect((await fetch(`${app.url}/pki/ocsp/%E0%A4%A`)).status).toBe(422);
      openssl('ocsp', '-issuer', 'root.pem', '-cert', 'issuing.pem', '-reqout', 'other.req');
      const foreign = await fetch(`${app.url}/pki/ocsp`, { method: 'POST', body: readFileSync(join(folder, 'other.req')) });
      expect(Buffer.from(await foreign.arrayBuffer()).toString('hex')).toBe('30030a0106');
    });

    it('the chain file holds all three certificates, and files of others are not there', async () => {
      const [row] = await serials();
      const chain = await person.get(`/certificates/files/${row?.['serial']}/chain.pem`);
      expect(chain.html.match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
      expect((await app.visitor().get(`/certificates/files/${row?.['serial']}/certificate.pem`)).html).not.toContain('BEGIN CERTIFICATE');
      expect((await fetch(`${app.url}/pki/..%2fsecret.cer`)).status).toBe(404);
      expect((await fetch(`${app.url}/pki/ocsp.cer`)).status).toBe(200);
    });
  });

  it('signing needs the PIN and gives a signature of the certificate’s key, with proofs of its status (CER-077)', async () => {
    const signing = app.container.get(SigningCertificates);
    const [certificate] = await signing.usable(accountId, qingbai.unitId);
    expect(certificate).toMatchObject({ holderName: qingbai.name, algorithm: 'ecdsa-p256-sha256', unitId: qingbai.unitId });
    const serial = certificate?.serial ?? '';
    const { X509Certificate, verify } = await import('node:crypto');
    const message = Buffer.from('摘要');
    const value = await signing.sign(accountId, serial, message, pin);
    const { publicKey } = new X509Certificate(certificate?.certificate ?? Buffer.of());
    expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'der' }, value)).toBe(true);
    await expect(signing.sign(accountId, serial, message, '111999')).rejects.toThrow('key.wrong-pin');
    await expect(signing.sign('somebody', serial, message, pin)).rejects.toThrow('certificate.missing');
    expect(await signing.usable(accountId)).toEqual([]);
    const proofs = await signing.statusProofs(serial);
    expect([proofs.ocsp.length, proofs.crls.length]).toEqual([1, 2]);
    expect(await signing.signAll(accountId, serial, [message, Buffer.from('2')], pin)).toHaveLength(2);
  });

  it('the same again extends the term with the same key and supersedes the old serial, without a PIN (CER-059, §8.6)', async () => {
    await buy({ years: '1', quantity: '1', localInstall: '1' });
    await paid();
    await until(async () => (await serials()).length === 2);
    await until(async () => (await serials())[1]?.['state'] === 'issued');
    expect(await serials()).toMatchObject([{ state: 'superseded' }, { state: 'issued' }]);
    const keys = await app.database.sql`select distinct key_hash from certificate.certificates`;
    expect(keys).toHaveLength(1);
    const [row] = await app.database
      .sql`select extract(year from until_at) - extract(year from from_at) as years from certificate.platform_terms`;
    expect(Number(row?.['years'])).toBe(3);
  });

  it('with a platform certificate in force the cheaper interconnect certificate is on sale (CER-053)', async () => {
    const form = await person.get(`/certificates/buy/zhejiang-demo?unitId=${qingbai.unitId}`);
    expect(form.html).toContain('value="interconnect"');
    const other = await person.get(`/certificates/buy/xinan-demo?unitId=${qingbai.unitId}`);
    expect(other.html).not.toContain('value="interconnect"');
  });

  it('a reset by SMS code opens a locked PIN (CER-076, CER-078)', async () => {
    const page = await person.get('/certificates/pin');
    for (let tries = 0; tries < 6; tries++)
      await person.submit(page, '/certificates/pin/change', { oldPin: '999111', pin: '481516', pinRepeated: '481516' });
    expect(await app.container.get(HardwareKey).pinState(accountId)).toMatchObject({ state: 'locked' });
    const locked = await person.get('/certificates/pin');
    expect(locked.text).toContain('已锁定');
    const form = await person.get('/certificates/pin/reset');
    const token = /name="_csrf" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
    const sent = await person.submit(
      { ...form, html: `<form method="post" action="/certificates/pin/code"><input name="_csrf" value="${token}"></form>` },
      '/certificates/pin/code',
    );
    expect(sent.text).toContain('139****0001');
    const [, code = ''] = await messageTo(app, heting.contactMobile, /验证码\D*(\d{6})/);
    const wrong = await person.submit(sent, '/certificates/pin/reset', { code: '000000', pin: '481516', pinRepeated: '481516' });
    expect(wrong.status).toBe(422);
    const done = await person.submit(sent, '/certificates/pin/reset', { code, pin: '481516', pinRepeated: '481516' });
    expect(done.text).toContain('证书密码已生效');
    expect(await app.container.get(HardwareKey).pinState(accountId)).toEqual({ state: 'set', triesLeft: 6 });
    const again = await person.submit(sent, '/certificates/pin/reset', { code, pin: '902431', pinRepeated: '902431' });
    expect(again.status).toBe(422);
  });

  it('anybody looks up state and validity, and learns nothing else (CER-095)', async () => {
    const [row] = await serials();
    const stranger = app.visitor();
    const bySerial = await stranger.get(`/certificate-status?words=${row?.['serial']}`);
    expect(bySerial.text).toContain('已更新');
    const byCode = await stranger.get(`/certificate-status?words=${qingbai.code}`);
    expect(byCode.text).toContain('有效');
    expect(byCode.text).not.toContain(qingbai.name);
    expect((await stranger.get('/certificate-status?words=0102')).text).toContain('没有查到证书');
  });

  it('staff with the right role revoke, others may not; status, CRL and use follow at once (CER-093, §9)', async () => {
    const serial = (await serials())[1]?.['serial'];
    const path = `/staff/certificates/${serial}`;
    expect((await (await signInStaff(app, 'cs.desk')).get(path)).status).toBe(403);
    expect((await person.get(path)).status).toBe(403);
    const ra = await signInStaff(app, 'ra.review');
    const page = await ra.get(path);
    const refused = await ra.submit(page, '/revocation', { reason: '' });
    expect(refused.status).toBe(422);
    const before = await app.database.sql`select max(number) as number from certificate.revocation_lists where issuer = 'issuing'`;
    const done = await ra.submit(page, '/revocation', { reason: 'key-lost', note: '手机遗失' });
    expect(done.text).toContain('已吊销');
    expect(done.text).toContain('密钥遗失或泄露');
    expect(done.html).not.toContain('/revocation"');
    const second = await ra.submit(page, '/revocation', { reason: 'key-lost' });
    expect(second.status).toBe(422);
    expect(second.text).toContain('不能再次吊销');
    const signing = app.container.get(SigningCertificates);
    await expect(signing.sign(accountId, serial, Buffer.from('x'), '481516')).rejects.toThrow('certificate.revoked');
    expect((await person.get('/certificates')).text).toContain('已失效');
    const audit = await app.database.sql`select actor_name, entry from kernel.audit where action = 'certificate.revoke'`;
    expect(audit).toMatchObject([{ actor_name: '顾明澈', entry: { reason: 'key-lost', from: 'issued', to: 'revoked' } }]);
    await until(async () => {
      const [row] = await app.database.sql`select max(number) as number from certificate.revocation_lists where issuer = 'issuing'`;
      return Number(row?.['number']) > Number(before[0]?.['number']);
    });
  });

  it.skipIf(!hasTool('openssl'))('OCSP says revoked from the very moment, and the new CRL carries reason and serial', async () => {
    const [, row] = await serials();
    const pem = join(folder, 'revoked.pem');
    const [stored] = await app.database.sql`select der from certificate.certificates where serial = ${row?.['serial']}`;
    writeFileSync(pem, derToPem('CERTIFICATE', stored?.['der']));
    const args = ['ocsp', '-issuer', 'issuing.pem', '-cert', 'revoked.pem', '-url', `${app.url}/pki/ocsp`, '-CAfile', 'root.pem'];
    const { stdout } = await promisify(execFile)('openssl', args, { cwd: folder });
    expect(stdout).toMatch(/revoked\.pem: revoked[\s\S]*Reason: keyCompromise/);
    const crl = Buffer.from(await (await fetch(`${app.url}/pki/issuing.crl`)).arrayBuffer());
    writeFileSync(join(folder, 'new.crl'), crl);
    const text = execFileSync('openssl', ['crl', '-inform', 'DER', '-in', 'new.crl', '-noout', '-text'], { cwd: folder, encoding: 'utf8' });
    expect(text).toContain(`Serial Number: ${String(row?.['serial']).toUpperCase()}`);
    expect(text).toContain('Key Compromise');
  });

  it('after a revocation the right can be bought anew, with a new key (CER-102)', async () => {
    await buy({ years: '1', quantity: '1', localInstall: '1' });
    await paid();
    const list = await person.get('/certificates');
    const make = await person.get(/href="(\/certificates\/[0-9a-f-]{36}\/make)"/.exec(list.html)?.[1] ?? '');
    const detail = await person.submit(make, '/make', { pin: '481516' });
    expect(detail.text).toContain('有效');
    const keys = await app.database.sql`select distinct key_hash from certificate.certificates`;
    expect(keys).toHaveLength(2);
  });

  it('who leaves the unit loses the certificates held for it (CER-065, UNI-038)', async () => {
    const subscriber = app.container.getAll(Subscriber).find((candidate) => candidate.event === 'unit.member-left');
    const event = { type: 'unit.member-left', unitId: qingbai.unitId, accountId, how: 'left', at: new Date().toISOString() };
    const delivered = { id: crypto.randomUUID(), at: event.at, event };
    await subscriber?.handle(delivered);
    await subscriber?.handle(delivered);
    expect((await serials()).map((row) => row['state'])).toEqual(['revoked', 'revoked', 'revoked']);
    expect(await app.database.sql`select id from certificate.entitlements where state <> 'revoked'`).toHaveLength(0);
  });

  it('every certificate was planned, reserved and stored with an audit row of its own (§3 rule 12)', async () => {
    const rows = await app.database
      .sql`select action, count(*)::int as count from kernel.audit where action like 'certificate.%' group by action`;
    const count = Object.fromEntries(rows.map((row) => [row['action'], row['count']]));
    expect(count).toMatchObject({ 'certificate.make-key': 2, 'certificate.reserve': 3, 'certificate.issue': 3, 'certificate.revoke': 3 });
  });
});
