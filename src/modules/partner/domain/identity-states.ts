import { StateMachine } from '../../../kernel/state-machine.ts';

export type IdentityState = 'unverified' | 'submitted' | 'face_failed' | 'manual' | 'verified' | 'rejected';
export type IdentityEvent = 'submit' | 'face-ok' | 'face-failed' | 'ask-manual' | 'approve' | 'reject';

/** Requirements §8.14, Identity. */
export const identityStates = new StateMachine<IdentityState, IdentityEvent>('partner.identity', [
  ['unverified', 'submit', 'submitted'],
  ['submitted', 'submit', 'submitted'],
  ['face_failed', 'submit', 'submitted'],
  ['rejected', 'submit', 'submitted'],
  ['submitted', 'face-ok', 'verified'],
  ['submitted', 'face-failed', 'face_failed'],
  ['face_failed', 'ask-manual', 'manual'],
  ['submitted', 'ask-manual', 'manual'],
  ['manual', 'approve', 'verified'],
  ['manual', 'reject', 'rejected'],
]);
