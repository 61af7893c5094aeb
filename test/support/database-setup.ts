import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { Database, migrateDatabase } from '../../src/adapters/postgres/database.ts';
import { startEmbeddedServer } from '../../src/adapters/postgres/embedded-server.ts';
import { installJobs } from '../../src/adapters/postgres/job-worker.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    socketDirectory: string;
  }
}

/** One PostgreSQL for the whole run, with a migrated template: a fresh database for a test file is a copy of milliseconds. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'yinxin-test-'));
  const server = await startEmbeddedServer(folder, { durability: 'none' });
  const template = { socketDirectory: server.socketDirectory, database: 'template_yinxin' };
  const admin = new Database({ socketDirectory: server.socketDirectory }, 1);
  await admin.sql`create database template_yinxin`;
  await migrateDatabase(template, resolve('migrations'));
  const database = new Database(template, 1);
  await installJobs(database);
  await database.close();
  await admin.close();
  project.provide('socketDirectory', server.socketDirectory);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
