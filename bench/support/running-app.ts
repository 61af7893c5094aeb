import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Container } from 'inversify';
import { pino } from 'pino';
import { startSimulators } from '../../simulators/start-simulators.ts';
import { Database, migrateDatabase } from '../../src/adapters/postgres/database.ts';
import { startEmbeddedServer } from '../../src/adapters/postgres/embedded-server.ts';
import { installJobs } from '../../src/adapters/postgres/job-worker.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp, buildContainer } from '../../src/container.ts';
import { makeDemoData, makeDemoPeople } from '../../src/demo/make-demo-data.ts';
import { prepareModules } from '../../src/modules.ts';

export interface RunningApp {
  readonly container: Container;
  readonly database: Database;
  readonly url: string;
  stop(): Promise<void>;
}

/** The whole application with its demo data, on a PostgreSQL of its own with durability on, listening on 127.0.0.1. */
export async function runningApp(connections: number): Promise<RunningApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yinxin-bench-'));
  const simulators = await startSimulators({ dataDir: join(dataDir, 'simulators'), remittanceDelayMs: 50, hurry: 240 });
  const postgres = await startEmbeddedServer(join(dataDir, 'postgres'), { durability: 'full' });
  const address = { socketDirectory: postgres.socketDirectory };
  await migrateDatabase(address, resolve('migrations'));
  const database = new Database(address, connections);
  await installJobs(database);
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = { ...readConfig(settings(simulators.wiring, url, dataDir)), demo: true };
  const log = pino({ level: 'silent' });
  const container = buildContainer(config, database, resolve('.'), log);
  await prepareModules(container, { ...config, demo: false });
  await makeDemoData(container);
  await makeDemoPeople(container);
  server.on('request', buildApp(container, config, resolve('.'), log));
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await simulators.stop();
    await database.close();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { container, database, url, stop };
}

type Wiring = Awaited<ReturnType<typeof startSimulators>>['wiring'];

function settings({ alipay, sms, mail, identity, inbox }: Wiring, url: string, dataDir: string): Record<string, string> {
  const secrets = ['SESSION_SECRET', 'DATA_KEY', 'KEY_ENCRYPTION_KEY', 'AUDIT_KEY'].map((name) => [
    name,
    randomBytes(32).toString('base64'),
  ]);
  return {
    ...Object.fromEntries(secrets),
    YINXIN_MODE: 'test',
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    ALIPAY_GATEWAY: alipay.gatewayUrl,
    ALIPAY_APP_ID: alipay.appId,
    ALIPAY_SELLER_ID: alipay.sellerId,
    ALIPAY_APP_PRIVATE_KEY: alipay.appPrivateKey,
    ALIPAY_PUBLIC_KEY: alipay.alipayPublicKey,
    SMS_ENDPOINT: sms.endpoint,
    SMS_ACCESS_KEY_ID: sms.accessKeyId,
    SMS_ACCESS_KEY_SECRET: sms.accessKeySecret,
    SMS_TEMPLATES: 'notice=SMS_100000,verification-code=SMS_100001,credentials=SMS_100002',
    SMTP_URL: `smtp://${mail.user}:${encodeURIComponent(mail.password)}@${mail.host}:${mail.port}?tls=none`,
    MAIL_FROM: mail.from,
    IDENTITY_URL: identity.url,
    IDENTITY_CLIENT_ID: identity.clientId,
    IDENTITY_SECRET: identity.secret,
    DEMO_INBOX_URL: inbox.messagesUrl,
  };
}
