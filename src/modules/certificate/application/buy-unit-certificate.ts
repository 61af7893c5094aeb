import type { Actor } from '../../../kernel/actor.ts';
import { personOf } from '../../../kernel/actor.ts';
import { DomainError, InvalidFields, Missing } from '../../../kernel/domain-error.ts';
import { checkUnitPurchase, type UnitPurchaseChoice } from '../domain/unit-purchase.ts';
import type { CertificateWork } from '../ports/certificate-work.ts';
import type { OpenedOrder, PurchaseOrders } from '../ports/purchase-orders.ts';
import type { CertificatePrice, Registry } from '../ports/registry.ts';
import type { OfferUnitCertificate, UnitOffer } from './offer-unit-certificate.ts';
import { serviceAgreement, unitCertificateLine } from './purchase-words.ts';

export interface PricedPurchase {
  readonly offer: UnitOffer;
  readonly choice: UnitPurchaseChoice;
  readonly typeName: string;
  readonly price: CertificatePrice;
  readonly amountFen: number;
}

export interface BuyUnitCertificateCommand {
  readonly operationId: string;
  readonly choice: UnitPurchaseChoice;
  readonly agreed: boolean;
  readonly noticeRead: boolean;
}

/** BIL-006…009: checks the choice, fixes the price, and opens the order to pay. */
export class BuyUnitCertificate {
  constructor(
    private readonly offers: OfferUnitCertificate,
    private readonly registry: Registry,
    private readonly orders: PurchaseOrders,
    private readonly work: CertificateWork,
  ) {}

  /** What the choice costs; throws InvalidFields for what is not on sale. */
  async price(actor: Actor, choice: UnitPurchaseChoice): Promise<PricedPurchase> {
    const offer = await this.offers.execute(actor, choice.unitId, choice.platformId).catch((error: unknown) => {
      if (error instanceof Missing && error.code === 'certificate.no-platform')
        throw new InvalidFields([{ field: 'platformId', code: 'certificate.choose-platform' }]);
      throw error;
    });
    const type = offer.types.find((candidate) => candidate.code === choice.typeCode);
    checkUnitPurchase(choice, { platform: offer.platform, type, unitHoldsPlatformCertificate: offer.kinds.includes('interconnect') });
    const price = await this.registry.price(choice.kind, choice.typeCode, choice.years);
    return { offer, choice, typeName: type?.name ?? '', price, amountFen: price.fen * choice.quantity };
  }

  async execute(actor: Actor, { operationId, choice, agreed, noticeRead }: BuyUnitCertificateCommand): Promise<OpenedOrder> {
    const person = personOf(actor);
    const priced = await this.price(actor, choice);
    if (!agreed) throw new InvalidFields([{ field: 'agreed', code: 'certificate.agreement-needed' }]);
    if (!noticeRead) throw new DomainError('invalid', 'certificate.notice-needed');
    const { offer, price, typeName } = priced;
    const order = await this.orders.open({
      operationId,
      buyerAccountId: person.accountId,
      payerName: offer.unit.name,
      unitId: choice.unitId,
      lines: [
        {
          productCode: price.productCode,
          description: unitCertificateLine(typeName, offer.platform.name, choice.years),
          unitPriceFen: price.fen,
          quantity: choice.quantity,
          params: choice,
        },
      ],
      returnTo: '/certificates/to-make',
    });
    await this.work.run(({ audit }) =>
      audit.record(actor, 'certificate.accept-agreement', {
        subject: 'billing.order',
        subjectId: order.orderId,
        detail: { agreement: serviceAgreement.name, version: serviceAgreement.version },
      }),
    );
    return order;
  }
}
