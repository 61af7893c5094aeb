import type { Actor } from '../../../kernel/actor.ts';
import { verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Blobs } from '../../../kernel/blobs.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Missing } from '../../../kernel/domain-error.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { type PersonalPicture, type PersonalSeal, type PersonalSlot, readHandwriting } from '../domain/personal-seal.ts';
import type { SealDrawings } from '../ports/seal-drawings.ts';
import type { SealWork } from '../ports/seal-work.ts';
import type { ShownPicture } from './seal-pictures.ts';

/** SEA-020 to SEA-025: a person's name seal and signature. The newer picture overwrites; nobody else ever sees them. */
export class KeepPersonalSeal {
  constructor(
    private readonly work: SealWork,
    private readonly drawings: SealDrawings,
    private readonly blobs: Blobs,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async all(actor: Actor): Promise<readonly PersonalSeal[]> {
    const { accountId } = verifiedPersonOf(actor);
    return this.work.run(({ personal }) => personal.of(accountId));
  }

  /** SEA-023: from the system's template with the verified name. */
  async makeName(actor: Actor): Promise<void> {
    const { name } = verifiedPersonOf(actor);
    await this.keep(actor, 'name', { way: 'made', text: name, drawing: await this.drawings.resolveName(name) });
  }

  /** What the name seal would look like. */
  async previewName(actor: Actor): Promise<string> {
    return this.drawings.svg(await this.drawings.resolveName(verifiedPersonOf(actor).name));
  }

  /** SEA-021 */
  async writeSignature(
    actor: Actor,
    input: { readonly strokes: string; readonly color: string; readonly strokeMm: string },
  ): Promise<void> {
    await this.keep(actor, 'signature', readHandwriting(input));
  }

  async keep(actor: Actor, slot: PersonalSlot, picture: PersonalPicture): Promise<void> {
    const { accountId } = verifiedPersonOf(actor);
    const former = await this.work.run(async ({ personal, audit }) => {
      const kept = (await personal.of(accountId)).find((seal) => seal.slot === slot);
      await personal.put({ id: this.ids.next(), accountId, slot, picture, updatedAt: this.clock.now() });
      await audit.record(actor, 'seal.keep-personal', {
        subject: 'seal.personal',
        subjectId: accountId,
        detail: { slot, way: picture.way },
      });
      return kept?.picture;
    });
    if (former?.way === 'scanned') await this.blobs.remove(former.blobId);
  }

  async picture(actor: Actor, slot: PersonalSlot): Promise<ShownPicture> {
    const picture = (await this.all(actor)).find((seal) => seal.slot === slot)?.picture;
    if (picture === undefined) throw new Missing('seal.missing');
    if (picture.way === 'scanned') return { mediaType: 'image/png', bytes: await this.blobs.bytes(picture.blobId) };
    const svg = picture.way === 'made' ? await this.drawings.svg(picture.drawing) : this.drawings.handwritingSvg(picture);
    return { mediaType: 'image/svg+xml', bytes: new TextEncoder().encode(svg) };
  }
}
