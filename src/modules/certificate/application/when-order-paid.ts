import { systemActor } from '../../../kernel/actor.ts';
import type { DomainEvent } from '../../../kernel/aggregate.ts';
import { type Delivered, Subscriber } from '../../../kernel/events.ts';
import { productPrefix } from '../domain/product-code.ts';
import { purchaseFromParams } from '../domain/unit-purchase.ts';
import type { CertificateWork } from '../ports/certificate-work.ts';
import type { ApplyPaidLine } from './apply-paid-line.ts';
import { textOf } from './event-fields.ts';

interface PaidOrderLine {
  readonly productCode: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** BIL-010: once billing says that an order is paid, its certificate lines take effect, each exactly once. */
export class WhenOrderPaid extends Subscriber {
  readonly name = 'certificate.when-order-paid';
  readonly event = 'billing.order-paid';

  constructor(
    private readonly work: CertificateWork,
    private readonly apply: ApplyPaidLine,
  ) {
    super();
  }

  override handle(delivered: Delivered<DomainEvent>): Promise<void> {
    const orderId = textOf(delivered.event, 'orderId');
    const buyerAccountId = textOf(delivered.event, 'buyerAccountId');
    const lines = linesOf(delivered.event);
    return this.work.run(async (stores) => {
      if (!(await stores.inbox.firstTime(delivered.id, this.name))) return;
      for (const [line, { productCode, params }] of lines.entries()) {
        if (!productCode.startsWith(productPrefix)) continue;
        const paid = { orderId, line, buyerAccountId, params: purchaseFromParams(params) };
        await this.apply.execute(stores, systemActor(this.name), paid);
      }
    });
  }
}

function linesOf(event: object): readonly PaidOrderLine[] {
  const lines: unknown = Reflect.get(event, 'lines');
  return Array.isArray(lines) ? lines.filter(isLine) : [];
}

function isLine(line: unknown): line is PaidOrderLine {
  if (typeof line !== 'object' || line === null) return false;
  const params: unknown = Reflect.get(line, 'params');
  return typeof Reflect.get(line, 'productCode') === 'string' && typeof params === 'object' && params !== null;
}
