import type { Actor } from '../../../kernel/actor.ts';
import { verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { PersonalPicture, PersonalSeal, PersonalSlot } from '../domain/personal-seal.ts';
import { SealMissing } from '../domain/seal-errors.ts';
import type { SealKind } from '../domain/seal-kind.ts';
import type { SealPicture } from '../domain/seal-picture.ts';
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

/** What is applied: a seal of a unit, or the person's own name seal or signature. */
export interface AppliedSeal {
  readonly id: string;
  readonly kind: SealKind | `personal-${PersonalSlot}`;
  readonly title: string;
  /** Undefined for a person's own. */
  readonly unitId: string | undefined;
  readonly picture: SealPicture | PersonalPicture;
}

export interface UsableSeal {
  readonly seal: AppliedSeal;
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
    const own = (await this.personal(actor)).find((usable) => usable.seal.id === sealId);
    if (own !== undefined) return own;
    const { seal, grant } = await this.work.run(async ({ seals, grants }) => ({
      seal: await seals.byId(sealId),
      grant: await grants.newestOf(sealId, accountId),
    }));
    const standing = await this.units.standing(seal.unitId, accountId);
    if (standing === undefined) throw new SealMissing();
    const by = mustMayApply(seal, { accountId, standing, grant }, use, this.clock.now());
    return { seal: seal.record, by, certificate: fittingCertificate(seal) };
  }

  /** SEA-025: the person's own name seal and signature, always with the personal certificate (SEA-031). */
  async personal(actor: Actor): Promise<readonly UsableSeal[]> {
    const { accountId } = verifiedPersonOf(actor);
    return (await this.work.run(({ personal }) => personal.of(accountId))).map(ownSeal);
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

function ownSeal({ id, slot, picture, accountId }: PersonalSeal): UsableSeal {
  const seal: AppliedSeal = { id, kind: `personal-${slot}`, title: '', unitId: undefined, picture };
  return { seal, by: 'owner', certificate: { kind: 'personal', accountId } };
}
