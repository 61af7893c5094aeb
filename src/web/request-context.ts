import type { Request } from 'express';
import { type Actor, anonymous } from '../kernel/actor.ts';

/** What the shell found out about a request before any route saw it. */
export interface RequestContext {
  readonly requestId: string;
  /** The signed-in session, or the visit of somebody anonymous: the owner of forms and drafts. */
  readonly visitId: string;
  readonly sessionId: string | undefined;
  readonly actor: Actor;
  readonly csrf: string;
}

const contexts = new WeakMap<Request, RequestContext>();

export function setContext(req: Request, context: RequestContext): void {
  contexts.set(req, context);
}

export function contextOf(req: Request): RequestContext {
  const context = contexts.get(req);
  if (context === undefined) throw new Error('the request did not pass the session middleware');
  return context;
}

const withheld = new WeakMap<Request, RequestContext>();

/** Until the token of a form that is still to be read was seen, the request is a stranger's. */
export function withholdVisit(req: Request): void {
  const context = contextOf(req);
  withheld.set(req, context);
  contexts.set(req, { ...context, visitId: '', sessionId: undefined, actor: anonymous });
}

/** Who says to be here, before the token was seen: good for refusing early, never for acting. */
export function claimedActorOf(req: Request): Actor {
  return (withheld.get(req) ?? contexts.get(req))?.actor ?? anonymous;
}

export function restoreVisit(req: Request): void {
  const context = withheld.get(req);
  if (context !== undefined) contexts.set(req, context);
}

export function actorOf(req: Request): Actor {
  return contexts.get(req)?.actor ?? anonymous;
}
