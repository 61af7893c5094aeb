import { type Actor, personOf } from '../../../kernel/actor.ts';
import { type FinanceInput, readFinance } from '../domain/finance-information.ts';
import { mayAdminister } from '../domain/unit-policy.ts';
import type { UnitWork } from '../ports/units.ts';

/** UNI-021: tax and bank data, set by administrators, read by every member. */
export class SaveFinance {
  constructor(private readonly work: UnitWork) {}

  execute(actor: Actor, unitId: string, input: FinanceInput): Promise<void> {
    const { accountId } = personOf(actor);
    return this.work.run(async ({ units, rosters, audit }) => {
      mayAdminister(await rosters.of(unitId), accountId);
      const unit = await units.byId(unitId);
      unit.setFinance(readFinance(input));
      await units.save(unit);
      await audit.record(actor, 'unit.save-finance', { subject: 'unit.unit', subjectId: unitId });
    });
  }
}
