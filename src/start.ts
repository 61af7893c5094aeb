import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Container } from 'inversify';
import { Database, type DatabaseAddress, migrateDatabase } from './adapters/postgres/database.ts';
import { startEmbeddedServer } from './adapters/postgres/embedded-server.ts';
import { installJobs, JobWorker } from './adapters/postgres/job-worker.ts';
import { type Config, readConfig } from './config.ts';
import { buildApp, buildContainer, createLogger } from './container.ts';
import { prepareModules } from './modules.ts';

export interface Running {
  readonly config: Config;
  readonly container: Container;
  readonly address: string;
  /** Stops taking requests, lets running ones and jobs end, closes the database. */
  stop(): Promise<void>;
}

/** The folder with views/, public/ and migrations/: the same from src/ and from dist/src/. */
export function projectFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return resolve(here, here.includes(join('dist', 'src')) ? '../..' : '..');
}

/** Everything in order: configuration, database, migrations, wiring, jobs, the web server. */
export async function start(environment: Readonly<Record<string, string | undefined>>): Promise<Running> {
  const config = readConfig(environment);
  const logger = createLogger(config.LOG_LEVEL);
  const folder = projectFolder();
  const embedded = config.DATABASE_URL === undefined ? await startEmbeddedServer(config.dataDir) : undefined;
  const address: DatabaseAddress =
    config.DATABASE_URL === undefined ? { socketDirectory: embedded?.socketDirectory ?? '' } : { url: config.DATABASE_URL };
  await migrateDatabase(address, join(folder, 'migrations'));
  const database = new Database(address);
  await installJobs(database);
  const container = buildContainer(config, database, folder, logger);
  await prepareModules(container, config);
  const worker = container.get(JobWorker);
  await worker.start();
  const server = await listen(buildApp(container, config, folder, logger), config);
  const stop = async () => {
    await closed(server);
    await worker.stop();
    await database.close();
    await embedded?.stop();
  };
  return { config, container, address: addressOf(server, config), stop };
}

function listen(app: ReturnType<typeof buildApp>, config: Config): Promise<Server> {
  return new Promise((done, fail) => {
    const server = app.listen(config.PORT, config.HOST, (error?: Error) => (error === undefined ? done(server) : fail(error)));
    server.requestTimeout = 120_000;
  });
}

function addressOf(server: Server, config: Config): string {
  const address: AddressInfo | string | null = server.address();
  return address !== null && typeof address === 'object' ? `http://${config.HOST}:${address.port}` : config.PUBLIC_URL;
}

/** Requests in flight get ten seconds, idle connections none. */
function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 10_000).unref();
  });
}
