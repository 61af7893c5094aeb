import type { Outcome } from '../../../kernel/outside.ts';

/** What a gateway knows of one attempt. */
export type GatewayState =
  | { readonly state: 'absent' | 'waiting' | 'closed' }
  | { readonly state: 'paid'; readonly tradeNo: string; readonly amountFen: number };

/** A payment channel (支付宝; WeChat Pay follows). Amounts in integer fen. */
export abstract class PaymentGateway {
  /** Where the payer's browser goes to pay. Nothing is sent by calling it. */
  abstract payPage(payment: {
    readonly outTradeNo: string;
    readonly amountFen: number;
    readonly subject: string;
    readonly expiresAt: Date;
    readonly returnUrl: string;
  }): string;
  abstract query(outTradeNo: string): Promise<Outcome<GatewayState>>;
  /** Ends an unpaid attempt. After `closed` no money can come any more; `absent` may still be opened until it expires. */
  abstract close(outTradeNo: string): Promise<Outcome<'closed' | 'absent'>>;
  /** The whole amount back; repeatable with the same `requestNo`. */
  abstract refund(refund: {
    readonly outTradeNo: string;
    readonly requestNo: string;
    readonly amountFen: number;
    readonly reason: string;
  }): Promise<Outcome<'done' | 'pending'>>;
}
