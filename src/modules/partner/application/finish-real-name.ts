import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import type { FaceProof } from '../ports/identity-proof.ts';
import type { PartnerWork } from '../ports/partner-work.ts';
import { identityUnavailable } from './identity-unavailable.ts';

export type RealNameResult = 'verified' | 'pending' | 'failed';

/** The browser came back from the face check: that proves nothing, so the result is asked for, once, for this very person. */
export class FinishRealName {
  constructor(
    private readonly work: PartnerWork,
    private readonly faces: FaceProof,
    private readonly sealed: SealedText,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor): Promise<RealNameResult> {
    const person = personOf(actor);
    const { identity } = await this.work.run(({ accounts }) => accounts.byId(person.accountId));
    if (identity.state === 'verified') return 'verified';
    const [reference, checkId] = (identity.faceCheckId ?? '').split(' ');
    if (reference === undefined || checkId === undefined || identity.name === undefined || identity.sealedId === undefined) return 'failed';
    const result = await this.faces.result(reference, checkId, { name: identity.name, idNumber: this.sealed.open(identity.sealedId) });
    if (!result.ok) throw identityUnavailable(result);
    if (result.value === 'pending') return 'pending';
    return this.#decide(actor, person.accountId, identity.faceCheckId, result.value);
  }

  #decide(actor: Actor, accountId: string, faceCheckId: string | undefined, result: 'passed' | 'failed'): Promise<RealNameResult> {
    return this.work.run(async ({ accounts, sessions, audit }) => {
      const account = await accounts.byId(accountId);
      if (account.identity.state === 'verified') return 'verified';
      if (account.identity.faceCheckId !== faceCheckId) return 'failed'; // another check has begun meanwhile
      const from = account.identity.state;
      if (result === 'passed') account.facePassed(this.clock.now());
      else account.faceFailed();
      await accounts.save(account);
      await sessions.refresh({ kind: 'account', id: accountId });
      await audit.record(actor, 'partner.face-check', {
        subject: 'partner.account',
        subjectId: accountId,
        from,
        to: account.identity.state,
      });
      return result === 'passed' ? 'verified' : 'failed';
    });
  }
}
