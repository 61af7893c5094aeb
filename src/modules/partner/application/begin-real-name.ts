import { type Actor, personOf } from '../../../kernel/actor.ts';
import { type Clock, shanghaiDay } from '../../../kernel/clock.ts';
import { FieldChecks } from '../../../kernel/field-checks.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { parseResidentId } from '../../../kernel/resident-id.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import type { CardPicture, FaceProof, IdCardReader } from '../ports/identity-proof.ts';
import type { PartnerWork } from '../ports/partner-work.ts';
import { identityUnavailable } from './identity-unavailable.ts';

export interface RealNameCommand {
  readonly realName: string;
  readonly idNumber: string;
  readonly portrait: CardPicture & { readonly blobId: string };
  readonly emblem: CardPicture & { readonly blobId: string };
}

/** PAR-048: name and number as typed must stand on the card; then the person is sent to the face check. */
export class BeginRealName {
  constructor(
    private readonly work: PartnerWork,
    private readonly cards: IdCardReader,
    private readonly faces: FaceProof,
    private readonly sealed: SealedText,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Answers the address of the face check. Throws InvalidFields when the card says something else. */
  async execute(actor: Actor, command: RealNameCommand): Promise<{ faceUrl: string }> {
    const person = personOf(actor);
    const { name, idNumber } = this.#typed(command);
    await this.#compareCard(command, name, idNumber);
    const reference = this.ids.next();
    const begun = await this.faces.begin(reference, { name, idNumber });
    if (!begun.ok) throw identityUnavailable(begun);
    await this.work.run(async ({ accounts, audit }) => {
      const account = await accounts.byId(person.accountId);
      const from = account.identity.state;
      const claim = {
        name,
        sealedId: this.sealed.seal(idNumber),
        idFingerprint: this.sealed.fingerprint(idNumber),
        portraitBlobId: command.portrait.blobId,
        emblemBlobId: command.emblem.blobId,
      };
      account.claimIdentity(claim, `${reference} ${begun.value.checkId}`, this.clock.now());
      await accounts.save(account);
      await audit.record(actor, 'partner.claim-identity', {
        subject: 'partner.account',
        subjectId: person.accountId,
        from,
        to: account.identity.state,
      });
    });
    return { faceUrl: begun.value.url };
  }

  #typed(command: RealNameCommand): { name: string; idNumber: string } {
    const checks = new FieldChecks();
    const name = checks.text(command.realName, 'realName', 50);
    const idNumber = parseResidentId(command.idNumber);
    checks.require(idNumber !== undefined, 'idNumber', 'input.resident-id').throwIfAny();
    return { name, idNumber: idNumber ?? '' };
  }

  async #compareCard(command: RealNameCommand, name: string, idNumber: string): Promise<void> {
    const portrait = await this.cards.portrait(command.portrait);
    const emblem = await this.cards.emblem(command.emblem);
    if (!portrait.ok) throw identityUnavailable(portrait);
    if (!emblem.ok) throw identityUnavailable(emblem);
    const today = shanghaiDay(this.clock.now());
    new FieldChecks()
      .require(portrait.value !== undefined, 'portrait', 'partner.card-not-readable')
      .require(portrait.value?.name === name, 'realName', 'partner.name-not-on-card')
      .require(portrait.value?.idNumber === idNumber, 'idNumber', 'partner.number-not-on-card')
      .require(emblem.value !== undefined, 'emblem', 'partner.card-not-readable')
      .require(
        emblem.value === undefined || emblem.value.validUntil === null || emblem.value.validUntil >= today,
        'emblem',
        'partner.card-expired',
      )
      .throwIfAny();
  }
}
