import { inject } from 'vitest';
import { Database } from '../../src/adapters/postgres/database.ts';

/** A fresh database, copied from the migrated template. */
export async function freshDatabase(): Promise<Database> {
  const socketDirectory = inject('socketDirectory');
  const name = `t_${process.pid}_${Date.now().toString(36)}_${Math.random().toString(36).slice(2, 8)}`;
  const admin = new Database({ socketDirectory }, 1);
  await admin.sql.unsafe(`create database ${name} template template_yinxin`);
  await admin.close();
  return new Database({ socketDirectory, database: name }, 6);
}
