import type { UnitDirectory as PublishedUnits, UnitCard } from '../../../unit/published/unit-directory.ts';
import type { SealStanding } from '../../domain/seal-policy.ts';
import type { SealUnit, SealUnitMembership, UnitDirectory } from '../../ports/unit-directory.ts';

/** Our port over what the unit module publishes. */
export class UnitModuleDirectory implements UnitDirectory {
  constructor(private readonly published: PublishedUnits) {}

  async unit(unitId: string): Promise<SealUnit> {
    return sealUnit(await this.published.unit(unitId));
  }

  standing(unitId: string, accountId: string): Promise<SealStanding | undefined> {
    return this.published.standing(unitId, accountId);
  }

  async unitsOf(accountId: string): Promise<readonly SealUnitMembership[]> {
    const memberships = await this.published.unitsOf(accountId);
    return memberships.map(({ unit, standing }) => ({ unit: sealUnit(unit), standing }));
  }
}

function sealUnit({ id, name, code, legalRepresentativeName, verified }: UnitCard): SealUnit {
  return { id, name, code, legalRepresentativeName, verified };
}
