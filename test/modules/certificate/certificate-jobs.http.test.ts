import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCrl } from '../../../src/engines/x509/crl/revocation-list.ts';
import { Subscriber } from '../../../src/kernel/events.ts';
import { Ids } from '../../../src/kernel/ids.ts';
import { EndTerms } from '../../../src/modules/certificate/application/end-terms.ts';
import { PublishCrl } from '../../../src/modules/certificate/application/publish-crl.ts';
import { Certificate } from '../../../src/modules/certificate/domain/certificate.ts';
import { Entitlement } from '../../../src/modules/certificate/domain/entitlement.ts';
import { CertificateWork } from '../../../src/modules/certificate/ports/certificate-work.ts';
import { RevocationListSigning } from '../../../src/modules/certificate/ports/revocation-list-signing.ts';
import { RevocationLists } from '../../../src/modules/certificate/ports/revocation-lists.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { certificateFacts } from './support/a-certificate.ts';
import { HandClock } from './support/a-certificate-authority.ts';

const hour = 3600_000;
const day = 24 * hour;

describe('what the clock and the neighbours start', () => {
  let app: TestApp;
  let work: CertificateWork;
  let lists: RevocationLists;
  const clock = new HandClock();
  const start = clock.at.getTime();

  beforeAll(async () => {
    app = await startTestApp({ jobs: false });
    work = app.container.get(CertificateWork);
    lists = app.container.get(RevocationLists);
  });
  afterAll(async () => app.stop());

  const publisher = () => new PublishCrl(lists, app.container.get(RevocationListSigning), clock);
  const at = (ms: number) => {
    clock.at = new Date(start + ms);
  };
  const serialOf = (n: number) => `01${n.toString(16).padStart(34, '0')}`;
  const stored = async (n: number, notAfter: Date, revoked = false) => {
    const facts = certificateFacts({
      serial: serialOf(n),
      operationId: randomUUID(),
      state: 'issued',
      notBefore: new Date(start - day),
      notAfter,
    });
    const certificate = Certificate.restore(facts);
    if (revoked) certificate.revoke('requested', clock.at, '');
    await work.run(({ certificates }) => certificates.save(certificate));
  };
  const entitlement = async (accountId: string, years = 1) => {
    const id = app.container.get(Ids).next();
    const made = Entitlement.open({ id, accountId, unitId: 'u-1', kind: 'platform', typeCode: 'yx-general' });
    made.buy('zhejiang-demo', years, new Date(start));
    await work.run(({ entitlements }) => entitlements.save(made));
    return id;
  };
  const stateOf = async (id: string) => (await work.run(({ entitlements }) => entitlements.byId(id))).state;
  const latest = async () => {
    const list = await lists.latest('issuing');
    if (list === undefined) throw new Error('no list');
    return { number: list.number, crl: parseCrl(list.der) };
  };

  it('a CRL is renewed by the clock before half of its life is over, not sooner (§3 rule 8)', async () => {
    const { number } = await latest();
    at(10 * hour);
    await publisher().handle({});
    expect((await latest()).number).toBe(number);
    at(11 * hour + 60_000);
    await publisher().handle({});
    expect((await latest()).number).toBe(number + 1);
  });

  it('publishers at once give each number once, in order', async () => {
    const { number } = await latest();
    await Promise.all([1, 2, 3, 4].map(() => publisher().publish('issuing')));
    const rows = await app.database
      .sql`select number from certificate.revocation_lists where issuer = 'issuing' and number > ${number} order by number`;
    expect(rows.map((row) => row['number'])).toEqual([number + 1, number + 2, number + 3, number + 4]);
  });

  it('an entry stays for one CRL after its certificate ended, then it goes (RFC 5280 3.3)', async () => {
    const end = 12 * hour;
    await stored(1, new Date(start + end), true);
    at(end + hour);
    const on = async () => (await latest()).crl.find(Buffer.from(serialOf(1), 'hex')) !== undefined;
    await publisher().publish('issuing');
    expect(await on()).toBe(true);
    at(end + 2 * hour);
    await publisher().publish('issuing');
    expect(await on()).toBe(false);
  });

  it('what has passed its end is marked, in portions, and nothing else (§8.6)', async () => {
    const id = await entitlement('a-ending');
    const longer = await entitlement('a-longer', 3);
    await stored(2, new Date(start + 30 * day));
    await stored(3, new Date(start + 900 * day));
    at(367 * day);
    await new EndTerms(work, clock).handle();
    expect([await stateOf(id), await stateOf(longer)]).toEqual(['expired', 'active']);
    const rows = await app.database
      .sql`select serial, state from certificate.certificates where serial in (${serialOf(2)}, ${serialOf(3)}) order by serial`;
    expect(rows.map((row) => row['state'])).toEqual(['expired', 'issued']);
    await new EndTerms(work, clock).handle();
  });

  it('who hands over a unit waits for a grant, who takes it over needs none (§8.6, CER-054)', async () => {
    const [former, next] = [await entitlement('a-former'), await entitlement('a-next')];
    const subscriber = app.container
      .getAll(Subscriber)
      .find((candidate) => candidate.name === 'certificate.when-administrator-transferred');
    const tell = (from: string, to: string) =>
      subscriber?.handle({
        id: randomUUID(),
        at: '',
        event: Object.assign({ type: 'unit.administrator-transferred' }, { unitId: 'u-1', from, to }),
      });
    await tell('a-former', 'a-next');
    expect([await stateOf(former), await stateOf(next)]).toEqual(['blocked_no_grant', 'active']);
    await tell('a-next', 'a-former');
    expect([await stateOf(former), await stateOf(next)]).toEqual(['active', 'blocked_no_grant']);
  });
});
