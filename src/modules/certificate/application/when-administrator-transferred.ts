import { systemActor } from '../../../kernel/actor.ts';
import type { DomainEvent } from '../../../kernel/aggregate.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { type Delivered, Subscriber } from '../../../kernel/events.ts';
import type { CertificateWork } from '../ports/certificate-work.ts';
import { extendJob } from './apply-paid-line.ts';
import { textOf } from './event-fields.ts';

/** §8.6: the former administrator is a member without grant; the term waits for one, nothing is put on the CRL. */
export class WhenAdministratorTransferred extends Subscriber {
  readonly name = 'certificate.when-administrator-transferred';
  readonly event = 'unit.administrator-transferred';

  constructor(
    private readonly work: CertificateWork,
    private readonly clock: Clock,
  ) {
    super();
  }

  override handle(delivered: Delivered<DomainEvent>): Promise<void> {
    const unitId = textOf(delivered.event, 'unitId');
    const from = textOf(delivered.event, 'from');
    const to = textOf(delivered.event, 'to');
    return this.work.run(async ({ inbox, entitlements, grants, jobs, audit }) => {
      if (!(await inbox.firstTime(delivered.id, this.name))) return;
      for (const grant of [...(await grants.openOf(unitId, from)), ...(await grants.openOf(unitId, to))]) {
        grant.takeBack(this.clock.now());
        await grants.save(grant);
      }
      for (const entitlement of await entitlements.ofMember(unitId, from)) {
        if (entitlement.state !== 'active') continue;
        entitlement.takeGrantBack();
        await entitlements.save(entitlement);
        const entry = { subject: 'certificate.entitlement', subjectId: entitlement.facts.id, from: 'active', to: entitlement.state };
        await audit.record(systemActor(this.name), 'certificate.block', entry);
      }
      // Who becomes administrator needs no grant any more (CER-054).
      for (const entitlement of await entitlements.ofMember(unitId, to)) {
        if (entitlement.state !== 'blocked_no_grant') continue;
        entitlement.grant();
        await entitlements.save(entitlement);
        const { id, keyId } = entitlement.facts;
        if (entitlement.awaitsMaking && keyId !== undefined)
          await jobs.enqueue(extendJob, { entitlementId: id }, { key: `${extendJob}:${id}` });
        const entry = {
          subject: 'certificate.entitlement',
          subjectId: entitlement.facts.id,
          from: 'blocked_no_grant',
          to: entitlement.state,
        };
        await audit.record(systemActor(this.name), 'certificate.unblock', entry);
      }
    });
  }
}
