import { Database } from '../../../src/adapters/postgres/database.ts';
import { startEmbeddedServer } from '../../../src/adapters/postgres/embedded-server.ts';

/** A process of its own: `write` commits numbered rows and says each one after its commit; `count` says how many there are; `join` does so beside another. */
const [, , dataDir = '', what = ''] = process.argv;
const server = await startEmbeddedServer(dataDir, what === 'join' ? { join: true } : {});
const database = new Database({ socketDirectory: server.socketDirectory }, 1);
await database.sql`create table if not exists rows (n bigint primary key, filler text not null)`;
const [row] = await database.sql`select coalesce(max(n), 0)::int as last, count(*)::int as rows from rows`;
console.log(`found ${row?.['last']} ${row?.['rows']}`);
if (what === 'write') {
  for (let n = Number(row?.['last']) + 1; ; n++) {
    await database.sql`insert into rows values (${n}, ${'x'.repeat(2000)})`;
    console.log(`committed ${n}`);
  }
}
await database.close();
await server.stop();
