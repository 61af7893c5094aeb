import { StateMachine } from '../../../kernel/state-machine.ts';

export type GrantState = 'pending' | 'granted' | 'rejected' | 'expired' | 'revoked';
export type GrantStep = 'approve' | 'reject' | 'revoke' | 'end' | 'seal-voided';

/** Requirements 8.10. A voided seal ends what was only asked for; what was granted goes on. */
export const grantMachine = new StateMachine<GrantState, GrantStep>('seal.grant', [
  ['pending', 'approve', 'granted'],
  ['pending', 'reject', 'rejected'],
  ['pending', 'seal-voided', 'rejected'],
  ['granted', 'seal-voided', 'granted'],
  ['granted', 'end', 'expired'],
  ['granted', 'revoke', 'revoked'],
]);
