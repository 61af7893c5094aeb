import type { Actor, Person } from '../../../kernel/actor.ts';
import { verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { SealNotInForce } from '../domain/seal-errors.ts';
import type { SealGrant } from '../domain/seal-grant.ts';
import { mayManageSeals } from '../domain/seal-policy.ts';
import type { SealStores, SealWork } from '../ports/seal-work.ts';
import type { UnitDirectory } from '../ports/unit-directory.ts';

/** SEA-016, SEA-013: the administrator approves, rejects, or takes back later. */
export class DecideSealGrant {
  constructor(
    private readonly work: SealWork,
    private readonly units: UnitDirectory,
    private readonly clock: Clock,
  ) {}

  approve(actor: Actor, grantId: string): Promise<{ readonly sealId: string }> {
    return this.#decide(actor, grantId, 'approve', async (grant, person, { seals }) => {
      if (!(await seals.byId(grant.record.sealId)).isActive) throw new SealNotInForce();
      grant.approve(person, this.clock.now());
    });
  }

  reject(actor: Actor, grantId: string, reason: string): Promise<{ readonly sealId: string }> {
    return this.#decide(actor, grantId, 'reject', async (grant, person) => grant.reject(person, reason, this.clock.now()));
  }

  revoke(actor: Actor, grantId: string): Promise<{ readonly sealId: string }> {
    return this.#decide(actor, grantId, 'revoke', async (grant, person) => grant.revoke(person, this.clock.now()));
  }

  /** The grant, for who may decide on it. */
  async grantOf(actor: Actor, grantId: string): Promise<SealGrant> {
    const { accountId } = verifiedPersonOf(actor);
    const grant = await this.work.run(({ grants }) => grants.byId(grantId));
    mayManageSeals(await this.units.standing(grant.record.unitId, accountId));
    return grant;
  }

  async #decide(
    actor: Actor,
    grantId: string,
    step: string,
    change: (grant: SealGrant, person: Person, stores: SealStores) => Promise<void>,
  ): Promise<{ readonly sealId: string }> {
    const person = verifiedPersonOf(actor);
    const { sealId } = (await this.grantOf(actor, grantId)).record;
    await this.work.run(async (stores) => {
      const grant = await stores.grants.byId(grantId);
      const from = grant.record.state;
      await change(grant, person, stores);
      await stores.grants.save(grant);
      const { state: to, reason } = grant.record;
      const why = reason === undefined ? {} : { reason };
      await stores.audit.record(actor, `seal.${step}-grant`, { subject: 'seal.grant', subjectId: grantId, from, to, ...why });
    });
    return { sealId };
  }
}
