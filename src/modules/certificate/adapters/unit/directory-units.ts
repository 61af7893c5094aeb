import type { UnitCard, UnitDirectory } from '../../../unit/published/unit-directory.ts';
import type { UnitRole } from '../../domain/certificate-policy.ts';
import { type UnitOfHolder, Units } from '../../ports/units.ts';

export class DirectoryUnits extends Units {
  readonly #directory: UnitDirectory;

  constructor(directory: UnitDirectory) {
    super();
    this.#directory = directory;
  }

  override async unit(unitId: string): Promise<UnitOfHolder> {
    return asUnit(await this.#directory.unit(unitId));
  }

  override async roleOf(accountId: string, unitId: string): Promise<UnitRole> {
    const standing = await this.#directory.standing(unitId, accountId);
    if (standing === undefined) return 'none';
    return standing.administrator ? 'admin' : 'member';
  }

  override async unitsOf(accountId: string): Promise<readonly UnitOfHolder[]> {
    return (await this.#directory.unitsOf(accountId)).map(({ unit }) => asUnit(unit));
  }
}

function asUnit({ id, name, code, region, verified }: UnitCard): UnitOfHolder {
  return { unitId: id, name, code, region, verified };
}
