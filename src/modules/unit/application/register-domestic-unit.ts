import { type Actor, type Person, verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Forbidden } from '../../../kernel/domain-error.ts';
import { FieldChecks } from '../../../kernel/field-checks.ts';
import type { Ids } from '../../../kernel/ids.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import {
  isLegalRepresentative,
  type LegalRepresentative,
  type LegalRepresentativeClaim,
  type LegalRepresentativeInput,
} from '../domain/legal-representative.ts';
import { Roster } from '../domain/roster.ts';
import { type NewUnit, Unit, type UnitPapers } from '../domain/unit.ts';
import { CheckFailed, ManualReviewNotOpen, UnitAlreadyRegistered } from '../domain/unit-errors.ts';
import { readDomesticUnit, readOwnUnit, type UnitProfile, type UnitProfileInput } from '../domain/unit-profile.ts';
import type { UnitRules } from '../domain/unit-rules.ts';
import type { KnownPerson, Persons } from '../ports/persons.ts';
import type { UnitStores, UnitWork } from '../ports/units.ts';
import type { CheckOutcome, CheckRegistration } from './check-registration.ts';
import { sealedClaim } from './sealed-claim.ts';

export interface RegisterDomesticUnitCommand {
  /** UNI-002: 「我是单位管理员」 or 「我是法定代表人」. */
  readonly as: 'administrator' | 'legal-representative';
  readonly form: UnitProfileInput & LegalRepresentativeInput;
  readonly papers: UnitPapers;
  /** `manual-review` once the checks failed often enough (UNI-006, UNI-007). */
  readonly route: 'checks' | 'manual-review';
  readonly operationId: string;
}

interface Application {
  readonly person: Person;
  readonly verified: KnownPerson;
  readonly profile: UnitProfile;
  readonly claim: LegalRepresentativeClaim | undefined;
  readonly legal: LegalRepresentative;
}

/** UNI-002 to UNI-007: registers a domestic unit, or hands right data that failed too often to manual review. */
export class RegisterDomesticUnit {
  constructor(
    private readonly work: UnitWork,
    private readonly persons: Persons,
    private readonly checks: CheckRegistration,
    private readonly sealed: SealedText,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly rules: UnitRules,
  ) {}

  /** Throws InvalidFields, CheckFailed (counted), UnitAlreadyRegistered, CheckUnavailable. */
  async execute(actor: Actor, command: RegisterDomesticUnitCommand): Promise<{ unitId: string }> {
    const application = await this.#read(verifiedPersonOf(actor), command);
    const answered = await this.#answeredBefore(application, command);
    if (answered !== undefined) return { unitId: answered };
    if (command.route === 'checks') await this.#check(application, command);
    try {
      return await this.work.run((stores) => this.#store(actor, application, command, stores));
    } catch (error) {
      // The same form sent twice at once: the second one gets the first answer.
      const first = await this.work.run(({ operations }) => operations.answerTo(command.operationId));
      if (first === undefined) throw error;
      return { unitId: first };
    }
  }

  async #read(person: Person, { as, form, papers }: RegisterDomesticUnitCommand): Promise<Application> {
    const verified = await this.persons.verified(person.accountId);
    if (verified === undefined) throw new Forbidden('access.real-name-needed');
    if (as === 'legal-representative') {
      return { person, verified, profile: readOwnUnit(form), claim: undefined, legal: ownIdentity(verified) };
    }
    const { profile, legal: claim } = readDomesticUnit(form);
    requirePapers(papers);
    return { person, verified, profile, claim, legal: sealedClaim(claim, this.sealed) };
  }

  #answeredBefore({ profile }: Application, { operationId }: RegisterDomesticUnitCommand): Promise<string | undefined> {
    return this.work.run(async ({ units, operations }) => {
      const answer = await operations.answerTo(operationId);
      if (answer !== undefined) return answer;
      if ((await units.activeByCode(profile.code)) !== undefined) throw new UnitAlreadyRegistered();
      return undefined;
    });
  }

  async #check({ person, verified, profile, claim }: Application, { as, papers }: RegisterDomesticUnitCommand): Promise<void> {
    if (claim !== undefined) {
      await this.#count(person, await this.checks.recognise(profile, claim, papers, verified));
    }
    const legal = claim ?? { name: verified.name, idNumber: verified.sealedId && this.sealed.open(verified.sealedId) };
    await this.#count(person, await this.checks.compareRegister(profile, legal, as));
  }

  /** UNI-055: failures count per node and person, and outlive the refused form. */
  async #count(person: Person, { node, refusals }: CheckOutcome): Promise<void> {
    if (refusals.length === 0) return;
    const tally = await this.work.run(async ({ tallies }) => {
      const before = await tallies.of(person.accountId, 'registration');
      const after = node === 'recognition' ? before.withRecognitionFailure() : before.withRegistryFailure();
      await tallies.save(after);
      return after;
    });
    throw new CheckFailed(refusals, tally, this.rules);
  }

  async #store(actor: Actor, application: Application, command: RegisterDomesticUnitCommand, stores: UnitStores) {
    const { person, verified, profile, legal } = application;
    const tally = await stores.tallies.of(person.accountId, 'registration');
    if (command.route === 'manual-review' && !tally.opensManualReview(this.rules)) throw new ManualReviewNotOpen();
    const at = this.clock.now();
    const data: NewUnit = { id: this.ids.next(), kind: 'domestic', profile, legal, papers: command.papers, registeredBy: person.accountId };
    const unit = command.route === 'checks' ? Unit.register(data, at) : Unit.registerForManualReview(data, at);
    const founder = { accountId: person.accountId, name: verified.name, joinedAt: at };
    await stores.units.save(unit);
    await stores.rosters.save(Roster.found(unit.id, founder, { legalRepresentative: isLegalRepresentative(verified, legal) }));
    await stores.tallies.save(tally.cleared());
    await stores.audit.record(actor, 'unit.register', {
      subject: 'unit.unit',
      subjectId: unit.id,
      to: unit.state,
      detail: { as: command.as, code: profile.code },
    });
    await stores.operations.remember(command.operationId, unit.id);
    return { unitId: unit.id };
  }
}

function requirePapers(papers: UnitPapers): void {
  new FieldChecks()
    .require(papers.idPortrait !== undefined, 'idPortrait', 'input.file-required')
    .require(papers.idEmblem !== undefined, 'idEmblem', 'input.file-required')
    .require(papers.authorisationLetter !== undefined, 'authorisationLetter', 'input.file-required')
    .throwIfAny();
}

/** UNI-004: no second person's data; the registrant is the legal representative. */
function ownIdentity(verified: KnownPerson): LegalRepresentative {
  const { name, idFingerprint, sealedId } = verified;
  return { name, idType: 'resident', sealedId: sealedId ?? '', idFingerprint, maskedId: '' };
}
