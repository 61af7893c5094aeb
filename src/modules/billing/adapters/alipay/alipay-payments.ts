import type { AlipayGateway } from '../../../../adapters/alipay/alipay-gateway.ts';
import type { AlipayTrade } from '../../../../adapters/alipay/alipay-trade.ts';
import { accepted, type Outcome } from '../../../../kernel/outside.ts';
import type { GatewayState, PaymentGateway } from '../../ports/payment-gateway.ts';

/** 支付宝 as one of our payment channels. */
export class AlipayPayments implements PaymentGateway {
  readonly #alipay: AlipayGateway;

  constructor(alipay: AlipayGateway) {
    this.#alipay = alipay;
  }

  payPage({ expiresAt, ...payment }: Parameters<PaymentGateway['payPage']>[0]): string {
    return this.#alipay.pagePayUrl({ ...payment, timeExpire: expiresAt });
  }

  async query(outTradeNo: string): Promise<Outcome<GatewayState>> {
    const answer = await this.#alipay.query(outTradeNo);
    return answer.ok ? accepted(stateOf(answer.value)) : answer;
  }

  async close(outTradeNo: string): Promise<Outcome<'closed' | 'absent'>> {
    const answer = await this.#alipay.close(outTradeNo);
    return answer.ok ? accepted(answer.value.state) : answer;
  }

  /** A repeated request answers "nothing moved" after success as well, and a lost answer says nothing: then the refund itself is asked for. */
  async refund(refund: Parameters<PaymentGateway['refund']>[0]): Promise<Outcome<'done' | 'pending'>> {
    const answer = await this.#alipay.refund(refund);
    if (answer.ok && answer.value.state === 'done') return accepted('done');
    if (!answer.ok && answer.kind !== 'unknown') return answer;
    const asked = await this.#alipay.refundState(refund.outTradeNo, refund.requestNo);
    if (!asked.ok) return asked;
    const done = asked.value.state === 'done' && asked.value.refundedFen === refund.amountFen;
    return accepted(done ? 'done' : 'pending');
  }
}

function stateOf(trade: AlipayTrade): GatewayState {
  if (trade.state === 'absent' || trade.state === 'waiting' || trade.state === 'closed') return { state: trade.state };
  // finished: paid, and beyond the time in which it could be refunded
  return { state: 'paid', tradeNo: trade.tradeNo, amountFen: trade.amountFen };
}
