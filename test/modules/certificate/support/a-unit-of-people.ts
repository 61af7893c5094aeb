import { Missing } from '../../../../src/kernel/domain-error.ts';
import type { UnitRole } from '../../../../src/modules/certificate/domain/certificate-policy.ts';
import { type UnitOfHolder, Units } from '../../../../src/modules/certificate/ports/units.ts';

export const qingbai: UnitOfHolder = {
  unitId: 'unit-qingbai',
  name: '杭州青柏招标有限公司',
  code: '91330106MA2B0L0G9Q',
  region: '浙江省',
  verified: true,
};

/** Units whose people the test names. */
export class NamedUnits extends Units {
  readonly units = new Map<string, UnitOfHolder>([[qingbai.unitId, qingbai]]);
  readonly roles = new Map<string, UnitRole>();

  name(accountId: string, role: UnitRole, unitId = qingbai.unitId): void {
    this.roles.set(`${accountId} ${unitId}`, role);
  }

  override async unit(unitId: string): Promise<UnitOfHolder> {
    const unit = this.units.get(unitId);
    if (unit === undefined) throw new Missing();
    return unit;
  }

  override async roleOf(accountId: string, unitId: string): Promise<UnitRole> {
    return this.roles.get(`${accountId} ${unitId}`) ?? 'none';
  }

  override async unitsOf(accountId: string): Promise<readonly UnitOfHolder[]> {
    return [...this.units.values()].filter((unit) => this.roles.has(`${accountId} ${unit.unitId}`));
  }
}
