import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { UnitWork } from '../ports/units.ts';

/** UNI-037, UNI-038: certificates and grants end with the membership; their owners hear of it by event. */
export class LeaveUnit {
  constructor(
    private readonly work: UnitWork,
    private readonly clock: Clock,
  ) {}

  execute(actor: Actor, unitId: string): Promise<void> {
    const { accountId } = personOf(actor);
    return this.work.run(async ({ rosters, audit }) => {
      const roster = await rosters.of(unitId);
      roster.leave(accountId, this.clock.now());
      await rosters.save(roster);
      await audit.record(actor, 'unit.leave', { subject: 'unit.unit', subjectId: unitId, from: 'member', to: 'left' });
    });
  }
}
