import { systemActor } from '../../../kernel/actor.ts';
import type { SealWork } from '../ports/seal-work.ts';
import type { UnitDirectory } from '../ports/unit-directory.ts';

const subscriber = 'seal.when-unit-changed';

/** SEA-010, UNI-031: seals that show a former name or legal representative are flagged, never changed. */
export class WhenUnitChanged {
  constructor(
    private readonly work: SealWork,
    private readonly units: UnitDirectory,
  ) {}

  async execute(eventId: string, unitId: string): Promise<void> {
    const unit = await this.units.unit(unitId);
    await this.work.run(async ({ seals, inbox, audit }) => {
      if (!(await inbox.firstTime(eventId, subscriber))) return;
      for (const seal of await seals.ofUnit(unitId)) {
        if (!seal.unitChanged(unit)) continue;
        await seals.save(seal);
        await audit.record(systemActor(subscriber), 'seal.outdate', { subject: 'seal', subjectId: seal.id });
      }
    });
  }
}
