export type TradeStatus = 'WAIT_BUYER_PAY' | 'TRADE_CLOSED' | 'TRADE_SUCCESS' | 'TRADE_FINISHED';

export interface Trade {
  readonly outTradeNo: string;
  readonly tradeNo: string;
  /** Names the cashier page; not guessable from the order number. */
  readonly token: string;
  readonly fen: number;
  readonly subject: string;
  readonly notifyUrl: string;
  readonly returnUrl: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly createdAt: number;
  readonly status: TradeStatus;
  readonly paidAt?: number;
  readonly refunds: readonly { readonly requestNo: string; readonly fen: number }[];
}

export const refundedFen = (trade: Trade): number => trade.refunds.reduce((sum, refund) => sum + refund.fen, 0);

export const refundOf = (trade: Trade, requestNo: string): number | undefined =>
  trade.refunds.find((refund) => refund.requestNo === requestNo)?.fen;

export const yuan = (fen: number): string => (fen / 100).toFixed(2);

export function fen(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^(0|[1-9]\d{0,8})(\.\d{1,2})?$/.test(text)) return undefined;
  return Math.round(Number(text) * 100);
}

/** `yyyy-MM-dd HH:mm:ss` in Beijing, whatever this machine's zone. */
export const beijing = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

export function fromBeijing(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?$/.test(text)) return undefined;
  const at = Date.parse(`${text.replace(' ', 'T')}+08:00`);
  return Number.isNaN(at) ? undefined : at;
}
