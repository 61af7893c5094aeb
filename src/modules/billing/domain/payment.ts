import { StateMachine } from '../../../kernel/state-machine.ts';

export type PaymentState = 'open' | 'paid' | 'closed' | 'refunding' | 'refunded';
export type PaymentEvent = 'pay' | 'close' | 'refund' | 'refunded';

/** One attempt at one gateway. A closed one may still turn out to be paid: the money then goes back. */
export const paymentStates = new StateMachine<PaymentState, PaymentEvent>('billing.payment', [
  ['open', 'pay', 'paid'],
  ['closed', 'pay', 'paid'],
  ['open', 'close', 'closed'],
  ['paid', 'refund', 'refunding'],
  ['refunding', 'refunded', 'refunded'],
]);

export interface PaymentRecord {
  /** Our number at the gateway (out_trade_no), unique per channel. */
  readonly outTradeNo: string;
  readonly orderId: string;
  readonly channel: 'alipay';
  readonly amountFen: number;
  readonly state: PaymentState;
  readonly openedAt: Date;
  /** The gateway's own number, once it told it. */
  readonly tradeNo: string | undefined;
}

export class Payment {
  #record: PaymentRecord;

  private constructor(record: PaymentRecord) {
    this.#record = record;
  }

  static open(outTradeNo: string, orderId: string, amountFen: number, at: Date): Payment {
    return new Payment({ outTradeNo, orderId, channel: 'alipay', amountFen, state: 'open', openedAt: at, tradeNo: undefined });
  }

  static restore(record: PaymentRecord): Payment {
    return new Payment(record);
  }

  get record(): PaymentRecord {
    return this.#record;
  }

  paid(tradeNo: string): void {
    this.#record = { ...this.#record, state: paymentStates.after(this.#record.state, 'pay'), tradeNo };
  }

  close(): void {
    this.#record = { ...this.#record, state: paymentStates.after(this.#record.state, 'close') };
  }

  refund(): void {
    this.#record = { ...this.#record, state: paymentStates.after(this.#record.state, 'refund') };
  }

  refunded(): void {
    this.#record = { ...this.#record, state: paymentStates.after(this.#record.state, 'refunded') };
  }
}
