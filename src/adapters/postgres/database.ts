import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

export type Drizzle = PostgresJsDatabase<Record<string, never>>;
/** A running transaction. */
export type Tx = Parameters<Parameters<Drizzle['transaction']>[0]>[0];
/** What a read-only query may run on. */
export type Queryable = Drizzle | Tx;

export interface DatabaseAddress {
  /** `postgres://…`, or undefined for the embedded server. */
  readonly url?: string;
  readonly socketDirectory?: string;
  readonly database?: string;
}

const migrationLock = 8_412_007;

/** The connection pool: one for the whole process. */
export class Database {
  readonly sql: postgres.Sql;
  readonly drizzle: Drizzle;
  readonly address: DatabaseAddress;

  constructor(address: DatabaseAddress, maxConnections = 10) {
    this.address = address;
    this.sql = connect(address, maxConnections);
    this.drizzle = drizzle(this.sql);
  }

  /** The address as libpq and node-postgres read it, for the job worker's own small pool. */
  get connectionString(): string {
    if (this.address.url !== undefined) return this.address.url;
    return `postgres://yinxin@localhost/${this.address.database ?? 'postgres'}?host=${encodeURIComponent(this.address.socketDirectory ?? '')}`;
  }

  async close(): Promise<void> {
    await this.sql.end({ timeout: 5 });
  }
}

/** Brings the schema up to date; two processes that start together wait for each other. */
export async function migrateDatabase(address: DatabaseAddress, migrationsFolder: string): Promise<void> {
  const sql = connect(address, 1);
  try {
    await sql`select pg_advisory_lock(${migrationLock})`;
    await migrate(drizzle(sql), { migrationsFolder });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function connect(address: DatabaseAddress, max: number): postgres.Sql {
  const options = { max, onnotice: () => {}, connection: { application_name: 'yinxin' } };
  if (address.url !== undefined) return postgres(address.url, options);
  return postgres({ ...options, host: address.socketDirectory ?? '', username: 'yinxin', database: address.database ?? 'postgres' });
}
