import { eq, sql } from 'drizzle-orm';
import type { Database } from '../../../../adapters/postgres/database.ts';
import { type Actor, anonymous } from '../../../../kernel/actor.ts';
import type { Authentication } from '../../../../kernel/authentication.ts';
import type { Clock } from '../../../../kernel/clock.ts';
import { sessionChannel, sessionHash } from './pg-sessions.ts';
import { accounts, sessions, staff } from './schema.ts';

interface Known {
  readonly owner: string;
  readonly actor: Actor;
  readonly mustChangePassword: boolean;
  readonly until: number;
}

const cacheMs = 60_000;
const idleMs = { account: 12 * 3600_000, staff: 2 * 3600_000 } as const;
const maxCached = 20_000;

/** Sessions read from PostgreSQL at most once a minute each; a change of the owner drops them from the cache of every process at once. */
export class PgAuthentication implements Authentication {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Begins to listen for changes; without it the cache is only as fresh as its minute. */
  async listen(): Promise<void> {
    await this.#database.sql.listen(sessionChannel, (owner) => {
      for (const [hash, known] of this.#known) if (known.owner === owner) this.#known.delete(hash);
    });
  }

  async actorOf(sessionId: string): Promise<Actor> {
    return (await this.#know(sessionId)).actor;
  }

  async mustChangePassword(sessionId: string): Promise<boolean> {
    return (await this.#know(sessionId)).mustChangePassword;
  }

  async #know(sessionId: string): Promise<Known> {
    const hash = sessionHash(sessionId);
    const now = this.#clock.now().getTime();
    const cached = this.#known.get(hash);
    if (cached !== undefined && cached.until > now) return cached;
    const known = { ...(await this.#read(hash, now)), until: now + cacheMs };
    if (this.#known.size >= maxCached) this.#known.clear();
    if (isSettled(known)) this.#known.set(hash, known);
    return known;
  }

  async #read(hash: string, now: number): Promise<Omit<Known, 'until'>> {
    const nobody = { owner: '', actor: anonymous, mustChangePassword: false };
    const [row] = await this.#database.drizzle.select().from(sessions).where(eq(sessions.idHash, hash));
    if (row === undefined || now - row.seenAt.getTime() > idleMs[row.ownerKind]) return nobody;
    await this.#database.drizzle.update(sessions).set({ seenAt: sql`now()` }).where(eq(sessions.idHash, hash));
    const owner = `${row.ownerKind}:${row.ownerId}`;
    return row.ownerKind === 'staff' ? this.#staffMember(row.ownerId, owner) : this.#person(row.ownerId, owner);
  }

  async #person(id: string, owner: string): Promise<Omit<Known, 'until'>> {
    const [account] = await this.#database.drizzle.select().from(accounts).where(eq(accounts.id, id));
    if (account === undefined || account.disabled) return { owner, actor: anonymous, mustChangePassword: false };
    const actor = { kind: 'person', accountId: id, name: account.name, realNameVerified: account.identity.state === 'verified' } as const;
    return { owner, actor, mustChangePassword: account.mustChangePassword };
  }

  async #staffMember(id: string, owner: string): Promise<Omit<Known, 'until'>> {
    const [member] = await this.#database.drizzle.select().from(staff).where(eq(staff.id, id));
    if (member === undefined || member.disabled) return { owner, actor: anonymous, mustChangePassword: false };
    return { owner, actor: { kind: 'staff', staffId: id, name: member.name, roles: member.roles }, mustChangePassword: false };
  }
}

/**
 * A person who must still change the password or prove who they are is read every time: the very next page must know that it is done,
 * and a notification of the database may come a moment later than that page.
 */
function isSettled({ actor, mustChangePassword }: Known): boolean {
  if (actor.kind === 'staff') return true;
  return actor.kind === 'person' && actor.realNameVerified && !mustChangePassword;
}
