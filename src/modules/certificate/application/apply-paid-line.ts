import type { Actor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { Entitlement } from '../domain/entitlement.ts';
import { dividePieces, type PurchaseParams } from '../domain/unit-purchase.ts';
import type { CertificateStores } from '../ports/certificate-work.ts';

export const extendJob = 'certificate.extend';

export interface PaidLine {
  readonly orderId: string;
  /** Position of the line in its order: with the order it names the line for ever. */
  readonly line: number;
  readonly buyerAccountId: string;
  readonly params: PurchaseParams;
}

/** CER-057…059, BIL-010: what a paid line gives. Part of the caller's transaction; the second time it does nothing. */
export class ApplyPaidLine {
  constructor(
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(stores: CertificateStores, actor: Actor, paid: PaidLine): Promise<void> {
    const operation = `paid/${paid.orderId}/${paid.line}`;
    if ((await stores.operations.answerTo(operation)) !== undefined) return;
    const { installed, surplus } = dividePieces(paid.params);
    const given = installed === 1 && (await this.#install(stores, actor, paid));
    const kept = surplus + (installed === 1 && !given ? 1 : 0);
    if (kept > 0) await this.#keep(stores, actor, paid, kept);
    await stores.operations.remember(operation, 'done');
  }

  async #install(
    { entitlements, jobs, audit }: CertificateStores,
    actor: Actor,
    { buyerAccountId, params, orderId }: PaidLine,
  ): Promise<boolean> {
    const holder = { accountId: buyerAccountId, unitId: params.unitId, kind: params.kind, typeCode: params.typeCode };
    const entitlement = (await entitlements.ofHolder(holder)) ?? Entitlement.open({ id: this.ids.next(), ...holder });
    const from = entitlement.state;
    if (from === 'blocked_no_grant') return false;
    entitlement.buy(params.platformId, params.years, this.clock.now());
    await entitlements.save(entitlement);
    const { id, keyId } = entitlement.facts;
    if (keyId !== undefined) await jobs.enqueue(extendJob, { entitlementId: id }, { key: `${extendJob}:${id}` });
    await audit.record(actor, 'certificate.buy', {
      subject: 'certificate.entitlement',
      subjectId: id,
      from,
      to: entitlement.state,
      detail: { orderId, platformId: params.platformId, years: params.years },
    });
    return true;
  }

  async #keep(
    { lots, audit }: CertificateStores,
    actor: Actor,
    { buyerAccountId, params, orderId }: PaidLine,
    pieces: number,
  ): Promise<void> {
    const { unitId, typeCode, kind, platformId, years } = params;
    const id = this.ids.next();
    await lots.add({
      id,
      unitId,
      buyerAccountId,
      typeCode,
      kind,
      platformId,
      years,
      bought: pieces,
      remaining: pieces,
      boughtAt: this.clock.now(),
    });
    await audit.record(actor, 'certificate.surplus', { subject: 'certificate.lot', subjectId: id, detail: { orderId, pieces, unitId } });
  }
}
