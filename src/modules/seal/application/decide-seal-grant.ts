import type { Actor, Person } from '../../../kernel/actor.ts';
import { verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Seal } from '../domain/seal.ts';
import { SealNotInForce } from '../domain/seal-errors.ts';
import type { SealGrant } from '../domain/seal-grant.ts';
import { mayManageSeals } from '../domain/seal-policy.ts';
import type { SealWork } from '../ports/seal-work.ts';
import type { UnitDirectory } from '../ports/unit-directory.ts';
import { tellGrantJob } from './tell-grant.ts';

/** SEA-016, SEA-013: the administrator approves, rejects, or takes back later. */
export class DecideSealGrant {
  constructor(
    private readonly work: SealWork,
    private readonly units: UnitDirectory,
    private readonly clock: Clock,
  ) {}

  approve(actor: Actor, grantId: string): Promise<{ readonly sealId: string }> {
    return this.#decide(actor, grantId, 'approve', (grant, person, seal) => {
      if (!seal.isActive) throw new SealNotInForce();
      grant.approve(person, this.clock.now());
    });
  }

  reject(actor: Actor, grantId: string, reason: string): Promise<{ readonly sealId: string }> {
    return this.#decide(actor, grantId, 'reject', (grant, person) => grant.reject(person, reason, this.clock.now()));
  }

  revoke(actor: Actor, grantId: string): Promise<{ readonly sealId: string }> {
    return this.#decide(actor, grantId, 'revoke', (grant, person) => grant.revoke(person, this.clock.now()));
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
    change: (grant: SealGrant, person: Person, seal: Seal) => void,
  ): Promise<{ readonly sealId: string }> {
    const person = verifiedPersonOf(actor);
    const { sealId, unitId } = (await this.grantOf(actor, grantId)).record;
    const { name: unitName } = await this.units.unit(unitId);
    await this.work.run(async (stores) => {
      // the seal before its grants, as voiding locks them
      const seal = await stores.seals.byId(sealId);
      const grant = await stores.grants.byId(grantId);
      const from = grant.record.state;
      change(grant, person, seal);
      await stores.grants.save(grant);
      const { state: to, reason, accountId } = grant.record;
      await stores.jobs.enqueue(tellGrantJob, { accountId, step, unitName });
      const why = reason === undefined ? {} : { reason };
      await stores.audit.record(actor, `seal.${step}-grant`, { subject: 'seal.grant', subjectId: grantId, from, to, ...why });
    });
    return { sealId };
  }
}
