import { systemActor } from '../../../../kernel/actor.ts';
import type { Blobs } from '../../../../kernel/blobs.ts';
import type { Clock } from '../../../../kernel/clock.ts';
import type { Ids } from '../../../../kernel/ids.ts';
import type { SealedText } from '../../../../kernel/sealed-text.ts';
import { Account } from '../../domain/account.ts';
import { PartnerRegistration } from '../../domain/partner-registration.ts';
import type { PartnerStores, PartnerWork } from '../../ports/partner-work.ts';
import type { Passwords } from '../../ports/passwords.ts';
import { demoPassword } from './make-demo-staff.ts';
import { specimenLicence } from './specimen-licence.ts';

interface DemoSupplier {
  readonly companyName: string;
  readonly uscc: string;
  readonly legalRepresentative: string;
  readonly contactName: string;
  readonly contactMobile: string;
  readonly contactMail: string;
  /** `waiting` for review, `approved` with a known password, `verified` also by real name. */
  readonly state: 'waiting' | 'approved' | 'verified';
  readonly idNumber: string;
}

/** The company whose unit is verified, and which has a seal. */
export const demoCompany = {
  companyName: '澄州禾汀建设工程有限公司',
  uscc: '91320100MA1AB2CD4R',
  legalRepresentative: '顾禾汀',
  contactName: '沈清禾',
  contactMobile: '13900000013',
  contactMail: 'shen@heting.example',
  state: 'verified',
  legalIdNumber: '320106197503120005',
  idNumber: '320106199003040008',
} as const;

/** Invented companies the simulated business register knows, in three states of the main job. */
const suppliers: readonly DemoSupplier[] = [
  {
    companyName: '滨海样例建设集团有限公司',
    uscc: '91120116MA05000024',
    legalRepresentative: '林样例',
    contactName: '韩若溪',
    contactMobile: '13900000011',
    contactMail: 'han@binhai.example',
    state: 'waiting',
    idNumber: '330106199208080005',
  },
  {
    companyName: '西岭虚构电子科技有限公司',
    uscc: '91510100MA6C00003Y',
    legalRepresentative: '周虚构',
    contactName: '程亦舟',
    contactMobile: '13900000012',
    contactMail: 'cheng@xiling.example',
    state: 'approved',
    idNumber: '320106198506150001',
  },
  demoCompany,
];

/** The legal representative of the third company and its members: accounts of their own, proved by real name. */
export const demoColleagues = [
  { contactName: '顾禾汀', contactMobile: '13900000014', contactMail: 'gu@heting.example', idNumber: demoCompany.legalIdNumber },
  { contactName: '程远', contactMobile: '13900000015', contactMail: 'cheng@heting.example', idNumber: '320106199105070005' },
  { contactName: '许知夏', contactMobile: '13900000016', contactMail: 'xu@heting.example', idNumber: '320106199206110002' },
  { contactName: '叶疏桐', contactMobile: '13900000017', contactMail: 'ye@heting.example', idNumber: '320106199307150003' },
] as const;

const reviewer = { id: '01900000-0000-7000-8000-000000000001', name: '陆知远', regions: ['32', '3201', '3205'] };

export interface DemoTools {
  readonly work: PartnerWork;
  readonly passwords: Passwords;
  readonly blobs: Blobs;
  readonly sealed: SealedText;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Three suppliers: one waits for review, one was approved, one has also proved who they are. False when they were there already. */
export async function makeDemoSuppliers(tools: DemoTools): Promise<boolean> {
  const made = await tools.work.run(({ accounts }) => accounts.byMobile('13900000012'));
  if (made !== undefined) return false;
  const passwordHash = await tools.passwords.hash(demoPassword);
  for (const supplier of suppliers) {
    const licence = await tools.blobs.put(await specimenLicence(supplier), '营业执照.png', 'image/png');
    await tools.work.run((stores) => makeOne(tools, stores, supplier, licence.id, passwordHash));
  }
  const paper = await tools.blobs.put(await specimenLicence(demoCompany), '样例.png', 'image/png');
  for (const person of demoColleagues) {
    const account = Account.open(tools.ids.next(), person.contactName, person.contactMobile, person.contactMail);
    account.choosePassword(passwordHash);
    proveIdentity(tools, account, person, paper.id);
    await tools.work.run(({ accounts }) => accounts.save(account));
  }
  return true;
}

async function makeOne(
  tools: DemoTools,
  stores: PartnerStores,
  supplier: DemoSupplier,
  licenceId: string,
  passwordHash: string,
): Promise<void> {
  const at = tools.clock.now();
  const { companyName, uscc, legalRepresentative, contactName, contactMobile, contactMail } = supplier;
  const registration = PartnerRegistration.start(tools.ids.next(), 'demo', { province: '32', city: '3201' });
  registration.enterCompany({ companyName, uscc, legalRepresentative, address: '', contactName, contactMobile, contactMail });
  registration.attachLicence(licenceId);
  registration.submit(reviewer, at);
  if (supplier.state !== 'waiting') {
    const account = Account.open(tools.ids.next(), contactName, contactMobile, contactMail);
    account.choosePassword(passwordHash);
    if (supplier.state === 'verified') proveIdentity(tools, account, supplier, licenceId);
    registration.approve({ kind: 'staff', staffId: reviewer.id, name: reviewer.name, roles: ['op'] }, account.id, at);
    await stores.accounts.save(account);
    await stores.contacts.addAdministrator(registration.id, account.id);
  }
  await stores.registrations.save(registration);
  await stores.audit.record(systemActor('demo'), 'partner.make-demo-supplier', {
    subject: 'partner.registration',
    subjectId: registration.id,
    to: registration.state,
  });
}

function proveIdentity(
  { sealed, clock }: DemoTools,
  account: Account,
  { contactName, idNumber }: { readonly contactName: string; readonly idNumber: string },
  pictureId: string,
): void {
  const claim = {
    name: contactName,
    sealedId: sealed.seal(idNumber),
    idFingerprint: sealed.fingerprint(idNumber),
    portraitBlobId: pictureId,
    emblemBlobId: pictureId,
  };
  account.claimIdentity(claim, 'demo demo', clock.now());
  account.facePassed(clock.now());
}
