import { StateMachine } from '../../../kernel/state-machine.ts';

/** Requirements §8.6, the part of certificates in the cloud: an entitlement with a term that holds X.509 certificates. */
export type EntitlementState = 'not_purchased' | 'active' | 'blocked_no_grant' | 'expired' | 'revoked';
export type EntitlementEvent = 'buy' | 'take-grant-back' | 'grant' | 'pass-end' | 'revoke';

export const entitlementMachine = new StateMachine<EntitlementState, EntitlementEvent>('certificate-entitlement', [
  ['not_purchased', 'buy', 'active'],
  ['active', 'buy', 'active'],
  // Taken back before anything was bought: a new grant makes it 未购买 again.
  ['not_purchased', 'take-grant-back', 'blocked_no_grant'],
  ['blocked_no_grant', 'grant', 'not_purchased'],
  ['active', 'take-grant-back', 'blocked_no_grant'],
  ['active', 'pass-end', 'expired'],
  ['active', 'revoke', 'revoked'],
  ['blocked_no_grant', 'grant', 'active'],
  // A term runs on while the grant is away; a new grant finds it ended.
  ['blocked_no_grant', 'pass-end', 'expired'],
  ['blocked_no_grant', 'revoke', 'revoked'],
  ['expired', 'buy', 'active'],
]);
