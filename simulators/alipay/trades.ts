import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Faults } from '../faults.ts';
import { RecordFile } from '../record-file.ts';
import type { Secrets } from '../secrets.ts';
import { type Notice, Notices } from './notices.ts';
import { beijing, refundedFen, type Trade, yuan } from './trade.ts';

/** All trades, what may happen to them, and the notices that tell of it. */
export class Trades {
  readonly notices: Notices;
  readonly #records: RecordFile<Trade>;
  readonly #numberOfToken = new Map<string, string>();

  constructor(folder: string, secrets: Secrets, faults: Faults, hurry: number) {
    this.#records = new RecordFile<Trade>(join(folder, 'alipay-trades.jsonl'));
    for (const trade of this.#records.all()) this.#numberOfToken.set(trade.token, trade.outTradeNo);
    this.notices = new Notices(new RecordFile<Notice>(join(folder, 'alipay-notices.jsonl')), secrets, faults, hurry);
    this.notices.resume();
  }

  /** As it stands now: an unpaid one closes by itself when its time is over. */
  find(outTradeNo: string): Trade | undefined {
    const trade = this.#records.get(outTradeNo);
    if (trade === undefined || trade.status !== 'WAIT_BUYER_PAY' || trade.expiresAt >= Date.now()) return trade;
    return this.#keep({ ...trade, status: 'TRADE_CLOSED' });
  }

  byToken(token: string): Trade | undefined {
    return this.find(this.#numberOfToken.get(token) ?? '');
  }

  all(): Trade[] {
    return this.#records.all();
  }

  open(order: Pick<Trade, 'outTradeNo' | 'fen' | 'subject' | 'notifyUrl' | 'returnUrl' | 'expiresAt'>): Trade {
    const now = Date.now();
    const serial = String(randomBytes(6).readUIntBE(0, 6)).padStart(15, '0');
    const tradeNo = `${beijing(now).slice(0, 10).replaceAll('-', '')}22001${serial}`;
    const token = randomBytes(16).toString('hex');
    this.#numberOfToken.set(token, order.outTradeNo);
    return this.#keep({ ...order, tradeNo, token, createdAt: now, status: 'WAIT_BUYER_PAY', refunds: [] });
  }

  close(trade: Trade): Trade {
    return this.#keep({ ...trade, status: 'TRADE_CLOSED' });
  }

  pay(trade: Trade): Trade {
    const paid = this.#keep({ ...trade, status: 'TRADE_SUCCESS', paidAt: Date.now() });
    this.notices.announce(paid);
    return paid;
  }

  /** A trade refunded in full is closed; the notice of a refund repeats the trade's state and adds the refund. */
  refund(trade: Trade, requestNo: string, fen: number): Trade {
    const refunded = { ...trade, refunds: [...trade.refunds, { requestNo, fen }] };
    const after = this.#keep(refundedFen(refunded) === trade.fen ? { ...refunded, status: 'TRADE_CLOSED' } : refunded);
    const at = `${beijing(Date.now())}.000`;
    this.notices.announce(after, { refund_fee: yuan(refundedFen(after)), gmt_refund: at, out_biz_no: requestNo });
    return after;
  }

  #keep(trade: Trade): Trade {
    this.#records.put(trade.outTradeNo, trade);
    return trade;
  }
}
