import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { anonymous } from '../kernel/actor.ts';
import type { Authentication } from '../kernel/authentication.ts';
import { setContext } from './request-context.ts';

const visitShape = z.object({ visit: z.string(), session: z.string().optional() });
type Visit = z.infer<typeof visitShape>;

/**
 * The one cookie: AES-256-GCM over a visit id and, once signed in, a session id. Nothing else is kept in the browser.
 * Whether the session still holds, and for whom, is asked of Authentication on every request.
 */
export class SessionCookie {
  readonly #cipherKey: Buffer;
  readonly #tokenKey: Buffer;
  readonly #secure: boolean;
  readonly #name: string;

  constructor(secret: string, secure: boolean) {
    this.#cipherKey = Buffer.from(hkdfSync('sha256', secret, '', 'cookie', 32));
    this.#tokenKey = Buffer.from(hkdfSync('sha256', secret, '', 'csrf', 32));
    this.#secure = secure;
    this.#name = secure ? '__Host-yinxin' : 'yinxin';
  }

  read(req: Request): Visit | undefined {
    const raw = cookieValue(req.headers.cookie, this.#name);
    if (raw === undefined || raw.length > 1024) return undefined;
    try {
      const bytes = Buffer.from(raw, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', this.#cipherKey, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(bytes.length - 16));
      const plain = Buffer.concat([decipher.update(bytes.subarray(12, bytes.length - 16)), decipher.final()]);
      return visitShape.parse(JSON.parse(plain.toString('utf8')));
    } catch {
      return undefined; // a cookie that was not made here is no cookie
    }
  }

  write(res: Response, visit: Visit): void {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#cipherKey, nonce);
    const sealed = Buffer.concat([nonce, cipher.update(JSON.stringify(visit)), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    res.cookie(this.#name, sealed, { httpOnly: true, sameSite: 'lax', secure: this.#secure, path: '/' });
  }

  /** Binds forms to the visit: another person's page cannot post for this one. */
  csrfToken(visit: Visit): string {
    return createHmac('sha256', this.#tokenKey)
      .update(visit.session ?? visit.visit)
      .digest('base64url');
  }

  /** Starts the session after a sign-in: new visit id, so that nothing known before is valid after. */
  signIn(res: Response, sessionId: string): void {
    this.write(res, { visit: newVisit(), session: sessionId });
  }

  signOut(res: Response): void {
    this.write(res, { visit: newVisit() });
  }
}

export function sessions(cookie: SessionCookie, authentication: Authentication): RequestHandler {
  return async (req: Request, res: Response, next: NextFunction) => {
    const known = cookie.read(req);
    const visit = known ?? { visit: newVisit() };
    if (known === undefined) cookie.write(res, visit);
    const actor = visit.session === undefined ? anonymous : await authentication.actorOf(visit.session);
    setContext(req, {
      requestId: typeof req.id === 'string' ? req.id : '',
      visitId: visit.visit,
      sessionId: actor.kind === 'anonymous' ? undefined : visit.session,
      actor,
      csrf: cookie.csrfToken(visit),
    });
    next();
  };
}

function newVisit(): string {
  return randomBytes(18).toString('base64url');
}

function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}
