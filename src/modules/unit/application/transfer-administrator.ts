import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { mayAdminister, mayEditPermissions } from '../domain/unit-policy.ts';
import type { UnitWork } from '../ports/units.ts';

/** UNI-025 to UNI-027: immediate; the former administrator is an ordinary member from now on. */
export class TransferAdministrator {
  constructor(
    private readonly work: UnitWork,
    private readonly clock: Clock,
  ) {}

  execute(actor: Actor, { unitId, to }: { unitId: string; to: string }): Promise<void> {
    const { accountId } = personOf(actor);
    return this.work.run(async ({ rosters, audit }) => {
      const roster = await rosters.of(unitId);
      mayAdminister(roster, accountId);
      roster.transferAdministrator(accountId, to, this.clock.now());
      await rosters.save(roster);
      await audit.record(actor, 'unit.transfer-administrator', { subject: 'unit.unit', subjectId: unitId, from: accountId, to });
    });
  }
}

export interface SetPermissionsCommand {
  readonly unitId: string;
  readonly legalRepresentativeSeal: 'given' | 'not-given';
}

/** UNI-024: the legal representative alone gives or takes 「授权法定代表人章管理」. */
export class SetPermissions {
  constructor(
    private readonly work: UnitWork,
    private readonly clock: Clock,
  ) {}

  execute(actor: Actor, { unitId, legalRepresentativeSeal }: SetPermissionsCommand): Promise<void> {
    const { accountId } = personOf(actor);
    return this.work.run(async ({ rosters, audit }) => {
      const roster = await rosters.of(unitId);
      mayEditPermissions(roster, accountId);
      roster.setSealPermission(legalRepresentativeSeal === 'given', this.clock.now());
      await rosters.save(roster);
      await audit.record(actor, 'unit.set-permissions', { subject: 'unit.unit', subjectId: unitId, to: legalRepresentativeSeal });
    });
  }
}
