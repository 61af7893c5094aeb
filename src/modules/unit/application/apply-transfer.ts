import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { drawnAmount, readBankAccount } from '../domain/corporate-transfer.ts';
import { refuseBeyondDailyTransfers, transferWindowStart } from '../domain/transfer-limits.ts';
import { mayAdminister } from '../domain/unit-policy.ts';
import type { UnitRules } from '../domain/unit-rules.ts';
import type { UnitWork } from '../ports/units.ts';
import { sendTransferJob } from './send-transfer.ts';

export interface ApplyTransferCommand {
  readonly unitId: string;
  readonly bank: string;
  readonly account: string;
  readonly operationId: string;
}

/** UNI-013, UNI-014: fixes the sum and queues the order of the transfer; the bank is asked outside of this transaction. */
export class ApplyTransfer {
  constructor(
    private readonly work: UnitWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly rules: UnitRules,
  ) {}

  execute(actor: Actor, { unitId, operationId, ...input }: ApplyTransferCommand): Promise<void> {
    const { accountId } = personOf(actor);
    const to = readBankAccount(input);
    return this.work.run(async ({ units, rosters, transfers, operations, jobs, audit }) => {
      mayAdminister(await rosters.of(unitId), accountId);
      const unit = await units.byId(unitId);
      if ((await operations.answerTo(operationId)) !== undefined) return;
      const now = this.clock.now();
      const from = unit.state;
      const order = { id: this.ids.next(), ...to, requestedBy: accountId, amountFen: drawnAmount(this.ids.digits(4), this.rules) };
      unit.applyTransfer(order, now, this.rules);
      const request = { ...to, id: order.id, unitId, companyCode: unit.record.profile.code, requestedBy: accountId, requestedAt: now };
      refuseBeyondDailyTransfers(await transfers.since(transferWindowStart(now), request), now, this.rules);
      await transfers.add(request);
      await units.save(unit);
      await operations.remember(operationId, order.id);
      await jobs.enqueue(sendTransferJob, { unitId, transferId: order.id }, { key: `${sendTransferJob}:${order.id}` });
      await audit.record(actor, 'unit.apply-transfer', { subject: 'unit.unit', subjectId: unitId, from, to: unit.state });
    });
  }
}
