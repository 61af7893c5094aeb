import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Container } from 'inversify';
import { AuditSealer } from './adapters/audit/audit-sealer.ts';
import { PgAuditLog } from './adapters/audit/pg-audit-log.ts';
import { JobWorker } from './adapters/postgres/job-worker.ts';
import { type Config, readConfig } from './config.ts';
import { buildApp, buildContainer, createLogger } from './container.ts';
import { prepareModules } from './modules.ts';
import { openDatabase } from './open-database.ts';
import { projectFolder } from './project-folder.ts';

export interface Running {
  readonly config: Config;
  readonly container: Container;
  readonly address: string;
  /** Stops taking requests, lets running ones and jobs end, closes the database. */
  stop(): Promise<void>;
}

/** Everything in order: configuration, database, migrations, wiring, jobs, the web server. */
export async function start(environment: Readonly<Record<string, string | undefined>>): Promise<Running> {
  const config = readConfig(environment);
  const logger = createLogger(config.LOG_LEVEL);
  const opened = await openDatabase(config);
  const container = buildContainer(config, opened.database, projectFolder(), logger);
  await prepareModules(container, config);
  const worker = container.get(JobWorker);
  await worker.start();
  const sealer = new AuditSealer(container.get(PgAuditLog), logger);
  sealer.start();
  const server = await listen(buildApp(container, config, projectFolder(), logger), config);
  const stop = async () => {
    await closed(server);
    await worker.stop();
    await sealer.stop();
    await opened.close();
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
