import type { Actor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { Seal } from '../domain/seal.ts';
import { planDesign, type SealDesignInput } from '../domain/seal-design.ts';
import type { SealKind } from '../domain/seal-kind.ts';
import { ownerOf } from '../domain/seal-policy.ts';
import type { SealDrawings } from '../ports/seal-drawings.ts';
import type { SealWork } from '../ports/seal-work.ts';
import type { UnitDirectory } from '../ports/unit-directory.ts';
import { makerOf } from './seal-access.ts';

export interface MakeSealCommand {
  readonly unitId: string;
  readonly kind: SealKind;
  readonly input: SealDesignInput;
  readonly operationId: string;
}

/** SEA-003: the seal is drawn from the unit's own data, stored with every drawing parameter, and in force at once. */
export class MakeSeal {
  constructor(
    private readonly work: SealWork,
    private readonly units: UnitDirectory,
    private readonly drawings: SealDrawings,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async execute(actor: Actor, { unitId, kind, input, operationId }: MakeSealCommand): Promise<{ readonly sealId: string }> {
    const { person, unit, standing } = await makerOf(this.units, actor, unitId, kind);
    const design = planDesign(kind, input, unit);
    const drawing = await this.drawings.resolve(design);
    return this.work.run(async ({ seals, operations, audit }) => {
      const known = await operations.answerTo(operationId);
      if (known !== undefined) return { sealId: known };
      const ownerId = ownerOf(standing, kind, person.accountId);
      const seal = Seal.make({
        id: this.ids.next(),
        unitId,
        kind,
        text: design.text,
        title: design.title,
        picture: { way: 'made', design, drawing },
        ownerId,
        madeBy: { accountId: person.accountId, name: person.name },
        madeAt: this.clock.now(),
      });
      await seals.save(seal);
      const detail = { unitId, kind, way: 'made', own: ownerId !== undefined };
      await audit.record(actor, 'seal.make', { subject: 'seal', subjectId: seal.id, to: 'active', detail });
      await operations.remember(operationId, seal.id);
      return { sealId: seal.id };
    });
  }
}
