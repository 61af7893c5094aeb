import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { UnitWork } from '../ports/units.ts';

/** Papers uploaded with a form that was refused stay with their uploader, so that nothing is chosen twice. */
export class KeepDraft {
  constructor(private readonly work: UnitWork) {}

  remember(actor: Actor, blobId: string): Promise<void> {
    const { accountId } = personOf(actor);
    return this.work.run(({ drafts }) => drafts.remember(blobId, accountId));
  }

  mayUse(actor: Actor, blobId: string): Promise<boolean> {
    const { accountId } = personOf(actor);
    return this.work.run(({ drafts }) => drafts.belongsTo(blobId, accountId));
  }
}
