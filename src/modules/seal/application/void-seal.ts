import type { Actor } from '../../../kernel/actor.ts';
import { verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { mayManageSeals } from '../domain/seal-policy.ts';
import type { SealWork } from '../ports/seal-work.ts';
import type { UnitDirectory } from '../ports/unit-directory.ts';

/** SEA-011: requests that wait are rejected with it; grants go on until each is revoked. */
export class VoidSeal {
  constructor(
    private readonly work: SealWork,
    private readonly units: UnitDirectory,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, sealId: string): Promise<void> {
    const person = verifiedPersonOf(actor);
    const { unitId } = await this.work.run(({ seals }) => seals.byId(sealId));
    mayManageSeals(await this.units.standing(unitId, person.accountId));
    await this.work.run(async ({ seals, grants, audit }) => {
      const seal = await seals.byId(sealId);
      const at = this.clock.now();
      seal.void(person, at);
      await seals.save(seal);
      for (const grant of await grants.ofSeal(sealId)) if (grant.sealVoided(person, at)) await grants.save(grant);
      await audit.record(actor, 'seal.void', { subject: 'seal', subjectId: sealId, from: 'active', to: 'voided' });
    });
  }
}
