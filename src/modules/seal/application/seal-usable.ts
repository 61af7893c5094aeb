import type { Actor } from '../../../kernel/actor.ts';
import { verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { SealRecord } from '../domain/seal.ts';
import { SealMissing } from '../domain/seal-errors.ts';
import {
  type FittingCertificate,
  fittingCertificate,
  isRight,
  mustMayApply,
  rightToApply,
  type SealRight,
  type SealUse,
} from '../domain/seal-use.ts';
import type { SealWork } from '../ports/seal-work.ts';
import type { UnitDirectory } from '../ports/unit-directory.ts';

export interface UsableSeal {
  readonly seal: SealRecord;
  readonly by: SealRight;
  readonly certificate: FittingCertificate;
}

/** Asked in the moment a seal is applied: whether this person may, by what right, and with which certificate (SEA-008, SEA-031, SEA-057). */
export class SealUsable {
  constructor(
    private readonly work: SealWork,
    private readonly units: UnitDirectory,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, sealId: string, use: SealUse): Promise<UsableSeal> {
    const { accountId } = verifiedPersonOf(actor);
    const { seal, grant } = await this.work.run(async ({ seals, grants }) => ({
      seal: await seals.byId(sealId),
      grant: await grants.newestOf(sealId, accountId),
    }));
    const standing = await this.units.standing(seal.unitId, accountId);
    if (standing === undefined) throw new SealMissing();
    const by = mustMayApply(seal, { accountId, standing, grant }, use, this.clock.now());
    return { seal: seal.record, by, certificate: fittingCertificate(seal) };
  }

  /** Every seal of the unit that the person may apply now. */
  async all(actor: Actor, unitId: string, use: SealUse): Promise<readonly UsableSeal[]> {
    const { accountId } = verifiedPersonOf(actor);
    const standing = await this.units.standing(unitId, accountId);
    if (standing === undefined) return [];
    const { seals, grants } = await this.work.run(async (stores) => ({
      seals: await stores.seals.ofUnit(unitId),
      grants: await stores.grants.ofUnit(unitId),
    }));
    return seals.flatMap((seal) => {
      const grant = grants.find(({ record }) => record.sealId === seal.id && record.accountId === accountId);
      const by = rightToApply(seal, { accountId, standing, grant }, use, this.clock.now());
      return isRight(by) ? [{ seal: seal.record, by, certificate: fittingCertificate(seal) }] : [];
    });
  }
}
