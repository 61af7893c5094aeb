import { StateMachine } from '../../../kernel/state-machine.ts';

export const unitStates = [
  'registered',
  'licence_ok',
  'transfer_applied',
  'awaiting_amount',
  'verified',
  'manual_review',
  'foreign_review',
  'rejected',
] as const;

export type UnitState = (typeof unitStates)[number];

export type UnitStep =
  | 'upload_licence'
  | 'ask_manual_review'
  | 'approve_review'
  | 'reject_review'
  | 'resubmit'
  | 'apply_transfer'
  | 'transfer_paid'
  | 'transfer_failed'
  | 'check_amount'
  | 'transfer_expired'
  | 'change_information';

/** Requirements 8.3. Registration itself starts in `registered`, `manual_review` or `foreign_review`. */
export const unitVerification = new StateMachine<UnitState, UnitStep>('unit', [
  ['registered', 'upload_licence', 'licence_ok'],
  ['registered', 'ask_manual_review', 'manual_review'],
  ['manual_review', 'approve_review', 'registered'],
  ['manual_review', 'approve_review', 'licence_ok'],
  ['manual_review', 'reject_review', 'rejected'],
  ['foreign_review', 'approve_review', 'verified'],
  ['foreign_review', 'reject_review', 'rejected'],
  ['rejected', 'resubmit', 'manual_review'],
  ['rejected', 'resubmit', 'foreign_review'],
  ['licence_ok', 'apply_transfer', 'transfer_applied'],
  ['transfer_applied', 'transfer_paid', 'awaiting_amount'],
  ['transfer_applied', 'transfer_failed', 'licence_ok'],
  ['awaiting_amount', 'check_amount', 'verified'],
  ['awaiting_amount', 'check_amount', 'awaiting_amount'],
  ['awaiting_amount', 'check_amount', 'licence_ok'],
  ['awaiting_amount', 'transfer_expired', 'licence_ok'],
  ['verified', 'change_information', 'verified'],
]);

/** UNI-039: a unit whose first review is open or was refused is not to be joined yet. */
export function openToJoin({ state }: { readonly state: UnitState }): boolean {
  return state !== 'manual_review' && state !== 'foreign_review' && state !== 'rejected';
}
