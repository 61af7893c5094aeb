import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../../src/adapters/postgres/database.ts';
import { EventRoutes } from '../../../../src/adapters/postgres/event-routes.ts';
import { installJobs } from '../../../../src/adapters/postgres/job-worker.ts';
import { PgInbox, PgOperations, PgOutbox } from '../../../../src/adapters/postgres/module-stores.ts';
import { PgAuditTrail } from '../../../../src/adapters/postgres/pg-audit-trail.ts';
import { PgJobs } from '../../../../src/adapters/postgres/pg-jobs.ts';
import { PgUnitOfWork } from '../../../../src/adapters/postgres/pg-unit-of-work.ts';
import { StoreTools } from '../../../../src/adapters/postgres/store-tools.ts';
import { SystemIds } from '../../../../src/adapters/system/system-ids.ts';
import { PgPersonalSeals } from '../../../../src/modules/seal/adapters/postgres/pg-personal-seals.ts';
import { PgSealGrants } from '../../../../src/modules/seal/adapters/postgres/pg-seal-grants.ts';
import { PgSeals } from '../../../../src/modules/seal/adapters/postgres/pg-seals.ts';
import * as tables from '../../../../src/modules/seal/adapters/postgres/schema.ts';
import { Seal } from '../../../../src/modules/seal/domain/seal.ts';
import { SealGrant } from '../../../../src/modules/seal/domain/seal-grant.ts';
import type { SealStores, SealWork } from '../../../../src/modules/seal/ports/seal-work.ts';
import { freshDatabase } from '../../../support/database.ts';
import { aGrant, newSeal, now } from '../support/a-seal.ts';
import { InMemorySealWork } from '../support/in-memory-seals.ts';

let database: Database;
const ids = new SystemIds();
const people = { administrator: { accountId: randomUUID(), name: '沈念安' }, member: { accountId: randomUUID(), name: '程亦舟' } };

beforeAll(async () => {
  database = await freshDatabase();
  await installJobs(database);
}, 60_000);
afterAll(() => database.close());

function postgresWork(): SealWork {
  const tools = new StoreTools(ids, { now: () => now }, new EventRoutes());
  return new PgUnitOfWork<SealStores>(database, (tx) => {
    const outbox = new PgOutbox(tx, 'seal', tables, tools);
    return {
      seals: new PgSeals(tx, outbox),
      grants: new PgSealGrants(tx, outbox),
      personal: new PgPersonalSeals(tx),
      operations: new PgOperations(tx, tables),
      inbox: new PgInbox(tx, tables),
      jobs: new PgJobs(tx),
      audit: new PgAuditTrail(tx, tools.clock),
    };
  });
}

const sealOf = (unitId: string) => Seal.make(newSeal('official', { id: ids.next(), unitId, madeBy: people.administrator }));
const grantOf = (sealId: string, unitId: string) =>
  SealGrant.request({ ...aGrant().record, id: ids.next(), sealId, unitId, accountId: people.member.accountId });
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error) => error.code,
  );

