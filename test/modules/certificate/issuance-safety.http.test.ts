import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '../../../src/kernel/actor.ts';
import { HardwareKey, KeyHolderDown } from '../../../src/kernel/hardware-key.ts';
import { Ids } from '../../../src/kernel/ids.ts';
import { IssueCertificate } from '../../../src/modules/certificate/application/issue-certificate.ts';
import { MakeCertificate } from '../../../src/modules/certificate/application/make-certificate.ts';
import { Entitlement } from '../../../src/modules/certificate/domain/entitlement.ts';
import { CertificateAuthority, type PlannedCertificate } from '../../../src/modules/certificate/ports/certificate-authority.ts';
import { CertificateRequests } from '../../../src/modules/certificate/ports/certificate-requests.ts';
import { CertificateWork } from '../../../src/modules/certificate/ports/certificate-work.ts';
import { RevocationLists } from '../../../src/modules/certificate/ports/revocation-lists.ts';
import { SerialNumbers } from '../../../src/modules/certificate/ports/serial-numbers.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { HandClock, pin } from './support/a-certificate-authority.ts';
import { qingbai } from './support/a-unit-of-people.ts';

const actor = systemActor('test');
const holder = { kind: 'organisation' as const, name: qingbai.name, uscc: qingbai.code };

/** The real CA, which can be told to fail or to wait at its signature. */
class MoodyAuthority extends CertificateAuthority {
  mood: 'well' | 'down' | 'dies' = 'well';
  signatures = 0;
  constructor(private readonly real: CertificateAuthority) {
    super();
  }
  override plan(order: Parameters<CertificateAuthority['plan']>[0]) {
    return this.real.plan(order);
  }
  override async sign(planned: PlannedCertificate) {
    this.signatures++;
    if (this.mood === 'down') throw new KeyHolderDown();
    if (this.mood === 'dies') return new Promise<Uint8Array>(() => {});
    return this.real.sign(planned);
  }
  override chain(issuer: string) {
    return this.real.chain(issuer);
  }
}

