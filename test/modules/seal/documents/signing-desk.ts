import { PDFDocument } from 'pdf-lib';
import type { SeenPage, Visitor } from '../../../../demo/visitor.ts';
import { residentIdOf, usccOf } from '../../../../simulators/identity/numbers.ts';
import { Subscriber } from '../../../../src/kernel/events.ts';
import { HardwareKey } from '../../../../src/kernel/hardware-key.ts';
import { MakeCertificate } from '../../../../src/modules/certificate/application/make-certificate.ts';
import { RevokeCertificate } from '../../../../src/modules/certificate/application/revoke-certificate.ts';
import { PurchaseOrders } from '../../../../src/modules/certificate/ports/purchase-orders.ts';
import { Units } from '../../../../src/modules/certificate/ports/units.ts';
import type { SealUnit } from '../../../../src/modules/seal/ports/unit-directory.ts';
import { UnitDirectory } from '../../../../src/modules/seal/ports/unit-directory.ts';
import { startTestApp, type TestApp } from '../../../support/app.ts';
import { heting, type SampleCompany, signedInSupplier, verifyRealName } from '../../../support/people.ts';
import { NamedUnits } from '../../certificate/support/a-unit-of-people.ts';
import { OneUnit } from '../support/a-seal-office.ts';

export const pin = '305172';

const company = (at: number, contactName: string): SampleCompany => ({
  ...heting,
  companyName: `第${at}样例有限公司`,
  uscc: usccOf(`9132010000000${at}00`.padEnd(17, '0').slice(0, 17)),
  contactName,
  contactMobile: `1390000020${at}`,
  contactMail: `q${at}@heting.example`,
  idNumber: residentIdOf('32010619900101000'),
});
export const stranger = company(1, '米雅');
export const unverified = company(2, '米雅');

const unitId = '0193e000-0000-7000-8000-000000000001';
const code = '91330106MA2B0L0G9Q';

const ordinary = { administrator: false, legalRepresentative: false, mayManageLegalRepresentativeSeal: false };

class KeptOrders extends PurchaseOrders {
  readonly opened: Parameters<PurchaseOrders['open']>[0][] = [];
  override async open(order: Parameters<PurchaseOrders['open']>[0]) {
    this.opened.push(order);
    return { orderId: `order-${this.opened.length}`, amountFen: 0, state: 'pending', cashierPath: '/certificates' };
  }
}

/** The real application with one unit, whose people a test names: to sign documents in. */
export class SigningDesk {
  readonly unit: SealUnit = { ...new OneUnit().unitCard, id: unitId, code };
  readonly #seals = new OneUnit();
  readonly #certificates = new NamedUnits();
  readonly #orders = new KeptOrders();
  #app: TestApp | undefined;

  static async open(): Promise<SigningDesk> {
    const desk = new SigningDesk();
    await desk.#start();
    return desk;
  }

  get app(): TestApp {
    if (this.#app === undefined) throw new Error('the desk is not open');
    return this.#app;
  }

  async #start(): Promise<void> {
    const { id, name, verified } = this.unit;
    this.#seals.unitCard = this.unit;
    this.#certificates.units.set(unitId, { unitId: id, name, code, region: '浙江省', verified });
    this.#app = await startTestApp({
      rebind: (container) => {
        container.rebind(UnitDirectory).toConstantValue(this.#seals);
        container.rebind(Units).toConstantValue(this.#certificates);
        container.rebind(PurchaseOrders).toConstantValue(this.#orders);
      },
    });
  }

  /** A signed-in person; with a verified real name unless told otherwise. */
  async person(company: SampleCompany = heting, verified = true): Promise<{ visitor: Visitor; accountId: string }> {
    const visitor = await signedInSupplier(this.app, company);
    if (verified) await verifyRealName(visitor, company);
    const [row] = await this.app.database.sql`select id from partner.accounts where mobile = ${company.contactMobile}`;
    return { visitor, accountId: row?.['id'] };
  }

  takeIn(accountId: string, standing: Partial<typeof ordinary>): void {
    this.#seals.standings.set(accountId, { ...ordinary, ...standing });
    this.#certificates.name(accountId, standing.administrator === true ? 'admin' : 'member');
    this.#certificates.name(accountId, standing.administrator === true ? 'admin' : 'member', unitId);
  }

  /** Buys, pays and makes a unit certificate for the person and sets the PIN. */
  async certify(visitor: Visitor, accountId: string): Promise<void> {
    const form = await visitor.get(`/certificates/buy/zhejiang-demo?unitId=${unitId}`);
    const confirm = await visitor.submit(form, '/certificates/buy/zhejiang-demo', { unitId });
    const notice = await visitor.submit(confirm, '/certificates/buy/confirm', { agreed: '1' });
    await visitor.submit(notice, '/certificates/buy/order');
    const order = this.#orders.opened.at(-1);
    const subscriber = this.app.container.getAll(Subscriber).find((candidate) => candidate.event === 'billing.order-paid');
    if (order === undefined || subscriber === undefined) throw new Error(`nothing to pay: ${confirm.text}`);
    const event = {
      type: 'billing.order-paid',
      orderId: `order-${this.#orders.opened.length}`,
      buyerAccountId: accountId,
      lines: order.lines,
    };
    await subscriber.handle({ id: crypto.randomUUID(), at: new Date().toISOString(), event });
    await this.app.container.get(HardwareKey).setPin(accountId, pin);
    const [row] = await this.app.database.sql`select id from certificate.entitlements where account_id = ${accountId}`;
    const actor = { kind: 'person' as const, accountId, name: heting.contactName, realNameVerified: true };
    await this.app.container.get(MakeCertificate).execute(actor, { entitlementId: row?.['id'], pin });
  }

  async revoke(serial: string): Promise<void> {
    const reviewer = { kind: 'staff' as const, staffId: 'ra-1', name: '审核员', roles: ['ra' as const] };
    await this.app.container.get(RevokeCertificate).execute(reviewer, { serial, reason: 'key-lost', note: '' });
  }

  async makeSeal(visitor: Visitor, kind = 'official'): Promise<string> {
    const made = await visitor.submit(await visitor.get(`/seals/new?unit=${unitId}&kind=${kind}`), '/seals');
    return /\/seals\/([0-9a-f-]{36})/.exec(made.url)?.[1] ?? '';
  }

  async close(): Promise<void> {
    await this.app.stop();
  }
}

export async function tender(pages = 3): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (let page = 1; page <= pages; page++) document.addPage([595.28, 841.89]).drawText(`Page ${page}`, { x: 72, y: 760 });
  return document.save();
}

export const pdfFile = (bytes: Uint8Array, name = '投标函.pdf') => ({ name, type: 'application/pdf', bytes });

export async function importPdf(visitor: Visitor, bytes: Uint8Array, name = '投标函.pdf'): Promise<SeenPage> {
  return visitor.submit(await visitor.get('/documents'), '/documents', { document: pdfFile(bytes, name) });
}

export function documentIdOf(page: SeenPage): string {
  const id = /\/documents\/([0-9a-f-]{36})/.exec(page.url)?.[1];
  if (id === undefined) throw new Error(`no document in ${page.url} (${page.status}): ${page.text.slice(0, 300)}`);
  return id;
}
