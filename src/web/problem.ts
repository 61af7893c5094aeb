import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { DomainError, type ErrorKind, InvalidFields, Missing } from '../kernel/domain-error.ts';
import type { Pages } from './page.ts';
import { contextOf } from './request-context.ts';

const statusOf: Readonly<Record<ErrorKind, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
};

export const notFound: RequestHandler = (_req, _res, next) => next(new Missing());

/** The one place where an error becomes an HTTP answer: a page for people, JSON for programs, nothing inner for anybody. */
export function problems(pages: Pages, logger: Logger): ErrorRequestHandler {
  return async (thrown: unknown, req, res, next) => {
    if (res.headersSent) return next(thrown);
    const error = known(thrown);
    if (error === undefined) logger.error({ err: thrown, path: req.path, requestId: requestIdOf(req) }, 'request failed');
    const status = error === undefined ? 500 : statusOf[error.kind];
    if (error?.kind === 'too-many') res.set('Retry-After', String(error.params['seconds'] ?? 60));
    if (error?.kind === 'unauthenticated' && req.method === 'GET') return signIn(req, res);
    const code = error?.code ?? 'internal.failed';
    if (req.accepts(['html', 'json']) === 'json') return void res.status(status).json({ code, requestId: requestIdOf(req) });
    const lastResort = () => res.status(status).type('text').send(code);
    await showProblem(pages, req, res, status, error).catch((failed: unknown) => {
      logger.error({ err: failed, requestId: requestIdOf(req) }, 'the problem page failed');
      if (!res.headersSent) lastResort();
    });
  };
}

async function showProblem(pages: Pages, req: Request, res: Response, status: number, error: DomainError | undefined): Promise<void> {
  const code = error?.code ?? 'internal.failed';
  const problem = {
    code,
    requestId: requestIdOf(req),
    title: pages.t(`problem.${status}`),
    detail: error instanceof InvalidFields ? fieldTexts(pages, error) : errorText(pages, code, error?.params ?? {}),
    next: pages.t(`problem.${status}-next`),
    actions:
      code === 'access.real-name-needed' ? [{ href: '/account/real-name', label: pages.t('problem.verify-real-name'), primary: true }] : [],
  };
  await pages.respond(req, res, 'web/problem', { title: problem.title, problem }, { status });
}

function fieldTexts(pages: Pages, error: InvalidFields): string {
  return error.fields.map((field) => errorText(pages, field.code, field.params ?? {})).join(' ');
}

/** The words of an error code. Every code has a text: a test walks them all. */
export function errorText(pages: Pages, code: string, params: Readonly<Record<string, string | number>>): string {
  return pages.t(`error.${code}`, params);
}

function signIn(req: Request, res: Response): void {
  const target = `/sign-in?redirect=${encodeURIComponent(req.originalUrl)}`;
  if (req.get('hx-request') === 'true') res.status(401).set('HX-Redirect', target).end();
  else res.redirect(303, target);
}

/** What Express and the body parsers throw, in our own words. */
function known(thrown: unknown): DomainError | undefined {
  if (thrown instanceof DomainError) return thrown;
  const status = thrown instanceof Error && 'status' in thrown ? thrown.status : undefined;
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'LIMIT_FILE_SIZE' || status === 413) return new DomainError('too-large', 'upload.too-large', {}, { cause: thrown });
  if (status === 404) return new Missing();
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new DomainError('invalid', 'input.malformed', {}, { cause: thrown });
  return undefined;
}

function requestIdOf(req: Request): string {
  try {
    return contextOf(req).requestId;
  } catch {
    return typeof req.id === 'string' ? req.id : '';
  }
}
