import { StateMachine } from '../../../kernel/state-machine.ts';

export type RegistrationState = 'draft' | 'submitted' | 'rejected' | 'effective' | 'effective_no_admin' | 'suspended';
export type RegistrationEvent = 'submit' | 'approve' | 'reject' | 'resubmit' | 'reassign' | 'add-administrator' | 'suspend' | 'resume';

/** Requirements §8.1, without the rows that begin at nothing (start, import) and the refusals, which change no state. */
export const registrationStates = new StateMachine<RegistrationState, RegistrationEvent>('partner.registration', [
  ['draft', 'submit', 'submitted'],
  ['submitted', 'approve', 'effective'],
  ['submitted', 'reject', 'rejected'],
  ['rejected', 'resubmit', 'submitted'],
  ['submitted', 'reassign', 'submitted'],
  ['effective_no_admin', 'add-administrator', 'effective'],
  ['effective', 'suspend', 'suspended'],
  ['suspended', 'resume', 'effective'],
]);
