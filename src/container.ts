import 'reflect-metadata';
import { join } from 'node:path';
import { Container } from 'inversify';
import { type DestinationStream, type Logger, pino } from 'pino';
import { adaptersModule } from './adapters/adapters-module.ts';
import { Database } from './adapters/postgres/database.ts';
import { EventRoutes } from './adapters/postgres/event-routes.ts';
import { JobWorker } from './adapters/postgres/job-worker.ts';
import type { Config } from './config.ts';
import { Authentication } from './kernel/authentication.ts';
import { Subscriber } from './kernel/events.ts';
import { HardwareKey } from './kernel/hardware-key.ts';
import { JobHandler } from './kernel/jobs.ts';
import { modules, moduleTables, moduleTexts } from './modules.ts';
import { createApp } from './web/app.ts';
import { DemoRoutes } from './web/demo-routes.ts';
import { Metrics } from './web/metrics.ts';
import { Navigation } from './web/navigation.ts';
import { Pages } from './web/page.ts';
import { Routes } from './web/routes.ts';
import { SessionCookie } from './web/session.ts';
import { createTranslate } from './web/texts/catalogue.ts';
import { zhCn } from './web/texts/zh-cn.ts';
import { Views } from './web/views.ts';

/** Wires everything. Nothing is opened or started here; `start.ts` does that in order. */
export function buildContainer(config: Config, database: Database, projectFolder: string, logger: Logger): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(Database).toConstantValue(database);
  container.load(adaptersModule(config), ...modules);
  container.bind(SessionCookie).toConstantValue(new SessionCookie(config.SESSION_SECRET, config.PUBLIC_URL.startsWith('https:')));
  container.bind(Pages).toResolvedValue(
    (navigation: Navigation[]) => {
      const views = new Views(join(projectFolder, 'views'), config.YINXIN_MODE === 'test');
      return new Pages(views, createTranslate([zhCn, ...moduleTexts]), navigation, config.demo);
    },
    [{ isMultiple: true, serviceIdentifier: Navigation }],
  );
  if (config.demo && config.DEMO_INBOX_URL !== undefined) {
    const inboxUrl = config.DEMO_INBOX_URL;
    container.bind(Routes).toResolvedValue((pages: Pages) => new DemoRoutes(pages, inboxUrl), [Pages]);
  }
  container.get(EventRoutes).register(container.isBound(Subscriber) ? container.getAll(Subscriber) : []);
  container.bind(JobWorker).toDynamicValue(
    () =>
      new JobWorker({
        database,
        handlers: container.getAll(JobHandler),
        routes: container.get(EventRoutes),
        outboxes: moduleTables,
        logger,
      }),
  );
  return container;
}

/** The web application over a built container. */
export function buildApp(container: Container, config: Config, projectFolder: string, logger: Logger) {
  const database = container.get(Database);
  return createApp({
    publicUrl: config.PUBLIC_URL,
    trustProxy: config.TRUST_PROXY,
    logger,
    cookie: container.get(SessionCookie),
    authentication: container.get(Authentication),
    pages: container.get(Pages),
    routes: container.getAll(Routes),
    health: [
      { name: 'postgresql', check: async () => (await database.sql`select 1`).length === 1 },
      { name: 'key-holder', check: () => container.get(HardwareKey).healthy() },
    ],
    metrics: new Metrics(config.METRICS_TOKEN),
    publicFolder: join(projectFolder, 'public'),
    formTargets: [new URL(config.ALIPAY_GATEWAY).origin],
  });
}

/** Logs that never carry a secret or personal data: bodies are not logged, these headers are cut. */
export function createLogger(level: string, to?: DestinationStream): Logger {
  const redact = { paths: ['req.headers.cookie', 'req.headers.authorization', 'res.headers["set-cookie"]'], remove: true };
  return to === undefined ? pino({ level, redact }) : pino({ level, redact }, to);
}
