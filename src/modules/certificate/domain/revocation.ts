import { type Actor, staffOf } from '../../../kernel/actor.ts';
import { Forbidden } from '../../../kernel/domain-error.ts';

/** CER-093: why a certificate ends before its time. */
export const revocationReasons = [
  'key-lost',
  'data-changed',
  'key-replaced',
  'left-unit',
  'account-closed',
  'requested',
  'misused',
] as const;
export type RevocationReason = (typeof revocationReasons)[number];

/** CRLReason (RFC 5280 5.3.1) of each reason. */
const crlReasons: Readonly<Record<RevocationReason, number>> = {
  'key-lost': 1,
  'data-changed': 3,
  'left-unit': 3,
  'key-replaced': 4,
  'account-closed': 5,
  requested: 5,
  misused: 9,
};

export function crlReasonOf(reason: RevocationReason): number {
  return crlReasons[reason];
}

/** keyCompromise blocks the key everywhere: no certificate is issued for it again. */
export function blocksKey(reason: RevocationReason): boolean {
  return reason === 'key-lost';
}

/** Who may give which reason (§9 "revoke certificate"): reviewers act for the holder, operators against misuse, events of the account by themselves. */
export function reasonsOf(actor: Actor): readonly RevocationReason[] {
  if (actor.kind === 'system') return ['left-unit', 'account-closed', 'key-replaced', 'data-changed'];
  if (actor.kind !== 'staff') return [];
  const allowed = new Set<RevocationReason>();
  if (actor.roles.includes('ra')) for (const reason of revocationReasons) if (reason !== 'misused') allowed.add(reason);
  if (actor.roles.includes('op')) for (const reason of ['key-lost', 'requested', 'misused'] as const) allowed.add(reason);
  return revocationReasons.filter((reason) => allowed.has(reason));
}

/** §9: reviewers (RA) and operators revoke; everyone else can only ask them to. */
export function mayRevoke(actor: Actor, reason: RevocationReason): void {
  if (actor.kind !== 'system') staffOf(actor, 'ra', 'op');
  if (!reasonsOf(actor).includes(reason)) throw new Forbidden('certificate.reason-not-allowed');
}
