import type { PurchaseParams } from '../domain/unit-purchase.ts';

export interface PurchaseLine {
  readonly productCode: string;
  readonly description: string;
  readonly unitPriceFen: number;
  readonly quantity: number;
  readonly params: PurchaseParams;
}

export interface OpenedOrder {
  readonly orderId: string;
  readonly amountFen: number;
  readonly state: string;
  readonly cashierPath: string;
}

/** Where what was chosen here is paid. */
export abstract class PurchaseOrders {
  /** The same `operationId` answers the same order. */
  abstract open(order: {
    readonly operationId: string;
    readonly buyerAccountId: string;
    readonly payerName: string;
    readonly unitId: string;
    readonly lines: readonly PurchaseLine[];
    readonly returnTo: string;
  }): Promise<OpenedOrder>;
}
