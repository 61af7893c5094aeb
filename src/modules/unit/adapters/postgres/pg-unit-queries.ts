import { and, asc, desc, eq, inArray, ne, notInArray, or, sql } from 'drizzle-orm';
import type { Database } from '../../../../adapters/postgres/database.ts';
import { isUuid } from '../../../../adapters/postgres/is-uuid.ts';
import type { RemovalRequestRecord } from '../../domain/removal-request.ts';
import type { UnitRecord } from '../../domain/unit.ts';
import type {
  ApplicationOfUnit,
  ChangeOfUnit,
  FoundUnit,
  JoinRequestOfUnit,
  UnitMenu,
  UnitQueries,
  UnitWithPeople,
} from '../../ports/unit-queries.ts';
import { applicationOf, joinRequestOf, removalRequestOf } from './pg-requests.ts';
import { changeOf, hasPendingChange } from './pg-unit-changes.ts';
import { applications, changes, joinRequests, members, nameTails, removalRequests, units } from './schema.ts';
import { rosterOf, type UnitRow, unitOf } from './unit-rows.ts';

const mostRows = 200;

export class PgUnitQueries implements UnitQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async menuOf(accountId: string): Promise<UnitMenu> {
    const rows = await this.#database.drizzle.execute<{ unit_id: string | null; unit_name: string | null; open_tasks: number }>(sql`
      with own as (
        select ${units.id} as id, ${units.name} as name, ${members.joinedAt} as joined_at,
          (${units.administrator} = ${accountId} or ${units.legalRepresentative} = ${accountId}) is true as administers
        from ${members} join ${units} on ${units.id} = ${members.unitId}
        where ${members.accountId} = ${accountId}
      ), mine as (select id, joined_at from own where administers)
      select (select id from mine order by joined_at, id limit 1) as unit_id,
        (select name from own order by administers desc, joined_at, id limit 1) as unit_name,
        ((select count(*) from ${joinRequests} where state = 'pending' and unit_id in (select id from mine)) +
         (select count(*) from ${removalRequests} where state = 'pending' and unit_id in (select id from mine)))::int as open_tasks`);
    const [row] = rows;
    return { unitId: row?.unit_id ?? undefined, unitName: row?.unit_name ?? undefined, openTasks: row?.open_tasks ?? 0 };
  }

  async byId(unitId: string): Promise<UnitWithPeople | undefined> {
    if (!isUuid(unitId)) return undefined;
    const rows = await this.#database.drizzle.select().from(units).where(eq(units.id, unitId));
    return (await this.#withPeople(rows))[0];
  }

  async byCode(code: string): Promise<UnitRecord | undefined> {
    const [row] = await this.#database.drizzle
      .select()
      .from(units)
      .where(and(eq(units.code, code), ne(units.state, 'rejected')));
    return row === undefined ? undefined : unitOf(row);
  }

  async unitsOf(accountId: string): Promise<readonly UnitWithPeople[]> {
    const rows = await this.#database.drizzle
      .select({ unit: units })
      .from(members)
      .innerJoin(units, eq(units.id, members.unitId))
      .where(eq(members.accountId, accountId))
      .orderBy(asc(members.joinedAt), asc(members.unitId))
      .limit(mostRows);
    return this.#withPeople(rows.map(({ unit }) => unit));
  }

  async search(text: string, limit: number): Promise<readonly FoundUnit[]> {
    const pattern = `${text.replace(/[\\%_]/g, '\\$&')}%`;
    const named = this.#database.drizzle
      .select({ unitId: nameTails.unitId })
      .from(nameTails)
      .where(sql`${nameTails.tail} like ${pattern}`)
      .limit(mostRows);
    return this.#database.drizzle
      .select({ id: units.id, name: units.name, code: units.code, region: units.region })
      .from(units)
      .where(
        and(or(eq(units.code, text), inArray(units.id, named)), notInArray(units.state, ['manual_review', 'foreign_review', 'rejected'])),
      )
      .orderBy(sql`length(${units.name})`, asc(units.name))
      .limit(limit);
  }

  async joinRequestsOf(accountId: string): Promise<readonly JoinRequestOfUnit[]> {
    return this.#joins(eq(joinRequests.accountId, accountId));
  }

  async pendingJoins(unitIds: readonly string[]): Promise<readonly JoinRequestOfUnit[]> {
    return this.#joins(and(inArray(joinRequests.unitId, [...unitIds]), eq(joinRequests.state, 'pending')));
  }

  async pendingRemovals(unitIds: readonly string[]): Promise<readonly RemovalRequestRecord[]> {
    const rows = await this.#database.drizzle
      .select()
      .from(removalRequests)
      .where(and(inArray(removalRequests.unitId, [...unitIds]), eq(removalRequests.state, 'pending')))
      .orderBy(asc(removalRequests.sentAt))
      .limit(mostRows);
    return rows.map(removalRequestOf);
  }

  async awaitingReview(limit: number): Promise<readonly UnitRecord[]> {
    const rows = await this.#database.drizzle
      .select()
      .from(units)
      .where(inArray(units.state, ['manual_review', 'foreign_review']))
      .orderBy(asc(units.registeredAt))
      .limit(limit);
    return rows.map(unitOf);
  }

  async pendingApplications(limit: number): Promise<readonly ApplicationOfUnit[]> {
    const rows = await this.#database.drizzle
      .select({ application: applications, unitName: units.name })
      .from(applications)
      .innerJoin(units, eq(units.id, applications.unitId))
      .where(eq(applications.state, 'pending'))
      .orderBy(asc(applications.sentAt))
      .limit(limit);
    return rows.map(({ application, unitName }) => ({ ...applicationOf(application), unitName }));
  }

  async pendingChanges(limit: number): Promise<readonly ChangeOfUnit[]> {
    const rows = await this.#database.drizzle
      .select({ change: changes, unitName: units.name })
      .from(changes)
      .innerJoin(units, eq(units.id, changes.unitId))
      .where(eq(changes.state, 'manual'))
      .orderBy(asc(changes.sentAt))
      .limit(limit);
    return rows.map(({ change, unitName }) => ({ ...changeOf(change), unitName }));
  }

  hasPendingChange(unitId: string): Promise<boolean> {
    return hasPendingChange(this.#database.drizzle, unitId);
  }

  async #joins(wanted: ReturnType<typeof and>): Promise<readonly JoinRequestOfUnit[]> {
    const rows = await this.#database.drizzle
      .select({ request: joinRequests, unitName: units.name })
      .from(joinRequests)
      .innerJoin(units, eq(units.id, joinRequests.unitId))
      .where(wanted)
      .orderBy(desc(joinRequests.sentAt))
      .limit(mostRows);
    return rows.map(({ request, unitName }) => ({ ...joinRequestOf(request), unitName }));
  }

  async #withPeople(rows: readonly UnitRow[]): Promise<readonly UnitWithPeople[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const people = await this.#database.drizzle.select().from(members).where(inArray(members.unitId, ids));
    return rows.map((row) => ({
      unit: unitOf(row),
      roster: rosterOf(
        row,
        people.filter(({ unitId }) => unitId === row.id),
      ),
    }));
  }
}
