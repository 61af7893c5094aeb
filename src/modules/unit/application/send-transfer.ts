import { systemActor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import { amountDeadline } from '../domain/corporate-transfer.ts';
import type { UnitRecord } from '../domain/unit.ts';
import type { UnitRules } from '../domain/unit-rules.ts';
import type { CorporateTransfers, TransferState } from '../ports/corporate-transfers.ts';
import type { UnitStores, UnitWork } from '../ports/units.ts';

export const sendTransferJob = 'unit.send-transfer';
export const expireTransferJob = 'unit.expire-transfer';
export const tellPersonJob = 'unit.tell-person';

const actor = systemActor(sendTransferJob);

/** Orders the corporate transfer and follows it until the bank side has paid or failed. The transfer's id makes it safe to repeat. */
export class SendTransfer extends JobHandler {
  readonly name = sendTransferJob;

  constructor(
    private readonly work: UnitWork,
    private readonly transfers: CorporateTransfers,
    private readonly clock: Clock,
    private readonly rules: UnitRules,
  ) {
    super();
  }

  async handle(payload: JobPayload): Promise<void> {
    const [unitId, transferId] = [String(payload['unitId']), String(payload['transferId'])];
    const { state, transfer, profile } = await this.work.run(async ({ units }) => (await units.byId(unitId)).record);
    if (state !== 'transfer_applied' || transfer?.id !== transferId) return;
    const { bank, account, amountFen } = transfer;
    const answer = await this.transfers.send({ id: transferId, accountName: profile.name, bank, account, amountFen });
    await this.work.run((stores) => this.#settle(stores, unitId, transferId, answer));
  }

  async #settle(stores: UnitStores, unitId: string, transferId: string, answer: TransferState): Promise<void> {
    const unit = await stores.units.byId(unitId);
    const now = this.clock.now();
    const before = unit.record;
    if (answer === 'underway') return this.#lookAgain(stores, before, transferId, now);
    const moved = answer === 'paid' ? unit.transferPaid(transferId, now) : unit.transferFailed(transferId);
    if (!moved) return;
    await stores.units.save(unit);
    await stores.audit.record(actor, `unit.transfer-${answer}`, {
      subject: 'unit.unit',
      subjectId: unitId,
      from: before.state,
      to: unit.state,
    });
    await stores.jobs.enqueue(tellPersonJob, {
      accountId: before.transfer?.requestedBy ?? '',
      unitName: before.profile.name,
      what: answer,
    });
    if (answer === 'failed') return;
    const runAt = new Date(amountDeadline(now, this.rules).getTime() + 1000);
    await stores.jobs.enqueue(expireTransferJob, { unitId, transferId }, { runAt, key: `${expireTransferJob}:${transferId}` });
  }

  /** Every few seconds at first, because it often takes only minutes; later every ten minutes (UNI-018: 30 minutes to 2 days). */
  async #lookAgain(stores: UnitStores, unit: UnitRecord, transferId: string, now: Date): Promise<void> {
    const ageMs = now.getTime() - (unit.transfer?.requestedAt.getTime() ?? 0);
    const pauseMs = ageMs < 15_000 ? 1000 : ageMs < 120_000 ? 5000 : ageMs < 3600_000 ? 30_000 : 600_000;
    const options = { runAt: new Date(now.getTime() + pauseMs), key: `${sendTransferJob}:${transferId}` };
    await stores.jobs.enqueue(sendTransferJob, { unitId: unit.id, transferId }, options);
  }
}

/** UNI-016: five days after the payment the unit falls back to "not transferred", whether anybody looks or not. */
export class ExpireTransfer extends JobHandler {
  readonly name = expireTransferJob;

  constructor(
    private readonly work: UnitWork,
    private readonly clock: Clock,
    private readonly rules: UnitRules,
  ) {
    super();
  }

  handle(payload: JobPayload): Promise<void> {
    const unitId = String(payload['unitId']);
    return this.work.run(async ({ units, audit }) => {
      const unit = await units.byId(unitId);
      const from = unit.state;
      if (unit.transfer?.id !== payload['transferId'] || !unit.expireIfLate(this.clock.now(), this.rules)) return;
      await units.save(unit);
      const entry = { subject: 'unit.unit', subjectId: unitId, from, to: unit.state };
      await audit.record(systemActor(expireTransferJob), 'unit.transfer-expired', entry);
    });
  }
}
