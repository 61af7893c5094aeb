import { makeDocument } from '../simulators/make-document.ts';
import { decode, type SeenPage, Visitor } from './visitor.ts';

/** The invented company and people of the walk. The register of the simulators knows them. */
export const company = {
  companyName: '江城示例通信工程有限公司',
  uscc: '91420100MA4K00001U',
  legalRepresentative: '陈示例',
  legalIdNumber: '420106198001010007',
  contactName: '沈念安',
  contactMobile: '13900000001',
  contactMail: 'shen@jiangcheng.example',
  contactIdNumber: '420106199001010001',
  bankAccount: '3200000012345678',
  password: 'Jiangcheng2026',
  pin: '739182',
} as const;

export interface World {
  readonly url: string;
  readonly supplier: Visitor;
  readonly notes: Record<string, string>;
}

/** The text of a page must say this, or the walk ends here. */
export function expectText(page: SeenPage, ...texts: readonly string[]): SeenPage {
  for (const text of texts) {
    if (!page.text.includes(text)) throw new Error(`"${text}" is not on ${page.url} (${page.status}): ${page.text.slice(0, 600)}`);
  }
  return page;
}

/** The address of the link whose href matches. */
export function linkOn(page: SeenPage, pattern: RegExp): string {
  for (const [, href = ''] of page.html.matchAll(/href="([^"]+)"/g)) if (pattern.test(decode(href))) return decode(href);
  throw new Error(`no link like ${pattern} on ${page.url} (${page.status}): ${page.text.slice(0, 400)}`);
}

/** Looks at a page again until it says so, ten seconds at most. */
export async function until(look: () => Promise<SeenPage>, done: (page: SeenPage) => boolean): Promise<SeenPage> {
  for (let tries = 0; ; tries++) {
    const page = await look();
    if (done(page)) return page;
    if (tries > 100) throw new Error(`waited in vain on ${page.url}: ${page.text.slice(0, 400)}`);
    await new Promise((next) => setTimeout(next, 150));
  }
}

export async function picture(name: string, document: Parameters<typeof makeDocument>[0]) {
  return { name, type: 'image/png', bytes: await makeDocument(document, 'png') };
}

const licence = () =>
  picture('营业执照.png', {
    kind: 'licence',
    fields: { name: company.companyName, uscc: company.uscc, legalRepresentative: company.legalRepresentative },
  });

const emblem = () =>
  picture('国徽面.png', { kind: 'id-card-emblem', fields: { issuer: '江城市公安局', validFrom: '2020-01-01', validUntil: '2040-01-01' } });

async function register({ supplier }: World): Promise<void> {
  await supplier.get('/');
  const form = await supplier.submit(await supplier.get('/register/partner'), '/register/partner', { province: '32', city: '3201' });
  const check = await supplier.submit(form, '/company', {
    companyName: company.companyName,
    uscc: company.uscc,
    legalRepresentative: company.legalRepresentative,
    licence: await licence(),
    contactName: company.contactName,
    contactMobile: company.contactMobile,
    contactMail: company.contactMail,
  });
  expectText(await supplier.submit(check, '/check'), '已提交审核');
}

async function approve({ url }: World): Promise<void> {
  const reviewer = new Visitor(url);
  await reviewer.submit(await reviewer.get('/staff/sign-in'), '/staff/sign-in', { login: 'op.jiangsu', password: 'Yinxin-2026' });
  const queue = await reviewer.get('/staff/reviews');
  const row = queue.html.split('<tr').find((each) => each.includes(company.companyName)) ?? '';
  const review = await reviewer.get(linkOn({ ...queue, html: row }, /^\/staff\/partners\/[0-9a-f-]{36}$/));
  await reviewer.submit(review, '/approval');
}

async function signIn({ url, supplier }: World): Promise<void> {
  const inbox = await until(
    () => new Visitor(url).get(`/demo/inbox?to=${company.contactMobile}`),
    (page) => page.text.includes('初始密码'),
  );
  const password = /初始密码：(\S+?)[，,。]/.exec(inbox.text)?.[1] ?? '';
  await until(
    () => new Visitor(url).get(`/demo/inbox?to=${company.contactMail}`),
    (page) => page.text.includes('初始密码'),
  );
  const change = await supplier.submit(await supplier.get('/sign-in'), '/sign-in', { login: company.contactMobile, password });
  const home = await supplier.submit(change, '/account/password', {
    oldPassword: password,
    newPassword: company.password,
    confirmPassword: company.password,
  });
  expectText(home, '身份未认证');
}

async function proveIdentity({ supplier }: World): Promise<void> {
  const portrait = await picture('人像面.png', {
    kind: 'id-card-portrait',
    fields: { name: company.contactName, idNumber: company.contactIdNumber },
  });
  const form = await supplier.get('/account/real-name');
  const face = await supplier.submit(form, '/account/real-name', {
    realName: company.contactName,
    idNumber: company.contactIdNumber,
    portrait,
    emblem: await emblem(),
  });
  expectText(await supplier.submit(face, '', { action: 'capture' }), '已实名');
}

async function createUnit({ supplier, notes }: World): Promise<void> {
  const idPortrait = await picture('法人人像面.png', {
    kind: 'id-card-portrait',
    fields: { name: company.legalRepresentative, idNumber: company.legalIdNumber },
  });
  const authorisationLetter = await picture('授权委托书.png', {
    kind: 'letter',
    fields: {
      unitName: company.companyName,
      uscc: company.uscc,
      legalRepresentative: company.legalRepresentative,
      agentName: company.contactName,
      agentIdNumber: company.contactIdNumber,
    },
  });
  const papers = { idPortrait, idEmblem: await emblem(), authorisationLetter };
  const upload = await supplier.submit(await supplier.get('/units/new'), '/units', { legalIdNumber: company.legalIdNumber, ...papers });
  const unitId = /\/units\/([0-9a-f-]{36})\//.exec(upload.url)?.[1];
  if (unitId === undefined) throw new Error(`no unit was made: ${upload.text.slice(0, 600)}`);
  notes['unitId'] = unitId;
  const transfer = await supplier.submit(upload, '/licence', { licence: await licence() });
  const confirm = await supplier.submit(transfer, '/transfer', { bank: '中国银行', account: company.bankAccount });
  await supplier.submit(confirm, '/transfer/order');
}

async function verifyUnit({ url, supplier, notes }: World): Promise<void> {
  const bank = await until(
    () => new Visitor(url).get(`/demo/bank?account=${company.bankAccount}`),
    (page) => /\d\.\d\d/.test(page.text),
  );
  const amount = /(\d\.\d\d)/.exec(bank.text)?.[1] ?? '';
  const form = await until(
    () => supplier.get(`/units/${notes['unitId']}/amount`),
    (page) => page.html.includes('name="amount"'),
  );
  expectText(await supplier.submit(form, '/amount', { amount }), '单位认证成功');
}

export const firstHalf: readonly (readonly [name: string, step: (world: World) => Promise<void>])[] = [
  ['a supplier registers as a partner', register],
  ['the reviewer of its region approves', approve],
  ['credentials arrive by mail and SMS, the first sign-in changes the password', signIn],
  ['real-name check with ID card and face', proveIdentity],
  ['the unit is created, its licence read, the corporate transfer ordered', createUnit],
  ['the amount that arrived verifies the unit', verifyUnit],
];
