import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Express } from 'express';
import type { Container } from 'inversify';
import { type Logger, pino } from 'pino';
import { Visitor } from '../../demo/visitor.ts';
import { type RunningSimulators, startSimulators } from '../../simulators/start-simulators.ts';
import type { Database } from '../../src/adapters/postgres/database.ts';
import { JobWorker } from '../../src/adapters/postgres/job-worker.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { buildApp, buildContainer } from '../../src/container.ts';
import { makeDemoData } from '../../src/demo/make-demo-data.ts';
import { prepareModules } from '../../src/modules.ts';
import { freshDatabase } from './database.ts';

export interface TestApp {
  readonly app: Express;
  readonly container: Container;
  readonly database: Database;
  readonly simulators: RunningSimulators;
  readonly config: Config;
  readonly url: string;
  /** A browser without script: keeps its cookie, reads forms and tokens from the pages. */
  visitor(): Visitor;
  stop(): Promise<void>;
}

export interface TestAppOptions {
  /** Replaces bindings before anything is resolved. */
  readonly rebind?: (container: Container) => void;
  /** Runs jobs and event deliveries, as the server does. Default true. */
  readonly jobs?: boolean;
  /** Where the log goes. Default: nowhere, or by TEST_LOG. */
  readonly logger?: Logger;
}

/** The real application on a fresh database and the real simulators, listening on a free port. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yinxin-app-'));
  const simulators = await startSimulators({ dataDir: join(dataDir, 'simulators'), remittanceDelayMs: 50, hurry: 240 });
  const database = await freshDatabase();
  const server = await reservedServer();
  const url = `http://127.0.0.1:${portOf(server)}`;
  const config = { ...readConfig({ ...settings(simulators), PUBLIC_URL: url, DATA_DIR: dataDir }), demo: true };
  const logger = options.logger ?? pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const container = buildContainer(config, database, resolve('.'), logger);
  options.rebind?.(container);
  await prepareModules(container, { ...config, demo: false });
  await makeDemoData(container);
  const worker = options.jobs === false ? undefined : container.get(JobWorker);
  await worker?.start();
  const app = buildApp(container, config, resolve('.'), logger);
  server.on('request', app);
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await worker?.stop();
    await simulators.stop();
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { app, container, database, simulators, config, url, visitor: () => new Visitor(url), stop };
}

function settings({ wiring }: RunningSimulators): Record<string, string> {
  const key = () => randomBytes(32).toString('base64');
  const { mail } = wiring;
  return {
    YINXIN_MODE: 'test',
    SESSION_SECRET: key(),
    DATA_KEY: key(),
    KEY_ENCRYPTION_KEY: key(),
    AUDIT_KEY: key(),
    ALIPAY_GATEWAY: wiring.alipay.gatewayUrl,
    ALIPAY_APP_ID: wiring.alipay.appId,
    ALIPAY_SELLER_ID: wiring.alipay.sellerId,
    ALIPAY_APP_PRIVATE_KEY: wiring.alipay.appPrivateKey,
    ALIPAY_PUBLIC_KEY: wiring.alipay.alipayPublicKey,
    SMS_ENDPOINT: wiring.sms.endpoint,
    SMS_ACCESS_KEY_ID: wiring.sms.accessKeyId,
    SMS_ACCESS_KEY_SECRET: wiring.sms.accessKeySecret,
    SMS_TEMPLATES: 'notice=SMS_100000,verification-code=SMS_100001,credentials=SMS_100002',
    SMTP_URL: `smtp://${mail.user}:${encodeURIComponent(mail.password)}@${mail.host}:${mail.port}?tls=none`,
    MAIL_FROM: mail.from,
    IDENTITY_URL: wiring.identity.url,
    IDENTITY_CLIENT_ID: wiring.identity.clientId,
    IDENTITY_SECRET: wiring.identity.secret,
    DEMO_INBOX_URL: wiring.inbox.messagesUrl,
  };
}

/** The port must be known before the configuration is: notices and certificates carry the public address. */
async function reservedServer(): Promise<Server> {
  const { createServer } = await import('node:http');
  // longer than a slow test thinks: a kept connection is never closed under a request
  const server = createServer({ keepAliveTimeout: 120_000 });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
