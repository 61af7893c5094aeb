import { systemActor } from '../../../kernel/actor.ts';
import type { DomainEvent } from '../../../kernel/aggregate.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { type Delivered, Subscriber } from '../../../kernel/events.ts';
import type { CertificateWork } from '../ports/certificate-work.ts';
import { textOf } from './event-fields.ts';
import { revokeOne } from './revoke-certificate.ts';

/** CER-065, UNI-038: who leaves a unit loses the certificates held for it. */
export class WhenMemberLeft extends Subscriber {
  readonly name = 'certificate.when-member-left';
  readonly event = 'unit.member-left';

  constructor(
    private readonly work: CertificateWork,
    private readonly clock: Clock,
  ) {
    super();
  }

  override handle(delivered: Delivered<DomainEvent>): Promise<void> {
    const unitId = textOf(delivered.event, 'unitId');
    const accountId = textOf(delivered.event, 'accountId');
    const actor = systemActor(this.name);
    return this.work.run(async (stores) => {
      if (!(await stores.inbox.firstTime(delivered.id, this.name))) return;
      for (const grant of await stores.grants.openOf(unitId, accountId)) {
        grant.takeBack(this.clock.now());
        await stores.grants.save(grant);
      }
      for (const entitlement of await stores.entitlements.ofMember(unitId, accountId)) {
        for (const certificate of await stores.certificates.ofEntitlement(entitlement.facts.id)) {
          if (certificate.state === 'issued' || certificate.state === 'superseded')
            await revokeOne(stores, actor, certificate, { reason: 'left-unit', note: '' }, this.clock.now());
        }
        if (entitlement.state !== 'active' && entitlement.state !== 'blocked_no_grant') continue;
        entitlement.revoke();
        await stores.entitlements.save(entitlement);
      }
    });
  }
}
