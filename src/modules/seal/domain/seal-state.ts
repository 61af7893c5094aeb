import { StateMachine } from '../../../kernel/state-machine.ts';

export type SealState = 'active' | 'voided';
export type SealStep = 'void' | 'outdate';

/** Requirements 8.9. A seal is active from the moment it is made, without an end, until it is voided (SEA-004). */
export const sealMachine = new StateMachine<SealState, SealStep>('seal', [
  ['active', 'void', 'voided'],
  ['active', 'outdate', 'active'],
]);
