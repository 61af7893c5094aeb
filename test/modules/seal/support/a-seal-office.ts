import { Missing } from '../../../../src/kernel/domain-error.ts';
import { EngineSealDrawings } from '../../../../src/modules/seal/adapters/seal-image/engine-seal-drawings.ts';
import { DecideSealGrant } from '../../../../src/modules/seal/application/decide-seal-grant.ts';
import { MakeSeal } from '../../../../src/modules/seal/application/make-seal.ts';
import { PreviewSeal } from '../../../../src/modules/seal/application/preview-seal.ts';
import { RequestSealGrant } from '../../../../src/modules/seal/application/request-seal-grant.ts';
import { SealUsable } from '../../../../src/modules/seal/application/seal-usable.ts';
import { ViewSeals } from '../../../../src/modules/seal/application/view-seals.ts';
import { VoidSeal } from '../../../../src/modules/seal/application/void-seal.ts';
import { WhenMemberLeft } from '../../../../src/modules/seal/application/when-member-left.ts';
import { WhenUnitChanged } from '../../../../src/modules/seal/application/when-unit-changed.ts';
import type { SealStanding } from '../../../../src/modules/seal/domain/seal-policy.ts';
import type { SealUnit, UnitDirectory } from '../../../../src/modules/seal/ports/unit-directory.ts';
import { administrator, company, member, now } from './a-seal.ts';
import { InMemorySealWork } from './in-memory-seals.ts';

const ordinary: SealStanding = { administrator: false, legalRepresentative: false, mayManageLegalRepresentativeSeal: false };

/** One unit with an administrator and a member, whose data a test may change. */
export class OneUnit implements UnitDirectory {
  unitCard: SealUnit = { id: 'unit-1', code: '91990101MA0ABCD12J', verified: true, ...company };
  readonly standings = new Map<string, SealStanding>([
    [administrator.accountId, { ...ordinary, administrator: true }],
    [member.accountId, ordinary],
  ]);

  async unit(unitId: string): Promise<SealUnit> {
    if (unitId !== this.unitCard.id) throw new Missing('unit.missing');
    return this.unitCard;
  }

  async standing(unitId: string, accountId: string): Promise<SealStanding | undefined> {
    return unitId === this.unitCard.id ? this.standings.get(accountId) : undefined;
  }

  async unitsOf(accountId: string) {
    const standing = this.standings.get(accountId);
    return standing === undefined ? [] : [{ unit: this.unitCard, standing }];
  }
}

export const person = ({ accountId, name }: { accountId: string; name: string }, realNameVerified = true) =>
  ({ kind: 'person', accountId, name, realNameVerified }) as const;

/** Every use case of seals over memory, our own drawing engine and a clock that a test sets. */
export function aSealOffice() {
  const work = new InMemorySealWork();
  const units = new OneUnit();
  const drawings = new EngineSealDrawings();
  const clock = { at: now, now: () => clock.at };
  let count = 0;
  const ids = {
    next: () => `id-${String(++count).padStart(4, '0')}`,
    secret: () => 'secret',
    digits: (digits: number) => '0'.repeat(digits),
  };
  return {
    work,
    units,
    drawings,
    clock,
    make: new MakeSeal(work, units, drawings, clock, ids),
    preview: new PreviewSeal(units, drawings),
    void: new VoidSeal(work, units, clock),
    view: new ViewSeals(work, units, clock),
    usable: new SealUsable(work, units, clock),
    request: new RequestSealGrant(work, units, clock, ids),
    decide: new DecideSealGrant(work, units, clock),
    whenUnitChanged: new WhenUnitChanged(work, units),
    whenMemberLeft: new WhenMemberLeft(work, clock),
  };
}
