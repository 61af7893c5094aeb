import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Authentication } from '../kernel/authentication.ts';
import { serveAssets } from './assets.ts';
import { requireToken, sameOrigin } from './csrf.ts';
import { type HealthCheck, healthRoutes } from './health.ts';
import type { Metrics } from './metrics.ts';
import type { Pages } from './page.ts';
import { passwordGate } from './password-gate.ts';
import { notFound, problems } from './problem.ts';
import { withholdVisit } from './request-context.ts';
import { requestLog } from './request-log.ts';
import type { Routes } from './routes.ts';
import { type SessionCookie, sessions } from './session.ts';

export interface WebParts {
  readonly publicUrl: string;
  readonly trustProxy: string;
  readonly logger: Logger;
  readonly cookie: SessionCookie;
  readonly authentication: Authentication;
  readonly pages: Pages;
  readonly routes: readonly Routes[];
  readonly health: readonly HealthCheck[];
  readonly metrics: Metrics;
  readonly publicFolder: string;
  /** Origins a form may lead to besides our own: the pay gateways. */
  readonly formTargets: readonly string[];
}

/** The web application as a table of contents. */
export function createApp(parts: WebParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  if (parts.trustProxy !== '') app.set('trust proxy', /^\d+$/.test(parts.trustProxy) ? Number(parts.trustProxy) : parts.trustProxy);
  app.use(requestLog(parts.logger));
  app.use(securityHeaders(parts));
  app.use(serveAssets(parts.publicFolder));
  app.use(parts.metrics.observe);
  app.use(healthRoutes(parts.health));
  app.use(parts.metrics.routes());
  for (const routes of parts.routes) {
    const machines = routes.machines?.();
    if (machines !== undefined) app.use(machines);
  }
  app.use(sessions(parts.cookie, parts.authentication));
  app.use(sameOrigin(new URL(parts.publicUrl).origin));
  app.use(express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 400 }));
  app.use(passwordGate(parts.authentication));
  app.use(tokenOfForms);
  for (const routes of parts.routes) app.use(routes.pages());
  app.use(notFound);
  app.use(problems(parts.pages, parts.logger));
  return app;
}

/** A route that reads multipart forms checks the token once it read one; any other route meets a stranger. Everything else, also nothing at all, needs the token here. */
const tokenOfForms: express.RequestHandler = (req, _res, next) => {
  const unsafe = !['GET', 'HEAD', 'OPTIONS'].includes(req.method);
  if (unsafe && req.is('multipart/form-data') === 'multipart/form-data') withholdVisit(req);
  else if (unsafe) requireToken(req);
  next();
};

function securityHeaders(parts: WebParts): express.RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'"],
        formAction: ["'self'", ...parts.formTargets],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: parts.publicUrl.startsWith('https:'),
    referrerPolicy: { policy: 'same-origin' },
  });
}
