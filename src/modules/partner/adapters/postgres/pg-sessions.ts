import { createHash } from 'node:crypto';
import { and, eq, ne, sql } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import type { SessionOwner, Sessions } from '../../ports/sessions.ts';
import { sessions } from './schema.ts';

/** The channel on which every process hears that cached sessions of an owner are stale. */
export const sessionChannel = 'partner_sessions';

export function sessionHash(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('base64url');
}

export class PgSessions implements Sessions {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async open(sessionId: string, owner: SessionOwner, at: Date): Promise<void> {
    await this.#tx
      .insert(sessions)
      .values({ idHash: sessionHash(sessionId), ownerKind: owner.kind, ownerId: owner.id, startedAt: at, seenAt: at });
  }

  async end(sessionId: string): Promise<void> {
    const [ended] = await this.#tx
      .delete(sessions)
      .where(eq(sessions.idHash, sessionHash(sessionId)))
      .returning();
    if (ended !== undefined) await this.refresh({ kind: ended.ownerKind, id: ended.ownerId });
  }

  async endAllOf(owner: SessionOwner, exceptSessionId?: string): Promise<void> {
    const own = and(eq(sessions.ownerKind, owner.kind), eq(sessions.ownerId, owner.id));
    await this.#tx
      .delete(sessions)
      .where(exceptSessionId === undefined ? own : and(own, ne(sessions.idHash, sessionHash(exceptSessionId))));
    await this.refresh(owner);
  }

  async refresh(owner: SessionOwner): Promise<void> {
    await this.#tx.execute(sql`select pg_notify(${sessionChannel}, ${`${owner.kind}:${owner.id}`})`);
  }
}
