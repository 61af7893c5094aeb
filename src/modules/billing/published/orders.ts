/** What a module adds to an order it opens: prices are frozen with the order (§8.7). */
export interface OrderLine {
  /** The module's own code of the product, with its name in front: `certificate.…`. */
  readonly productCode: string;
  /** As it stands on the order and later on the invoice. */
  readonly description: string;
  readonly unitPriceFen: number;
  readonly quantity: number;
  /** What the module needs when the order is paid; billing keeps it and hands it back. */
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

export interface OrderRequest {
  /** Of the form that ordered: the second post gets the first order. */
  readonly operationId: string;
  readonly buyerAccountId: string;
  readonly payerName: string;
  readonly unitId?: string;
  readonly lines: readonly OrderLine[];
  /** Own path to which the payer returns once it is paid. */
  readonly returnTo: string;
}

export interface OpenedOrder {
  readonly orderId: string;
  readonly amountFen: number;
  readonly state: string;
  readonly cashierPath: string;
}

export abstract class Orders {
  /** Opens an order; one of amount zero is paid at once (BIL-004). */
  abstract open(request: OrderRequest): Promise<OpenedOrder>;
}
