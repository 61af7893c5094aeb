import { type Actor, staffOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { FieldChecks } from '../../../kernel/field-checks.ts';
import type { BillingWork } from '../ports/billing-work.ts';

/** Whatever did not fit is closed by a named person, who says what was found. */
export class CloseAlarm {
  constructor(
    private readonly work: BillingWork,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, alarmId: string, givenNote: string): Promise<void> {
    const { staffId } = staffOf(actor, 'op', 'cs');
    const checks = new FieldChecks();
    const note = checks.text(givenNote, 'note', 500);
    checks.throwIfAny();
    await this.work.run(async ({ alarms, audit }) => {
      await alarms.close(alarmId, staffId, note, this.clock.now());
      await audit.record(actor, 'billing.close-alarm', { subject: 'billing.alarm', subjectId: alarmId, reason: note });
    });
  }
}
