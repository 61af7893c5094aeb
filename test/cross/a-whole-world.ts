import type { Visitor } from '../../demo/visitor.ts';
import { residentIdOf, usccOf } from '../../simulators/identity/numbers.ts';
import { Blobs } from '../../src/kernel/blobs.ts';
import { Ids } from '../../src/kernel/ids.ts';
import { GrantRequest } from '../../src/modules/certificate/domain/grant-request.ts';
import { CertificateWork } from '../../src/modules/certificate/ports/certificate-work.ts';
import { RemovalRequest } from '../../src/modules/unit/domain/removal-request.ts';
import { UnitChange } from '../../src/modules/unit/domain/unit-change.ts';
import { UnitWork } from '../../src/modules/unit/ports/units.ts';
import { BillingDesk } from '../modules/billing/billing-desk.ts';
import { documentIdOf, importPdf, tender } from '../modules/seal/documents/signing-desk.ts';
import { chenId, papersOf, unitIdOn } from '../modules/unit/unit-papers.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { heting, type SampleCompany, signedInSupplier, submitRegistration, verifyRealName } from '../support/people.ts';
import { Client } from './client.ts';

export const pin = '305172';

const company = (at: number, contactName: string, change: Partial<SampleCompany> = {}): SampleCompany => ({
  ...heting,
  companyName: `第${at}样例有限公司`,
  uscc: usccOf(`91320100MA0000${at}00`.padEnd(17, '0').slice(0, 17)),
  contactName,
  contactMobile: `1390000030${at}`,
  contactMail: `w${at}@heting.example`,
  idNumber: residentIdOf(`3201061990010${at}000`.padEnd(17, '0').slice(0, 17)),
  ...change,
});
const boId = residentIdOf('32010619700101000');
export const people = {
  /** Administrator of the first unit. */
  ada: heting,
  /** Administrator of another unit. */
  bo: company(1, '钱二', { companyName: '东山改名有限公司', legalRepresentative: '钱一' }),
  /** Member of the first unit without rights there. */
  mia: company(2, '米雅'),
  /** Checked by real name, of no unit. */
  nora: company(3, '诺拉'),
  /** Not checked by real name. */
  uli: company(4, '乌里'),
  /** Waits for review. */
  wu: company(5, '吴未'),
} as const;

export type Role = 'anonymous' | 'uli' | 'nora' | 'mia' | 'ada' | 'bo' | 'op' | 'opOther' | 'ra' | 'cs';
export const roles: readonly Role[] = ['anonymous', 'uli', 'nora', 'mia', 'ada', 'bo', 'op', 'opOther', 'ra', 'cs'];

export interface World {
  readonly app: TestApp;
  /** Ids of the first tenant, by what stands before them in a path. */
  readonly ids: Readonly<Record<string, string>>;
  readonly clients: Readonly<Record<Role, Client>>;
}

/** The whole product with one of everything: two units and their people, a paid certificate, a seal and a grant asked for, a document, open requests of each kind. */
export async function aWholeWorld(): Promise<World> {
  const app = await startTestApp();
  const ids: Record<string, string> = {};
  const visitors = await everybody(app, ids);
  await units(app, visitors, ids);
  await certificate(app, visitors.ada, ids);
  await sealsAndDocuments(app, visitors, ids);
  await openRequests(app, visitors, ids);
  return { app, ids, clients: await signedIn(app) };
}

type Visitors = Readonly<Record<'ada' | 'bo' | 'mia' | 'nora' | 'uli', Visitor>>;

async function everybody(app: TestApp, ids: Record<string, string>): Promise<Visitors> {
  const visitors: Partial<Record<keyof Visitors, Visitor>> = {};
  for (const name of ['ada', 'bo', 'mia', 'nora', 'uli'] as const) {
    const visitor = await signedInSupplier(app, people[name]);
    if (name !== 'uli') await verifyRealName(visitor, people[name]);
    visitors[name] = visitor;
    const [row] = await app.database.sql`select id from partner.accounts where mobile = ${people[name].contactMobile}`;
    ids[name] = String(row?.['id']);
  }
  await submitRegistration(app.visitor(), people.wu);
  const [waiting] = await app.database.sql`select id from partner.registrations where state = 'submitted'`;
  ids['registration'] = String(waiting?.['id']);
  return visitors as Visitors;
}

async function units(app: TestApp, { ada, bo, mia }: Visitors, ids: Record<string, string>): Promise<void> {
  const create = async (visitor: Visitor, of: SampleCompany, legalIdNumber: string) => {
    const papers = await papersOf(of, legalIdNumber);
    return unitIdOn(await visitor.submit(await visitor.get('/units/new'), '/units', { legalIdNumber, ...papers }));
  };
  ids['unit'] = await create(ada, people.ada, chenId);
  ids['otherUnit'] = await create(bo, people.bo, boId);
  await app.database.sql`update unit.units set state = 'verified', verified_at = now()`;
  await mia.submit(await mia.get(`/units/join/${ids['unit']}`), `/units/join/${ids['unit']}`, { note: '投标部' });
  await ada.submit(await ada.get('/units/tasks'), '/approval');
}