describe('issuance safety', () => {
  let app: TestApp;
  let authority: MoodyAuthority;
  let issue: IssueCertificate;
  let work: CertificateWork;
  let keys: HardwareKey;
  const clock = new HandClock();

  beforeAll(async () => {
    app = await startTestApp({ jobs: false });
    work = app.container.get(CertificateWork);
    keys = app.container.get(HardwareKey);
  });
  afterAll(async () => app.stop());
  beforeEach(() => {
    authority = new MoodyAuthority(app.container.get(CertificateAuthority));
    issue = new IssueCertificate(work, authority, app.container.get(SerialNumbers), clock);
  });

  /** A paid entitlement with its key, ready to be made. */
  const paidEntitlement = async (keyOf?: string) => {
    const id = app.container.get(Ids).next();
    const accountId = `account-${id}`;
    const entitlement = Entitlement.open({ id, accountId, unitId: qingbai.unitId, kind: 'platform', typeCode: 'yx-general' });
    entitlement.buy('zhejiang-demo', 1, clock.now());
    if (keyOf === undefined) {
      await keys.setPin(accountId, pin);
      const key = await keys.generate(accountId, 'ecdsa-p256', 'k');
      entitlement.holdKey(key.keyId, await app.container.get(CertificateRequests).make(key.keyId, { kind: 'pin', pin }));
    } else {
      const { keyId, csr } = await work.run(async ({ entitlements }) => (await entitlements.byId(keyOf)).facts);
      entitlement.holdKey(keyId ?? '', csr ?? Buffer.of());
    }
    await work.run(({ entitlements }) => entitlements.save(entitlement));
    return { operationId: entitlement.makingId, entitlementId: id, profileId: 'unit-signature', holder };
  };
  const rowsOf = (operationId: string) =>
    app.database.sql`select serial, state, tbs, der from certificate.certificates where operation_id = ${operationId} order by reserved_at`;

  it('twenty presses at once make one certificate with one signature (§3 rule 7)', async () => {
    const order = await paidEntitlement();
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => issue.execute(actor, order)));
    const done = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.serial] : []));
    expect(new Set(done).size).toBe(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'certificate.being-issued' });
    expect(await rowsOf(order.operationId)).toMatchObject([{ state: 'issued' }]);
    expect(authority.signatures).toBe(1);
    expect(await issue.execute(actor, order)).toMatchObject({ serial: done[0] });
  });

  it('serial and content are stored before the signature, and the certificate carries exactly that content (§3 rule 2)', async () => {
    const order = await paidEntitlement();
    const seen: unknown[] = [];
    const sign = authority.sign.bind(authority);
    authority.sign = async (planned) => {
      const [row] = await rowsOf(order.operationId);
      seen.push(row?.['state'], Buffer.from(row?.['tbs']).equals(Buffer.from(planned.tbs)));
      return sign(planned);
    };
    await issue.execute(actor, order);
    expect(seen).toEqual(['issuing', true]);
    const [row] = await rowsOf(order.operationId);
    expect(Buffer.from(row?.['der']).includes(Buffer.from(row?.['tbs']))).toBe(true);
  });

  it('a key holder that is down leaves an abandoned serial, and the next press makes the certificate under another', async () => {
    const order = await paidEntitlement();
    authority.mood = 'down';
    await expect(issue.execute(actor, order)).rejects.toThrow(KeyHolderDown);
    expect(await rowsOf(order.operationId)).toMatchObject([{ state: 'abandoned', der: null }]);
    authority.mood = 'well';
    const { serial } = await issue.execute(actor, order);
    const rows = await rowsOf(order.operationId);
    expect(rows).toMatchObject([{ state: 'abandoned' }, { state: 'issued', serial }]);
    expect(rows[0]?.['serial']).not.toBe(serial);
  });

  it('a process that dies at the signature: never good, refused for a minute, then a new serial (§3 rule 2)', async () => {
    const order = await paidEntitlement();
    const lists = app.container.get(RevocationLists);
    authority.mood = 'dies';
    void issue.execute(actor, order);
    while ((await rowsOf(order.operationId)).length === 0) await new Promise((done) => setTimeout(done, 20));
    const lost = (await rowsOf(order.operationId))[0]?.['serial'];
    expect(await lists.statusOf('issuing', lost)).toEqual({ kind: 'unknown' });
    authority.mood = 'well';
    await expect(issue.execute(actor, order)).rejects.toMatchObject({ code: 'certificate.being-issued' });
    clock.at = new Date(clock.at.getTime() + 61_000);
    const { serial } = await issue.execute(actor, order);
    expect(serial).not.toBe(lost);
    expect(await lists.statusOf('issuing', lost)).toMatchObject({ kind: 'revoked' });
    expect(await lists.statusOf('issuing', serial)).toEqual({ kind: 'good' });
    expect((await lists.revoked('issuing', new Date(0))).map((entry) => entry.serial)).toContain(lost);
  });

  it('the key of another holder and a blocked key get no certificate (§3 rules 5 and 10)', async () => {
    const first = await paidEntitlement();
    const { serial } = await issue.execute(actor, first);
    const thief = await paidEntitlement(first.entitlementId);
    await expect(issue.execute(actor, thief)).rejects.toMatchObject({ code: 'certificate.key-of-another' });
    expect(await rowsOf(thief.operationId)).toHaveLength(0);
    await work.run(async ({ certificates, blockedKeys }) => {
      await blockedKeys.add((await certificates.bySerial(serial)).facts.keyHash, clock.now());
    });
    await work.run(async ({ entitlements }) => {
      const entitlement = await entitlements.byId(first.entitlementId);
      entitlement.buy('zhejiang-demo', 1, clock.now());
      await entitlements.save(entitlement);
    });
    const again = { ...first, operationId: `${first.entitlementId}/2` };
    await expect(issue.execute(actor, again)).rejects.toMatchObject({ code: 'certificate.key-blocked' });
  });

  /** A process that acts in the middle of a signature. */
  const whileSigning = (act: () => Promise<unknown>) => {
    const sign = authority.sign.bind(authority);
    authority.sign = async (planned) => {
      await act();
      return sign(planned);
    };
  };
  const change = (id: string, what: (entitlement: Entitlement) => void) =>
    work.run(async ({ entitlements }) => {
      const entitlement = await entitlements.byId(id);
      what(entitlement);
      await entitlements.save(entitlement);
    });

  it('a right that ended while its certificate was signed gets none: the serial is never called good (CER-065)', async () => {
    const order = await paidEntitlement();
    whileSigning(() => change(order.entitlementId, (entitlement) => entitlement.revoke()));
    await expect(issue.execute(actor, order)).rejects.toMatchObject({ code: 'certificate.revoked' });
    const rows = await rowsOf(order.operationId);
    expect(rows).toMatchObject([{ state: 'abandoned', der: null }]);
    expect(await app.container.get(RevocationLists).statusOf('issuing', rows[0]?.['serial'])).toMatchObject({ kind: 'revoked' });
  });

  it('nothing is reserved for a right that is not in force (CER-061, CER-065)', async () => {
    const ended = await paidEntitlement();
    await change(ended.entitlementId, (entitlement) => entitlement.revoke());
    await expect(issue.execute(actor, ended)).rejects.toMatchObject({ code: 'certificate.revoked' });
    const withoutGrant = await paidEntitlement();
    await change(withoutGrant.entitlementId, (entitlement) => entitlement.takeGrantBack());
    await expect(issue.execute(actor, withoutGrant)).rejects.toMatchObject({ code: 'certificate.no-grant' });
    expect(await rowsOf(ended.operationId)).toHaveLength(0);
    expect(authority.signatures).toBe(0);
  });

  it('a term that grew while another press made the certificate is covered all the same (CER-059)', async () => {
    const order = await paidEntitlement();
    let presses = 0;
    const holders = {
      orderFor: async (entitlement: Entitlement) => {
        if (presses++ === 0) {
          await issue.execute(actor, order);
          await change(order.entitlementId, (grown) => grown.buy('zhejiang-demo', 1, clock.now()));
        }
        return { ...order, operationId: entitlement.makingId };
      },
    };
    const make = new MakeCertificate(work, keys, app.container.get(CertificateRequests), holders, issue);
    await make.extend(order.entitlementId);
    expect((await work.run(({ entitlements }) => entitlements.byId(order.entitlementId))).awaitsMaking).toBe(false);
    expect(await rowsOf(order.operationId)).toMatchObject([{ state: 'superseded' }]);
  });

  it('a signature and the end of its right lock in one sequence and wait for each other', async () => {
    const order = await paidEntitlement();
    const { serial } = await issue.execute(actor, order);
    const pause = () => new Promise((done) => setTimeout(done, 150));
    const byCertificate = work.run(async ({ certificates, entitlements }) => {
      await certificates.bySerial(serial);
      await pause();
      await entitlements.byId(order.entitlementId);
    });
    const byEntitlement = work.run(async ({ certificates, entitlements }) => {
      await entitlements.byId(order.entitlementId);
      await pause();
      await certificates.ofEntitlement(order.entitlementId);
    });
    await expect(Promise.all([byCertificate, byEntitlement])).resolves.toBeDefined();
  });

  it('without an audit row nothing is issued (§3 rule 12)', async () => {
    const order = await paidEntitlement();
    await app.database.sql`alter table kernel.audit add constraint full_disk check (action <> 'certificate.reserve') not valid`;
    await expect(issue.execute(actor, order)).rejects.toThrow();
    await app.database.sql`alter table kernel.audit drop constraint full_disk`;
    expect(await rowsOf(order.operationId)).toHaveLength(0);
    expect(authority.signatures).toBe(0);
  });
});
