import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { Forbidden } from '../kernel/domain-error.ts';
import { contextOf, restoreVisit } from './request-context.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Unsafe methods must come from our own pages (Sec-Fetch-Site, or Origin where a browser does not send it).
 * The token itself is checked by `requireToken` once the body is parsed.
 */
export function sameOrigin(publicOrigin: string): RequestHandler {
  return (req, _res, next) => {
    if (safeMethods.has(req.method)) return next();
    const site = req.get('sec-fetch-site');
    const origin = req.get('origin');
    const own =
      site !== undefined ? site === 'same-origin' : origin !== undefined && (origin === publicOrigin || origin === ownOrigin(req));
    next(own ? undefined : new Forbidden('access.foreign-form'));
  };
}

/** Throws unless the form carries the token of this visit. Called after the body (also a multipart one) was read; from then on the visit is known. */
export function requireToken(req: Request): void {
  const expected = Buffer.from(contextOf(req).csrf);
  const given = Buffer.from(typeof req.body?._csrf === 'string' ? req.body._csrf : '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Forbidden('access.stale-form');
  restoreVisit(req);
}

function ownOrigin(req: Request): string {
  return `${req.protocol}://${req.get('host') ?? ''}`;
}
