import type { Actor } from './actor.ts';

/** What the web shell asks of whoever keeps accounts and sessions. */
export abstract class Authentication {
  /** The actor behind a session id; anonymous when the session ended or never was. May be up to 60 s old. */
  abstract actorOf(sessionId: string): Promise<Actor>;
  /** True while the account must choose a new password before anything else (PAR-012). */
  abstract mustChangePassword(sessionId: string): Promise<boolean>;
}