describe.each([
  ['in memory', () => new InMemorySealWork()],
  ['PostgreSQL', postgresWork],
])('the stores of seals, %s', (_which, make) => {
  it('give back a seal as it was saved, picture and drawing included', async () => {
    const work = make();
    const seal = sealOf(randomUUID());
    await work.run(({ seals }) => seals.save(seal));
    const stored = await work.run(({ seals }) => seals.byId(seal.id));
    expect(stored.record).toEqual(seal.record);
    stored.void(people.administrator, now);
    await work.run(({ seals }) => seals.save(stored));
    expect((await work.run(({ seals }) => seals.byId(seal.id))).record).toMatchObject({
      state: 'voided',
      voidedBy: people.administrator,
      voidedAt: now,
    });
  });

  it('list the seals of one unit only, the newest first', async () => {
    const work = make();
    const unitId = randomUUID();
    const [first, second, foreign] = [sealOf(unitId), sealOf(unitId), sealOf(randomUUID())];
    for (const seal of [first, second, foreign]) await work.run(({ seals }) => seals.save(seal));
    const listed = await work.run(({ seals }) => seals.ofUnit(unitId));
    expect(listed.map(({ id }) => id)).toEqual(
      [first, second]
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
  });

  it('say that a seal or grant is missing, for ids of any form', async () => {
    const work = make();
    expect(await code(work.run(({ seals }) => seals.byId(randomUUID())))).toBe('seal.missing');
    expect(await code(work.run(({ seals }) => seals.byId("x' or 1=1")))).toBe('seal.missing');
    expect(await code(work.run(({ grants }) => grants.byId('new')))).toBe('seal.grant-missing');
  });

  it('give back a grant with its decision, and refuse a second open request (SEA-055)', async () => {
    const work = make();
    const unitId = randomUUID();
    const seal = sealOf(unitId);
    const grant = grantOf(seal.id, unitId);
    await work.run(async ({ seals, grants }) => {
      await seals.save(seal);
      await grants.save(grant);
    });
    expect(await code(work.run(({ grants }) => grants.save(grantOf(seal.id, unitId))))).toBe('seal.grant-already-open');
    grant.reject(people.administrator, '请补充说明', now);
    await work.run(({ grants }) => grants.save(grant));
    const again = grantOf(seal.id, unitId);
    await work.run(({ grants }) => grants.save(again));
    expect((await work.run(({ grants }) => grants.byId(grant.id))).record).toEqual(grant.record);
    expect((await work.run(({ grants }) => grants.newestOf(seal.id, people.member.accountId)))?.id).toBe(again.id);
    expect((await work.run(({ grants }) => grants.ofUnit(unitId))).map(({ id }) => id)).toEqual([again.id, grant.id]);
  });

  it('keep one personal seal of each kind: the newer overwrites (SEA-024)', async () => {
    const work = make();
    const accountId = randomUUID();
    const written = { way: 'written', strokes: [[1, 2, 3, 4]], strokeMm: 0.7, color: '#1d2129' } as const;
    const scanned = { way: 'scanned', blobId: 'blob-1', widthMm: 18 } as const;
    await work.run(({ personal }) =>
      personal.put({ id: ids.next(), accountId, slot: 'name', picture: { ...scanned, blobId: 'blob-0' }, updatedAt: now }),
    );
    await work.run(({ personal }) => personal.put({ id: ids.next(), accountId, slot: 'name', picture: scanned, updatedAt: now }));
    await work.run(({ personal }) => personal.put({ id: ids.next(), accountId, slot: 'signature', picture: written, updatedAt: now }));
    const stored = await work.run(({ personal }) => personal.of(accountId));
    expect(stored.map(({ slot, picture }) => [slot, picture])).toEqual([
      ['name', scanned],
      ['signature', written],
    ]);
  });

  it('take back everything when the work fails', async () => {
    const work = make();
    const seal = sealOf(randomUUID());
    const failing = work.run(async ({ seals, operations }) => {
      await seals.save(seal);
      await operations.remember(`operation-${seal.id}`, seal.id);
      throw new Error('stopped');
    });
    await expect(failing).rejects.toThrow('stopped');
    expect(await code(work.run(({ seals }) => seals.byId(seal.id)))).toBe('seal.missing');
    expect(await work.run(({ operations }) => operations.answerTo(`operation-${seal.id}`))).toBeUndefined();
  });
});

describe('the outbox of seals', () => {
  it('holds the event of a seal that was saved', async () => {
    const seal = sealOf(randomUUID());
    await postgresWork().run(({ seals }) => seals.save(seal));
    const rows = await database.sql`select event from seal.outbox where event->>'sealId' = ${seal.id}`;
    expect(rows.map((row) => row['event'].type)).toEqual(['seal.made']);
  });
});
