import { decode, type SeenPage, type Visitor } from '../../demo/visitor.ts';
import { makeDocument } from '../../simulators/make-document.ts';
import type { TestApp } from './app.ts';

/** An invented company with its contact; the numbers have right check characters, the ID number an order code no real one has. */
export interface SampleCompany {
  readonly companyName: string;
  readonly uscc: string;
  readonly legalRepresentative: string;
  readonly contactName: string;
  readonly contactMobile: string;
  readonly contactMail: string;
  readonly idNumber: string;
}

export const heting: SampleCompany = {
  companyName: '江城示例通信工程有限公司',
  uscc: '91420100MA4K00001U',
  legalRepresentative: '陈示例',
  contactName: '沈念安',
  contactMobile: '13900000001',
  contactMail: 'shen@heting.example',
  idNumber: '420106199001010001',
};

export async function licenceOf(company: SampleCompany) {
  const { companyName: name, uscc, legalRepresentative } = company;
  return {
    name: '营业执照.png',
    type: 'image/png',
    bytes: await makeDocument({ kind: 'licence', fields: { name, uscc, legalRepresentative } }, 'png'),
  };
}

/** Fills the registration up to the check page. */
export async function fillRegistration(visitor: Visitor, company: SampleCompany, province = '32', city = '3201'): Promise<SeenPage> {
  const region = await visitor.get('/register/partner');
  const companyPage = await visitor.submit(region, '/register/partner', { province, city });
  const { idNumber: _idNumber, ...form } = company;
  return visitor.submit(companyPage, '/company', { ...form, address: '', licence: await licenceOf(company) });
}

export async function submitRegistration(visitor: Visitor, company: SampleCompany): Promise<SeenPage> {
  const check = await fillRegistration(visitor, company);
  return visitor.submit(check, '/check', { reviewer: reviewerOn(check) });
}

export function reviewerOn(page: SeenPage): string {
  return decode(
    /name="reviewer"[^>]*value="([^"]+)"/.exec(page.html)?.[1] ?? /value="([^"]+)"[^>]*name="reviewer"/.exec(page.html)?.[1] ?? '',
  );
}

export async function signInStaff(app: TestApp, login: string): Promise<Visitor> {
  const visitor = app.visitor();
  await visitor.submit(await visitor.get('/staff/sign-in'), '/staff/sign-in', { login, password: 'Yinxin-2026' });
  return visitor;
}

/** Opens the waiting registration of a company and approves it. */
export async function approve(staff: Visitor, company: SampleCompany): Promise<SeenPage> {
  const queue = await staff.get('/staff/reviews');
  const row = queue.html.split('<tr').find((each) => each.includes(company.companyName)) ?? '';
  const href = /href="(\/staff\/partners\/[0-9a-f-]{36})"/.exec(row)?.[1];
  if (href === undefined) throw new Error(`${company.companyName} does not wait for review: ${queue.text}`);
  return staff.submit(await staff.get(href), '/approval');
}

interface InboxMessage {
  readonly to: string;
  readonly text: string;
}

/** The newest message to a number or mailbox that matches, waiting for it up to ten seconds. */
export async function messageTo(app: TestApp, to: string, pattern: RegExp): Promise<RegExpExecArray> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${app.simulators.wiring.inbox.messagesUrl}?to=${encodeURIComponent(to)}`);
    const body = (await answer.json()) as InboxMessage[] | { messages: InboxMessage[] };
    const messages = Array.isArray(body) ? body : body.messages;
    for (const message of messages) {
      const found = pattern.exec(message.text);
      if (found !== null) return found;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no message to ${to} matches ${pattern}`);
}

export const ownPassword = 'Heting2026ok';

/** From registration to a signed-in supplier administrator with a password of their own. */
export async function signedInSupplier(app: TestApp, company: SampleCompany = heting): Promise<Visitor> {
  const visitor = app.visitor();
  await submitRegistration(visitor, company);
  await approve(await signInStaff(app, 'op.jiangsu'), company);
  const [, password = ''] = await messageTo(app, company.contactMobile, /初始密码：(\S+?)[，,]/);
  const supplier = app.visitor();
  const change = await supplier.submit(await supplier.get('/sign-in'), '/sign-in', { login: company.contactMobile, password });
  await supplier.submit(change, '/account/password', { oldPassword: password, newPassword: ownPassword, confirmPassword: ownPassword });
  return supplier;
}

export async function idCardOf(company: SampleCompany) {
  const portrait = await makeDocument(
    { kind: 'id-card-portrait', fields: { name: company.contactName, idNumber: company.idNumber } },
    'png',
  );
  const emblem = await makeDocument(
    { kind: 'id-card-emblem', fields: { issuer: '江城市公安局', validFrom: '2020-01-01', validUntil: '2040-01-01' } },
    'png',
  );
  return {
    portrait: { name: '人像面.png', type: 'image/png', bytes: portrait },
    emblem: { name: '国徽面.png', type: 'image/png', bytes: emblem },
  };
}

/** The whole real-name check, with the person's walk through the face page. */
export async function verifyRealName(supplier: Visitor, company: SampleCompany = heting): Promise<SeenPage> {
  const form = await supplier.get('/account/real-name');
  const face = await supplier.submit(form, '/account/real-name', {
    realName: company.contactName,
    idNumber: company.idNumber,
    ...(await idCardOf(company)),
  });
  return supplier.submit(face, '', { action: 'capture' });
}
