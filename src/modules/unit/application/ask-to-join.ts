import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { JoinRequest, readNote } from '../domain/join-request.ts';
import { AlreadyMember, JoinAlreadyPending, UnitMissing } from '../domain/unit-errors.ts';
import { openToJoin } from '../domain/unit-state.ts';
import type { Persons } from '../ports/persons.ts';
import type { UnitWork } from '../ports/units.ts';

export interface AskToJoinCommand {
  readonly unitId: string;
  readonly note: string;
  readonly operationId: string;
}

/** UNI-039: asks an existing unit's administrator to be taken in. */
export class AskToJoin {
  constructor(
    private readonly work: UnitWork,
    private readonly persons: Persons,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async execute(actor: Actor, { unitId, note, operationId }: AskToJoinCommand): Promise<{ requestId: string }> {
    const person = personOf(actor);
    const name = (await this.persons.verified(person.accountId))?.name ?? person.name;
    const words = readNote(note, 'note');
    return this.work.run(async ({ units, rosters, joinRequests, operations, audit }) => {
      const answer = await operations.answerTo(operationId);
      if (answer !== undefined) return { requestId: answer };
      const roster = await rosters.of(unitId);
      if (!openToJoin(await units.byId(unitId))) throw new UnitMissing();
      if (roster.has(person.accountId)) throw new AlreadyMember();
      if ((await joinRequests.pending(unitId, person.accountId)) !== undefined) throw new JoinAlreadyPending();
      const applicant = { accountId: person.accountId, name };
      const request = JoinRequest.send(this.ids.next(), unitId, applicant, words, this.clock.now());
      await joinRequests.save(request);
      await operations.remember(operationId, request.record.id);
      await audit.record(actor, 'unit.ask-to-join', {
        subject: 'unit.join-request',
        subjectId: request.record.id,
        to: 'pending',
        detail: { unitId },
      });
      return { requestId: request.record.id };
    });
  }
}
