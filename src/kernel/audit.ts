import type { Actor } from './actor.ts';

export interface AuditEntry {
  /** What the action was done to: `partner.registration`, `billing.order`, … and its id. */
  readonly subject: string;
  readonly subjectId: string;
  readonly from?: string;
  readonly to?: string;
  readonly reason?: string;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** PLT-021: who did what, when, from which state to which and why; written in the caller's transaction, or the change does not happen. */
export abstract class AuditTrail {
  abstract record(actor: Actor, action: string, entry: AuditEntry): Promise<void>;
}
