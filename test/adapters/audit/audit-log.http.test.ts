import { randomBytes } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditChain } from '../../../src/adapters/audit/audit-chain.ts';
import { PgAuditLog } from '../../../src/adapters/audit/pg-audit-log.ts';
import type { Database } from '../../../src/adapters/postgres/database.ts';
import { PgAuditTrail } from '../../../src/adapters/postgres/pg-audit-trail.ts';
import { SystemClock } from '../../../src/adapters/system/system-clock.ts';
import { systemActor } from '../../../src/kernel/actor.ts';
import { freshDatabase } from '../../support/database.ts';

describe('the audit chain', () => {
  let database: Database;
  let log: PgAuditLog;
  const opened: Database[] = [];

  beforeEach(async () => {
    database = await freshDatabase();
    opened.push(database);
    log = new PgAuditLog(database, new AuditChain(randomBytes(32)));
    for (let round = 0; round < 3; round++) {
      await database.drizzle.transaction(async (tx) => {
        const trail = new PgAuditTrail(tx, new SystemClock());
        for (let row = 0; row < 4; row++)
          await trail.record(systemActor('test'), 'test.change', { subject: 'test.thing', subjectId: `${round}-${row}`, to: 'done' });
      });
      await log.seal();
    }
  });
  afterAll(() => Promise.all(opened.map((each) => each.close())));

  it('is whole when nobody touched it', async () => {
    expect(await log.check()).toEqual({ rows: 12, unsealed: 0, findings: [] });
  });

  it('finds an edited row', async () => {
    await database.sql`update kernel.audit set actor_name = 'somebody else' where position = 5`;
    expect((await log.check()).findings).toContainEqual({ what: 'altered', position: 5 });
  });

  it('finds a removed row in the middle', async () => {
    await database.sql`delete from kernel.audit where position = 7`;
    expect((await log.check()).findings).toContainEqual({ what: 'missing', position: 7 });
  });

  it('finds that the last row was removed', async () => {
    await database.sql`delete from kernel.audit where position = 12`;
    expect((await log.check()).findings).toContainEqual({ what: 'missing', position: 12 });
  });

  it('finds a chain that was computed anew without the key', async () => {
    const forger = new PgAuditLog(database, new AuditChain(randomBytes(32)));
    await database.sql`update kernel.audit set position = null, hash = null, actor_name = 'nobody'`;
    await database.sql`delete from kernel.audit_heads`;
    await forger.seal();
    expect((await forger.check()).findings).toEqual([]);
    expect((await log.check()).findings.length).toBeGreaterThan(0);
  });

  it('reports rows that stayed unsealed', async () => {
    await database.sql`insert into kernel.audit (at, actor, actor_name, action, subject, subject_id, entry) values (now() - interval '1 minute', 'x', '', 'y', 'z', '1', '{}')`;
    expect((await log.check()).findings).toEqual([{ what: 'unsealed', position: 0 }]);
    await log.seal();
    expect((await log.check()).findings).toEqual([]);
  });

  it('has one sealer at a time, and every row once', async () => {
    await database.drizzle.transaction(async (tx) => {
      for (let row = 0; row < 200; row++)
        await new PgAuditTrail(tx, new SystemClock()).record(systemActor('test'), 'test.more', {
          subject: 'test.thing',
          subjectId: String(row),
        });
    });
    await Promise.all([log.seal(), log.seal(), log.seal()]);
    await log.seal();
    expect(await log.check()).toEqual({ rows: 212, unsealed: 0, findings: [] });
  });
});
