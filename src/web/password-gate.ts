import type { RequestHandler } from 'express';
import type { Authentication } from '../kernel/authentication.ts';
import { contextOf } from './request-context.ts';

const open = new Set(['/account/password', '/sign-out']);

/** PAR-012: until a delivered password is changed, every page leads to changing it. */
export function passwordGate(authentication: Authentication): RequestHandler {
  return async (req, res, next) => {
    const { sessionId } = contextOf(req);
    if (sessionId === undefined || open.has(req.path) || !(await authentication.mustChangePassword(sessionId))) return next();
    res.redirect(303, '/account/password');
  };
}
