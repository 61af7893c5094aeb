import { type AuditCheck, type AuditFilter, type AuditFinding, AuditReading, type AuditRecord } from '../../kernel/audit-reading.ts';
import type { Database } from '../postgres/database.ts';
import { type AuditChain, type ChainedRow, type ChainHead, emptyHead } from './audit-chain.ts';

const sealLock = 8_412_008;
const batch = 1000;

interface StoredRow extends ChainedRow {
  readonly position: number | null;
  readonly hash: string | null;
}

/** Gives audit rows their place in the chain, and walks the chain to prove that none was edited, removed or added. */
export class PgAuditLog extends AuditReading {
  readonly #database: Database;
  readonly #chain: AuditChain;

  constructor(database: Database, chain: AuditChain) {
    super();
    this.#database = database;
    this.#chain = chain;
  }

  /** Seals what was committed since; answers how many. One sealer at a time, in whatever process. */
  async seal(): Promise<number> {
    return this.#database.sql.begin(async (sql) => {
      const [lock] = await sql<{ free: boolean }[]>`select pg_try_advisory_xact_lock(${sealLock}) as free`;
      if (lock?.free !== true) return 0;
      const [head] = await sql<ChainHead[]>`select position, hash, signature from kernel.audit_heads order by position desc limit 1`;
      const rows = await sql<StoredRow[]>`
        select id::int, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, actor_name as "actorName", action, subject, subject_id as "subjectId", entry::text as entry, position, hash
        from kernel.audit where position is null order by id limit ${batch}`;
      if (rows.length === 0) return 0;
      let { position, hash }: { position: number; hash: string } = head ?? emptyHead;
      for (const row of rows) {
        position++;
        hash = this.#chain.hash(hash, position, row);
        await sql`update kernel.audit set position = ${position}, hash = ${hash} where id = ${row.id}`;
      }
      const signed = this.#chain.signHead(position, hash);
      // One head an hour is kept; the newest replaces the one of its own hour.
      await sql`delete from kernel.audit_heads where at > date_trunc('hour', now())`;
      await sql`insert into kernel.audit_heads (position, hash, signature, at) values (${signed.position}, ${signed.hash}, ${signed.signature}, now())`;
      return rows.length;
    });
  }

  async search({ text, after }: AuditFilter): Promise<readonly AuditRecord[]> {
    const { sql } = this.#database;
    const rows = await sql<(Omit<AuditRecord, 'at'> & { at: string })[]>`
      select id::int, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, actor_name as "actorName", action, subject, subject_id as "subjectId",
        coalesce(entry->>'from', '') as from, coalesce(entry->>'to', '') as to, coalesce(entry->>'reason', '') as reason
      from kernel.audit
      where ${after === undefined ? sql`true` : sql`id < ${after}`}
        and ${text === '' ? sql`true` : sql`(action = ${text} or subject_id = ${text} or actor = ${text} or strpos(actor_name, ${text}) > 0)`}
      order by id desc limit 50`;
    return rows.map((row) => ({ ...row, at: new Date(row.at) }));
  }

  /** Walks every sealed row from the first, and every head. `unsealedAfterMs`: younger unsealed rows are on their way. */
  async check(unsealedAfterMs = 10_000): Promise<AuditCheck> {
    const findings: AuditFinding[] = [];
    const heads = new Map((await this.#heads()).map((head) => [head.position, head]));
    let expected: { position: number; hash: string } = emptyHead;
    for await (const rows of this.#sealedRows()) {
      for (const row of rows) {
        const position = expected.position + 1;
        if (row.position !== position) findings.push({ what: 'missing', position });
        const hash = this.#chain.hash(expected.hash, row.position ?? 0, row);
        if (hash !== row.hash) findings.push({ what: 'altered', position: row.position ?? 0 });
        expected = { position: row.position ?? position, hash: row.hash ?? '' };
        const head = heads.get(expected.position);
        if (head !== undefined && (head.hash !== expected.hash || !this.#chain.headIsGenuine(head)))
          findings.push({ what: 'head', position: head.position });
      }
    }
    const last = Math.max(0, ...heads.keys());
    if (last > expected.position) findings.push({ what: 'missing', position: last });
    if (last < expected.position) findings.push({ what: 'head', position: expected.position });
    const unsealed = await this.#unsealed(unsealedAfterMs);
    if (unsealed > 0) findings.push({ what: 'unsealed', position: 0 });
    return { rows: expected.position, unsealed, findings };
  }

  async #heads(): Promise<readonly ChainHead[]> {
    return this.#database.sql<ChainHead[]>`select position, hash, signature from kernel.audit_heads order by position`;
  }

  async *#sealedRows(): AsyncGenerator<readonly StoredRow[]> {
    for (let after = 0; ; ) {
      const rows = await this.#database.sql<StoredRow[]>`
        select id::int, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, actor_name as "actorName", action, subject, subject_id as "subjectId", entry::text as entry, position, hash
        from kernel.audit where position > ${after} order by position limit ${batch}`;
      const last = rows.at(-1)?.position;
      if (last === undefined || last === null) return;
      yield rows;
      after = last;
    }
  }

  async #unsealed(olderMs: number): Promise<number> {
    const [row] = await this.#database.sql<{ count: number }[]>`
      select count(*)::int as count from kernel.audit where position is null and at < now() - ${olderMs / 1000} * interval '1 second'`;
    return row?.count ?? 0;
  }
}
