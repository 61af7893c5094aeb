import { StateMachine } from '../../../kernel/state-machine.ts';

export type OrderState = 'pending' | 'paying' | 'paid' | 'closed' | 'refunding' | 'refunded';
export type OrderEvent = 'settle-free' | 'pay-now' | 'paid' | 'payment-failed' | 'close' | 'late-payment' | 'refunded';

/** Requirements §8.7. Paying may begin again while one attempt runs: the payer went back and pressed the button once more. */
export const orderStates = new StateMachine<OrderState, OrderEvent>('billing.order', [
  ['pending', 'settle-free', 'paid'],
  ['pending', 'pay-now', 'paying'],
  ['paying', 'pay-now', 'paying'],
  ['paying', 'paid', 'paid'],
  ['paying', 'payment-failed', 'pending'],
  ['pending', 'close', 'closed'],
  ['paying', 'close', 'closed'],
  ['closed', 'late-payment', 'refunding'],
  ['refunding', 'refunded', 'refunded'],
]);
