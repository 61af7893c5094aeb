import { z } from 'zod';
import { fenOf } from './yuan.ts';

/** What Alipay knows under our number. `absent`: nobody has opened the cashier yet. Amounts in fen, `paidAt` in Beijing time. */
export type AlipayTrade =
  | { readonly state: 'absent' }
  | {
      readonly state: 'waiting' | 'closed' | 'paid' | 'finished';
      readonly tradeNo: string;
      readonly amountFen: number;
      readonly paidAt?: string;
    };

/** `done`: the money of this request went back. `pending`: ask again with `refundState`, not before ten seconds. */
export interface AlipayRefund {
  readonly state: 'done' | 'pending' | 'absent';
  /** Fen of this refund request as Alipay confirms it; 0 unless done. */
  readonly refundedFen: number;
}

const STATES = { WAIT_BUYER_PAY: 'waiting', TRADE_CLOSED: 'closed', TRADE_SUCCESS: 'paid', TRADE_FINISHED: 'finished' } as const;

const amount = z.string().transform((text, context) => {
  const fen = fenOf(text);
  if (fen === undefined) context.addIssue({ code: 'custom', message: 'not an amount' });
  return fen ?? z.NEVER;
});

export const tradeShape = z
  .object({
    out_trade_no: z.string(),
    trade_no: z.string().min(1),
    trade_status: z.enum(['WAIT_BUYER_PAY', 'TRADE_CLOSED', 'TRADE_SUCCESS', 'TRADE_FINISHED']),
    total_amount: amount,
    send_pay_date: z.string().optional(),
  })
  .transform((raw) => ({
    outTradeNo: raw.out_trade_no,
    trade: {
      state: STATES[raw.trade_status],
      tradeNo: raw.trade_no,
      amountFen: raw.total_amount,
      ...(raw.send_pay_date !== undefined && { paidAt: raw.send_pay_date }),
    },
  }));

export const closeShape = z.object({ out_trade_no: z.string() });

export const refundShape = z.object({ out_trade_no: z.string(), fund_change: z.enum(['Y', 'N']) });

export const refundQueryShape = z.object({
  out_trade_no: z.string().optional(),
  out_request_no: z.string().optional(),
  refund_status: z.string().optional(),
  refund_amount: amount.optional(),
});
