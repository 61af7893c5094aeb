import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { readTransferAmount } from '../domain/corporate-transfer.ts';
import type { AmountOutcome } from '../domain/unit.ts';
import { mayAdminister } from '../domain/unit-policy.ts';
import type { UnitRules } from '../domain/unit-rules.ts';
import type { UnitWork } from '../ports/units.ts';

export interface CheckAmountResult {
  readonly outcome: AmountOutcome;
  readonly triesLeft: number;
}

/** UNI-019: 「提交认证」. A wrong sum is an ordinary outcome that tells the tries left. */
export class CheckAmount {
  constructor(
    private readonly work: UnitWork,
    private readonly clock: Clock,
    private readonly rules: UnitRules,
  ) {}

  execute(actor: Actor, { unitId, amount }: { unitId: string; amount: string }): Promise<CheckAmountResult> {
    const { accountId } = personOf(actor);
    return this.work.run(async ({ units, rosters, audit }) => {
      mayAdminister(await rosters.of(unitId), accountId);
      const typed = readTransferAmount(amount, this.rules);
      const unit = await units.byId(unitId);
      const from = unit.state;
      if (unit.isVerified) return { outcome: 'verified', triesLeft: 0 }; // the right sum, sent twice
      const outcome = unit.checkAmount(typed.fen, this.clock.now(), this.rules);
      await units.save(unit);
      await audit.record(actor, 'unit.check-amount', {
        subject: 'unit.unit',
        subjectId: unitId,
        from,
        to: unit.state,
        detail: { outcome },
      });
      return { outcome, triesLeft: unit.transfer?.triesLeft ?? 0 };
    });
  }
}