async function certificate(app: TestApp, ada: Visitor, ids: Record<string, string>): Promise<void> {
  const form = await ada.get(`/certificates/buy/zhejiang-demo?unitId=${ids['unit']}`);
  const confirm = await ada.submit(form, '/certificates/buy/zhejiang-demo');
  const notice = await ada.submit(confirm, '/certificates/buy/confirm', { agreed: '1' });
  const cashier = await ada.submit(notice, '/certificates/buy/order');
  const orderId = /\/orders\/([0-9a-f-]{36})/.exec(cashier.url)?.[1] ?? '';
  ids['order'] = orderId;
  const desk = new BillingDesk(app, ids['ada'] ?? '');
  await desk.payAt(ada, await ada.submit(cashier, `/orders/${orderId}/payment`));
  await desk.untilState(orderId, 'paid');
  const held = async () => (await app.database.sql`select id from certificate.entitlements where state = 'active'`)[0]?.['id'];
  await desk.until(async () => (await held()) !== undefined, 'the certificate of a paid order');
  ids['entitlement'] = String(await held());
  const made = await ada.submit(await ada.get(`/certificates/${ids['entitlement']}/make`), '/make', { pin, pinRepeated: pin });
  if (made.status !== 200) throw new Error(`no certificate: ${made.text}`);
  const [row] = await app.database.sql`select serial from certificate.certificates where state = 'issued'`;
  ids['serial'] = String(row?.['serial']);
}

async function sealsAndDocuments(app: TestApp, { ada, mia }: Visitors, ids: Record<string, string>): Promise<void> {
  const made = await ada.submit(await ada.get(`/seals/new?unit=${ids['unit']}&kind=official`), '/seals');
  ids['seal'] = /\/seals\/([0-9a-f-]{36})/.exec(made.url)?.[1] ?? '';
  const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
  const form = await mia.get(`/seals/grants/new?unit=${ids['unit']}&seal=${ids['seal']}`);
  await mia.submit(form, '/seals/grants', { seal: ids['seal'] ?? '', until: day(30), note: '投标用' });
  const [grant] = await app.database.sql`select id from seal.grants`;
  ids['grant'] = String(grant?.['id']);
  ids['document'] = documentIdOf(await importPdf(ada, await tender(1)));
}

async function openRequests(app: TestApp, { mia, nora }: Visitors, ids: Record<string, string>): Promise<void> {
  const unit = ids['unit'] ?? '';
  await nora.submit(await nora.get(`/units/join/${unit}`), `/units/join/${unit}`, { note: '财务部' });
  const [join] = await app.database.sql`select id from unit.join_requests where state = 'pending'`;
  ids['joinRequest'] = String(join?.['id']);
  const proof = (await papersOf(people.ada)).authorisationLetter;
  await mia.submit(await mia.get(`/units/${unit}/administrator-application`), '/administrator-application', { note: '联系不上', proof });
  const [application] = await app.database.sql`select id from unit.administrator_applications`;
  ids['application'] = String(application?.['id']);
  const next = () => app.container.get(Ids).next();
  const paper = (await app.container.get(Blobs).put(proof.bytes, 'x.png', 'image/png')).id;
  ids['certificateGrant'] = next();
  const asked = {
    id: ids['certificateGrant'],
    unitId: unit,
    accountId: ids['mia'] ?? '',
    name: '米雅',
    typeCode: 'yx-general',
    note: '投标用',
  };
  await app.container.get(CertificateWork).run(({ grants }) => grants.save(GrantRequest.ask({ ...asked, askedAt: new Date() })));
  await app.container.get(UnitWork).run(async ({ removalRequests, changes, units }) => {
    const sentAt = new Date();
    const mine = { unitId: unit, requestedBy: ids['mia'] ?? '', sentAt };
    ids['removalRequest'] = next();
    ids['change'] = next();
    const who = { accountId: ids['mia'] ?? '', name: '米雅', requestedByName: '米雅', reason: '离职' };
    await removalRequests.save(RemovalRequest.send({ id: ids['removalRequest'] ?? '', ...mine, ...who }));
    const { legal } = (await units.byId(unit)).record;
    const papers = { licence: paper, proof: paper };
    const change = { id: ids['change'] ?? '', unitId: unit, requestedBy: ids['ada'] ?? '', sentAt, name: '改名有限公司', legal, papers };
    await changes.save(UnitChange.restore({ ...change, state: 'manual' }));
  });
}

async function signedIn(app: TestApp): Promise<Record<Role, Client>> {
  const person = (who: SampleCompany) => new Client(app.url).signIn(who.contactMobile);
  const staff = (login: string) => new Client(app.url).signInStaff(login);
  return {
    anonymous: new Client(app.url),
    uli: await person(people.uli),
    nora: await person(people.nora),
    mia: await person(people.mia),
    ada: await person(people.ada),
    bo: await person(people.bo),
    op: await staff('op.jiangsu'),
    opOther: await staff('op.zhejiang'),
    ra: await staff('ra.review'),
    cs: await staff('cs.desk'),
  };
}
