import { type Actor, personOf } from '../../../kernel/actor.ts';
import { Aggregate } from '../../../kernel/aggregate.ts';
import { DomainError, Missing } from '../../../kernel/domain-error.ts';
import { Money } from '../../../kernel/money.ts';
import type { OrderClosed, OrderPaid, OrderRefunded } from '../published/billing-events.ts';
import type { OrderLine, OrderRequest } from '../published/orders.ts';
import { type OrderState, orderStates } from './order-states.ts';

export interface OrderRecord {
  readonly id: string;
  /** 18 digits, shown to people and to the gateway. */
  readonly number: string;
  readonly buyerAccountId: string;
  readonly payerName: string;
  readonly unitId: string | undefined;
  readonly lines: readonly OrderLine[];
  readonly amountFen: number;
  readonly state: OrderState;
  readonly returnTo: string;
  readonly createdAt: Date;
  /** After this an unpaid order is closed. */
  readonly expiresAt: Date;
  readonly paidAt: Date | undefined;
}

const payWithinMs = 24 * 3600_000;
const maxQuantity = 999;

/** What somebody buys, at prices frozen when it was ordered, on its way to being paid. Requirements §8.7. */
export class Order extends Aggregate<OrderPaid | OrderClosed | OrderRefunded> {
  #record: OrderRecord;

  private constructor(record: OrderRecord) {
    super();
    this.#record = record;
  }

  /** BIL-047: amount = sum of unit price × quantity. An order of amount zero is paid at once (BIL-004). */
  static open(id: string, number: string, request: OrderRequest, at: Date): Order {
    if (request.lines.length === 0) throw new DomainError('invalid', 'billing.empty-order');
    if (!isOwnPath(request.returnTo)) throw new DomainError('invalid', 'billing.foreign-return');
    const amount = request.lines.reduce((sum, line) => sum.plus(lineAmount(line)), Money.fen(0));
    const { buyerAccountId, payerName, unitId, lines, returnTo } = request;
    const record = { id, number, buyerAccountId, payerName, unitId, lines, returnTo, amountFen: amount.fen };
    const order = new Order({
      ...record,
      state: 'pending',
      createdAt: at,
      expiresAt: new Date(at.getTime() + payWithinMs),
      paidAt: undefined,
    });
    if (amount.isZero) order.#settle('settle-free', at);
    return order;
  }

  static restore(record: OrderRecord): Order {
    return new Order(record);
  }

  get record(): OrderRecord {
    return this.#record;
  }

  get id(): string {
    return this.#record.id;
  }

  get state(): OrderState {
    return this.#record.state;
  }

  /** Money is still waited for. */
  get unpaid(): boolean {
    return this.state === 'pending' || this.state === 'paying';
  }

  get amount(): Money {
    return Money.fen(this.#record.amountFen);
  }

  /** One order belongs to one buyer (BIL-020): for everybody else it does not exist. */
  assertOwn(actor: Actor): void {
    if (personOf(actor).accountId !== this.#record.buyerAccountId) throw new Missing();
  }

  /** The payer goes to the gateway. */
  payNow(at: Date): void {
    if (at >= this.#record.expiresAt) throw new DomainError('conflict', 'billing.order-expired');
    this.#move('pay-now');
  }

  /**
   * Money of a verified notice or query. Exactly the amount: anything else changes nothing and is the caller's alarm (BIL-024).
   * Answers what it was: the first payment, one that came when the order was closed already, or one more of the same.
   */
  receive(paidFen: number, at: Date): 'settled' | 'late' | 'again' {
    if (paidFen !== this.#record.amountFen)
      throw new DomainError('conflict', 'billing.amount-differs', { expected: this.#record.amountFen, paid: paidFen });
    if (this.state === 'paid') return 'again';
    if (this.state === 'refunding' || this.state === 'refunded') return 'again';
    if (this.state === 'closed') {
      this.#move('late-payment');
      return 'late';
    }
    if (this.state === 'pending') this.#move('pay-now'); // the attempt was given up here, and yet paid there
    this.#settle('paid', at);
    return 'settled';
  }

  paymentFailed(): void {
    this.#move('payment-failed');
  }

  /** By the buyer or by time-out, only while unpaid. */
  close(): void {
    this.#move('close');
    this.raise({ type: 'billing.order-closed', orderId: this.id, buyerAccountId: this.#record.buyerAccountId });
  }

  refunded(): void {
    this.#move('refunded');
    this.raise({ type: 'billing.order-refunded', orderId: this.id, amountFen: this.#record.amountFen });
  }

  #settle(event: 'settle-free' | 'paid', at: Date): void {
    this.#move(event);
    this.#record = { ...this.#record, paidAt: at };
    const { buyerAccountId, unitId, amountFen, lines } = this.#record;
    this.raise({ type: 'billing.order-paid', orderId: this.id, buyerAccountId, unitId: unitId ?? null, amountFen, lines });
  }

  #move(event: Parameters<typeof orderStates.after>[1]): void {
    this.#record = { ...this.#record, state: orderStates.after(this.state, event) };
  }
}

/** A path of this site and nothing a browser would read as another: the payer is sent there. */
function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])[^\s\\]*$/.test(path);
}

function lineAmount({ unitPriceFen, quantity }: OrderLine): Money {
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > maxQuantity)
    throw new DomainError('invalid', 'billing.bad-quantity', { max: maxQuantity });
  if (!Number.isSafeInteger(unitPriceFen) || unitPriceFen < 0) throw new DomainError('invalid', 'money.not-an-amount');
  return Money.fen(unitPriceFen).times(quantity);
}
