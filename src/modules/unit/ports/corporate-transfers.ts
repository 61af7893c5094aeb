export interface TransferToSend {
  /** The transfer's own id: one id is paid once, whatever is repeated. */
  readonly id: string;
  readonly accountName: string;
  readonly bank: string;
  readonly account: string;
  readonly amountFen: number;
}

/** `underway`: ordered or perhaps ordered, ask again later. */
export type TransferState = 'underway' | 'paid' | 'failed';

/** The payment partner that sends the small sum to a corporate account. */
export abstract class CorporateTransfers {
  /** Orders the transfer unless it was ordered before, and answers how it stands. Throws CheckUnavailable when nothing was sent. */
  abstract send(transfer: TransferToSend): Promise<TransferState>;
}
