import { join } from 'node:path';
import { Database, type DatabaseAddress, migrateDatabase } from './adapters/postgres/database.ts';
import { startEmbeddedServer } from './adapters/postgres/embedded-server.ts';
import { installJobs } from './adapters/postgres/job-worker.ts';
import type { Config } from './config.ts';
import { projectFolder } from './project-folder.ts';

export interface OpenedDatabase {
  readonly database: Database;
  /** Ends the connections, and the embedded server where this process started it. */
  close(): Promise<void>;
}

/** DATABASE_URL when set, otherwise the embedded server in the data folder; migrated. Commands beside a running server join its database. */
export async function openDatabase(config: Config, beside: 'alone' | 'join' = 'alone'): Promise<OpenedDatabase> {
  const embedded = config.DATABASE_URL === undefined ? await startEmbeddedServer(config.dataDir, { join: beside === 'join' }) : undefined;
  const address: DatabaseAddress =
    config.DATABASE_URL === undefined ? { socketDirectory: embedded?.socketDirectory ?? '' } : { url: config.DATABASE_URL };
  await migrateDatabase(address, join(projectFolder(), 'migrations'));
  const database = new Database(address);
  await installJobs(database);
  return {
    database,
    close: async () => {
      await database.close();
      await embedded?.stop();
    },
  };
}
