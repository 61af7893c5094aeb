import { randomBytes, sign } from 'node:crypto';
import type { Faults } from '../faults.ts';
import type { RecordFile } from '../record-file.ts';
import type { Secrets } from '../secrets.ts';
import { canonical, withSign } from './signing.ts';
import { beijing, type Trade, yuan } from './trade.ts';

export interface Notice {
  readonly id: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly attempts: number;
  readonly state: 'open' | 'acknowledged' | 'given-up';
  readonly lastReply?: string;
}

// The pauses after an unacknowledged notice: 4 m, 10 m, 10 m, 1 h, 2 h, 6 h, 15 h.
const PAUSES_MS = [4, 10, 10, 60, 120, 360, 900].map((minutes) => minutes * 60_000);

/** Sends signed notices until they are answered with exactly `success`, by the gateway's table divided by `hurry`. */
export class Notices {
  readonly #timers = new Set<NodeJS.Timeout>();
  #held: Notice | undefined;

  constructor(
    private readonly records: RecordFile<Notice>,
    private readonly secrets: Secrets,
    private readonly faults: Faults,
    private readonly hurry: number,
  ) {}

  /** After a restart the open ones go out again. */
  resume(): void {
    for (const notice of this.records.all()) if (notice.state === 'open') this.#later(notice, 0);
  }

  ofTrade(outTradeNo: string): Notice[] {
    return this.records.all().filter((notice) => notice.fields['out_trade_no'] === outTradeNo);
  }

  announce(trade: Trade, extra: Readonly<Record<string, string>> = {}): void {
    if (trade.notifyUrl === '') return;
    const id = `${beijing(Date.now()).slice(0, 10).replaceAll('-', '')}${randomBytes(12).toString('hex')}`;
    const fields = {
      notify_type: 'trade_status_sync',
      notify_id: id,
      app_id: this.secrets.appId,
      auth_app_id: this.secrets.appId,
      charset: 'utf-8',
      version: '1.0',
      trade_no: trade.tradeNo,
      out_trade_no: trade.outTradeNo,
      seller_id: this.secrets.sellerId,
      buyer_id: '2088000000000999',
      subject: trade.subject,
      total_amount: yuan(trade.fen),
      receipt_amount: yuan(trade.fen),
      buyer_pay_amount: yuan(trade.fen),
      trade_status: trade.status,
      gmt_create: beijing(trade.createdAt),
      ...(trade.paidAt !== undefined && { gmt_payment: beijing(trade.paidAt) }),
      ...extra,
    };
    const notice: Notice = { id, url: trade.notifyUrl, fields, attempts: 0, state: 'open' };
    this.records.put(id, notice);
    this.#later(notice, 0);
  }

  /** Sends an earlier notice of the trade once more, whether it was acknowledged or not. */
  resend(outTradeNo: string): number {
    const notices = this.ofTrade(outTradeNo);
    for (const notice of notices) this.#later(notice, 0);
    return notices.length;
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #later(notice: Notice, milliseconds: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#send(notice);
    }, milliseconds);
    this.#timers.add(timer);
  }

  async #send(notice: Notice): Promise<void> {
    const fault = this.faults.take('alipay.notice');
    if (fault === 'reorder' && this.#held === undefined) {
      // Goes out after the next notice, or alone after two seconds.
      this.#held = notice;
      const timer = setTimeout(() => void this.#release(), 2_000);
      this.#timers.add(timer);
      return;
    }
    const reply = fault === 'drop' ? 'dropped' : await this.#post(notice, fault);
    if (fault === 'duplicate') await this.#post(notice, undefined);
    this.#settle(notice, reply);
    await this.#release();
  }

  async #release(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    if (held !== undefined) this.#settle(held, await this.#post(held, undefined));
  }

  #settle(notice: Notice, reply: string): void {
    const attempts = notice.attempts + 1;
    const pause = PAUSES_MS[attempts - 1];
    const state = reply === 'success' ? 'acknowledged' : pause === undefined ? 'given-up' : 'open';
    const next: Notice = { ...notice, attempts, state, lastReply: reply.slice(0, 200) };
    this.records.put(notice.id, next);
    if (state === 'open' && pause !== undefined) this.#later(next, pause / this.hurry);
  }

  async #post(notice: Notice, fault: string | undefined): Promise<string> {
    const fields = this.#formOf(notice, fault);
    try {
      const response = await fetch(notice.url, {
        method: 'POST',
        body: new URLSearchParams(fields),
        redirect: 'manual',
        signal: AbortSignal.timeout(10_000),
      });
      const text = await response.text();
      return response.status === 200 ? text : `HTTP ${response.status}`;
    } catch (error) {
      return `not delivered: ${error instanceof Error ? error.message : 'unknown'}`;
    }
  }

  #formOf(notice: Notice, fault: string | undefined): Record<string, string> {
    const fields: Record<string, string> = { ...notice.fields, notify_time: beijing(Date.now()) };
    if (fault === 'wrong-amount') fields['total_amount'] = '0.01';
    if (fault === 'wrong-app') fields['app_id'] = '2021999999999999';
    if (fault === 'wrong-seller') fields['seller_id'] = '2088999999999999';
    const form = withSign(fields, this.secrets.gateway.privateKey);
    if (fault === 'bad-signature') form['sign'] = withSign(fields, this.secrets.application.privateKey)['sign'] ?? '';
    if (fault !== 'rsa1') return form;
    const text = canonical(fields, ['sign', 'sign_type']);
    return { ...form, sign_type: 'RSA', sign: sign('RSA-SHA1', Buffer.from(text), this.secrets.gateway.privateKey).toString('base64') };
  }
}
