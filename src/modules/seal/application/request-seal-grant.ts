import type { Actor } from '../../../kernel/actor.ts';
import { verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { InvalidFields } from '../../../kernel/domain-error.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { GrantAlreadyOpen, SealMissing, SealNotInForce } from '../domain/seal-errors.ts';
import { readGrantRequest, SealGrant } from '../domain/seal-grant.ts';
import { mayKnowSeals } from '../domain/seal-policy.ts';
import type { SealStores, SealWork } from '../ports/seal-work.ts';
import type { UnitDirectory } from '../ports/unit-directory.ts';

export interface GrantRequest {
  readonly unitId: string;
  readonly sealIds: readonly string[];
  readonly until: string;
  readonly note: string;
  readonly operationId: string;
}

const mostSeals = 50;

/** SEA-016: a member asks for the use of one or more seals that are in force (SEA-055). */
export class RequestSealGrant {
  constructor(
    private readonly work: SealWork,
    private readonly units: UnitDirectory,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async execute(actor: Actor, request: GrantRequest): Promise<void> {
    const person = verifiedPersonOf(actor);
    mayKnowSeals(await this.units.standing(request.unitId, person.accountId));
    const at = this.clock.now();
    const wanted = readGrantRequest(request, at);
    const sealIds = [...new Set(request.sealIds)];
    if (sealIds.length === 0 || sealIds.length > mostSeals) throw new InvalidFields([{ field: 'seal', code: 'input.choose-one' }]);
    await this.work.run(async (stores) => {
      if ((await stores.operations.answerTo(request.operationId)) !== undefined) return;
      for (const sealId of sealIds) {
        await this.#mustBeFree(stores, sealId, request.unitId, person.accountId);
        const { accountId, name } = person;
        const grant = SealGrant.request({
          id: this.ids.next(),
          sealId,
          unitId: request.unitId,
          accountId,
          name,
          ...wanted,
          requestedAt: at,
        });
        await stores.grants.save(grant);
        const detail = { sealId, until: wanted.until };
        await stores.audit.record(actor, 'seal.request-grant', { subject: 'seal.grant', subjectId: grant.id, to: 'pending', detail });
      }
      await stores.operations.remember(request.operationId, request.unitId);
    });
  }

  async #mustBeFree({ seals, grants }: SealStores, sealId: string, unitId: string, accountId: string): Promise<void> {
    const seal = await seals.byId(sealId);
    if (seal.unitId !== unitId) throw new SealMissing();
    // SEA-057: the legal representative's own seal is nobody else's to use
    if (!seal.isActive || seal.record.ownerId !== undefined) throw new SealNotInForce();
    const state = (await grants.newestOf(sealId, accountId))?.stateAt(this.clock.now());
    if (state === 'pending' || state === 'granted') throw new GrantAlreadyOpen();
  }
}
