import type { Actor, Person } from '../../../kernel/actor.ts';
import { verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Blobs } from '../../../kernel/blobs.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { InvalidFields } from '../../../kernel/domain-error.ts';
import type { Ids } from '../../../kernel/ids.ts';
import type { ScanMeasures, ScanTarget } from '../domain/scanned-seal.ts';
import { Seal } from '../domain/seal.ts';
import type { ScannedPicture } from '../domain/seal-picture.ts';
import { ownerOf } from '../domain/seal-policy.ts';
import type { CleanedScan, ScanCleaner } from '../ports/scan-cleaner.ts';
import type { SealWork } from '../ports/seal-work.ts';
import type { UnitDirectory } from '../ports/unit-directory.ts';
import type { KeepPersonalSeal } from './keep-personal-seal.ts';
import { type Maker, makerOf } from './seal-access.ts';

export interface ScanSealCommand {
  readonly target: ScanTarget;
  /** Finds the upload of this visit; asked only when the operation is not done yet, for the upload is gone afterwards. */
  readonly upload: () => Promise<string>;
  readonly measures: ScanMeasures;
  readonly operationId: string;
}

type UnitTarget = Extract<ScanTarget, { to: 'unit' }>;
const tallest = 45;

/** SEA-005, SEA-022: a photo of a stamp becomes the seal, freed from its paper, at its size in life. */
export class ScanSeal {
  constructor(
    private readonly work: SealWork,
    private readonly units: UnitDirectory,
    private readonly cleaner: ScanCleaner,
    private readonly blobs: Blobs,
    private readonly personal: KeepPersonalSeal,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Who may make the seal may try the picture. */
  async allow(actor: Actor, target: ScanTarget): Promise<Person> {
    return target.to === 'unit' ? (await this.#maker(actor, target)).person : verifiedPersonOf(actor);
  }

  async preview(actor: Actor, target: ScanTarget, uploadId: string, threshold: number | undefined): Promise<CleanedScan> {
    await this.allow(actor, target);
    return this.cleaner.clean(await this.blobs.bytes(uploadId), threshold);
  }

  /** Answers the seal of a unit; undefined for the personal one, of which there is one. */
  async execute(
    actor: Actor,
    { target, upload, measures, operationId }: ScanSealCommand,
  ): Promise<{ readonly sealId: string | undefined }> {
    await this.allow(actor, target);
    const known = await this.work.run(({ operations }) => operations.answerTo(operationId));
    if (known !== undefined) return { sealId: target.to === 'unit' ? known : undefined };
    const uploadId = await upload();
    const clean = await this.cleaner.clean(await this.blobs.bytes(uploadId), measures.threshold);
    if (measures.widthMm * clean.heightToWidth > tallest) {
      throw new InvalidFields([{ field: 'widthMm', code: 'seal.scan-too-tall', params: { max: tallest } }]);
    }
    const { id: blobId } = await this.blobs.put(clean.after, 'seal.png', 'image/png');
    const picture: ScannedPicture = { way: 'scanned', blobId, widthMm: measures.widthMm };
    const sealId = target.to === 'unit' ? await this.#keepForUnit(actor, target, picture, operationId) : undefined;
    if (target.to === 'person') await this.#keepForPerson(actor, picture, operationId);
    await this.blobs.remove(uploadId);
    return { sealId };
  }

  #maker(actor: Actor, { unitId, kind }: UnitTarget): Promise<Maker> {
    return makerOf(this.units, actor, unitId, kind);
  }

  async #keepForPerson(actor: Actor, picture: ScannedPicture, operationId: string): Promise<void> {
    await this.personal.keep(actor, 'name', picture);
    await this.work.run(({ operations }) => operations.remember(operationId, 'personal'));
  }

  async #keepForUnit(actor: Actor, target: UnitTarget, picture: ScannedPicture, operationId: string): Promise<string> {
    const { person, unit, standing } = await this.#maker(actor, target);
    const { unitId, kind } = target;
    const ownerId = ownerOf(standing, kind, person.accountId);
    return this.work.run(async ({ seals, operations, audit }) => {
      const seal = Seal.make({
        id: this.ids.next(),
        unitId,
        kind,
        text: kind === 'legal-representative' ? unit.legalRepresentativeName : unit.name,
        title: '',
        picture,
        ownerId,
        madeBy: { accountId: person.accountId, name: person.name },
        madeAt: this.clock.now(),
      });
      await seals.save(seal);
      const detail = { unitId, kind, way: 'scanned', own: ownerId !== undefined };
      await audit.record(actor, 'seal.make', { subject: 'seal', subjectId: seal.id, to: 'active', detail });
      await operations.remember(operationId, seal.id);
      return seal.id;
    });
  }
}
