import type { Actor } from '../../../kernel/actor.ts';
import { planDesign, type SealDesign, type SealDesignInput } from '../domain/seal-design.ts';
import type { SealKind } from '../domain/seal-kind.ts';
import type { SealDrawings } from '../ports/seal-drawings.ts';
import type { UnitDirectory } from '../ports/unit-directory.ts';
import { type Maker, makerOf } from './seal-access.ts';

export interface SealPreview {
  readonly design: SealDesign;
  readonly svg: string;
}

/** What the seal will look like, drawn as it would be stored; nothing is kept. */
export class PreviewSeal {
  constructor(
    private readonly units: UnitDirectory,
    private readonly drawings: SealDrawings,
  ) {}

  /** The unit whose seals this person may make, whatever may be said of one kind. */
  maker(actor: Actor, unitId: string): Promise<Maker> {
    return makerOf(this.units, actor, unitId, 'official');
  }

  async execute(actor: Actor, unitId: string, kind: SealKind, input: SealDesignInput): Promise<SealPreview> {
    const { unit } = await makerOf(this.units, actor, unitId, kind);
    const design = planDesign(kind, input, unit);
    return { design, svg: await this.drawings.svg(await this.drawings.resolve(design)) };
  }
}
