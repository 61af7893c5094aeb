import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import { readInvitedNumbers, refuseBeyondDailyInvitations } from '../domain/invitation.ts';
import { transferWindowStart } from '../domain/transfer-limits.ts';
import { mayView } from '../domain/unit-policy.ts';
import type { ShortMessages } from '../ports/short-messages.ts';
import type { UnitWork } from '../ports/units.ts';
import { invitationLetter } from './unit-letters.ts';

export const sendInvitationJob = 'unit.send-invitation';

export interface InviteMembersCommand {
  readonly unitId: string;
  readonly numbers: string;
  readonly operationId: string;
}

/** UNI-033: administrators and members invite; each number gets one message with the address of the unit's join page. */
export class InviteMembers {
  constructor(
    private readonly work: UnitWork,
    private readonly sealed: SealedText,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  execute(actor: Actor, { unitId, numbers, operationId }: InviteMembersCommand): Promise<{ sent: number }> {
    const { accountId } = personOf(actor);
    return this.work.run(async ({ rosters, invitations, operations, jobs, audit }) => {
      const roster = await rosters.of(unitId);
      mayView(roster, accountId);
      const answer = await operations.answerTo(operationId);
      if (answer !== undefined) return { sent: Number(answer) };
      const mobiles = readInvitedNumbers(numbers);
      const now = this.clock.now();
      refuseBeyondDailyInvitations(await invitations.countSince(unitId, transferWindowStart(now)), mobiles.length);
      for (const mobile of mobiles) {
        const id = this.ids.next();
        const inviterName = roster.member(accountId).name;
        await invitations.add({ id, unitId, invitedBy: accountId, inviterName, sealedMobile: this.sealed.seal(mobile), at: now });
        await jobs.enqueue(sendInvitationJob, { invitationId: id }, { key: `${sendInvitationJob}:${id}` });
      }
      await operations.remember(operationId, String(mobiles.length));
      await audit.record(actor, 'unit.invite', { subject: 'unit.unit', subjectId: unitId, detail: { count: mobiles.length } });
      return { sent: mobiles.length };
    });
  }
}

/** One invitation, one message. */
export class SendInvitation extends JobHandler {
  readonly name = sendInvitationJob;

  constructor(
    private readonly work: UnitWork,
    private readonly messages: ShortMessages,
    private readonly sealed: SealedText,
    private readonly publicUrl: string,
  ) {
    super();
  }

  async handle(payload: JobPayload): Promise<void> {
    const id = String(payload['invitationId']);
    const { invitation, unitName } = await this.work.run(async ({ invitations, units }) => {
      const found = await invitations.byId(id);
      return { invitation: found, unitName: (await units.byId(found.unitId)).record.profile.name };
    });
    const { sealedMobile, inviterName, unitId } = invitation;
    const text = invitationLetter(inviterName, unitName, `${this.publicUrl}/units/join/${unitId}`);
    await this.messages.send(this.sealed.open(sealedMobile), text, id);
  }
}
