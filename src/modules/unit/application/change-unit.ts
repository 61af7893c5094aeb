import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { FieldChecks } from '../../../kernel/field-checks.ts';
import type { Ids } from '../../../kernel/ids.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import type { LegalRepresentativeInput } from '../domain/legal-representative.ts';
import type { UnitPapers, UnitRecord } from '../domain/unit.ts';
import { type ChangePapers, readUnitChange, UnitChange, type WantedChange } from '../domain/unit-change.ts';
import { ChangeAlreadyPending, CheckFailed, ManualReviewNotOpen } from '../domain/unit-errors.ts';
import { mayAdminister } from '../domain/unit-policy.ts';
import type { UnitRules } from '../domain/unit-rules.ts';
import type { Persons } from '../ports/persons.ts';
import type { UnitStores, UnitWork } from '../ports/units.ts';
import { applyChange, holderOf } from './apply-change.ts';
import type { CheckOutcome, CheckRegistration } from './check-registration.ts';
import { sealedClaim } from './sealed-claim.ts';

export interface ChangeUnitCommand {
  readonly unitId: string;
  readonly form: { readonly name?: string | undefined } & LegalRepresentativeInput;
  readonly papers: UnitPapers & { readonly proof?: string | undefined };
  readonly route: 'checks' | 'manual-review';
}

/** UNI-028 to UNI-030: an automatic check makes the change effective at once; otherwise, and for foreign units, a person decides. */
export class ChangeUnit {
  constructor(
    private readonly work: UnitWork,
    private readonly persons: Persons,
    private readonly checks: CheckRegistration,
    private readonly sealed: SealedText,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly rules: UnitRules,
  ) {}

  async execute(actor: Actor, { unitId, form, papers, route }: ChangeUnitCommand): Promise<'effective' | 'manual'> {
    const { accountId } = personOf(actor);
    const unit = await this.#open(accountId, unitId);
    const wanted = readUnitChange(form, unit);
    const complete = requiredPapers(papers, wanted);
    const automatic = route === 'checks' && unit.kind === 'domestic';
    if (automatic) await this.#check(accountId, unit, wanted, complete);
    const legal = wanted.legal === undefined ? unit.legal : sealedClaim(wanted.legal, this.sealed);
    const change = UnitChange.draft({
      id: this.ids.next(),
      unitId,
      requestedBy: accountId,
      name: wanted.name,
      legal,
      papers: complete,
      sentAt: this.clock.now(),
    });
    const holder = automatic ? await holderOf(this.work, this.persons, unitId, legal) : undefined;
    return this.work.run((stores) => this.#store(actor, accountId, change, { automatic, holder }, stores));
  }

  #open(accountId: string, unitId: string): Promise<UnitRecord> {
    return this.work.run(async ({ units, rosters, changes }) => {
      mayAdminister(await rosters.of(unitId), accountId);
      const unit = await units.byId(unitId);
      unit.mustBeVerified();
      if (await changes.hasPending(unitId)) throw new ChangeAlreadyPending();
      return unit.record;
    });
  }

  async #check(accountId: string, unit: UnitRecord, { name, legal }: WantedChange, papers: ChangePapers): Promise<void> {
    const profile = { ...unit.profile, name };
    const licence = await this.checks.licence(papers.licence, profile, legal?.name ?? unit.legal.name);
    const card = legal === undefined ? [] : await this.checks.idCard(papers, legal);
    await this.#count(accountId, { node: 'recognition', refusals: [...licence, ...card] });
    const idNumber = legal?.idNumber ?? (unit.legal.sealedId === '' ? undefined : this.sealed.open(unit.legal.sealedId));
    const person = { name: legal?.name ?? unit.legal.name, idNumber };
    await this.#count(accountId, await this.checks.compareRegister(profile, person, 'administrator'));
  }

  async #count(accountId: string, { node, refusals }: CheckOutcome): Promise<void> {
    if (refusals.length === 0) return;
    const tally = await this.work.run(async ({ tallies }) => {
      const before = await tallies.of(accountId, 'change');
      const after = node === 'recognition' ? before.withRecognitionFailure() : before.withRegistryFailure();
      await tallies.save(after);
      return after;
    });
    throw new CheckFailed(refusals, tally, this.rules);
  }

  async #store(
    actor: Actor,
    accountId: string,
    change: UnitChange,
    { automatic, holder }: { automatic: boolean; holder: string | undefined },
    stores: UnitStores,
  ): Promise<'effective' | 'manual'> {
    const roster = await stores.rosters.of(change.record.unitId);
    mayAdminister(roster, accountId);
    const unit = await stores.units.byId(change.record.unitId);
    const tally = await stores.tallies.of(accountId, 'change');
    if (automatic) {
      change.pass(this.clock.now());
      await applyChange(change, holder, stores, this.clock.now());
    } else {
      if (unit.record.kind === 'domestic' && !tally.opensManualReview(this.rules)) throw new ManualReviewNotOpen();
      change.askManualReview();
    }
    await stores.changes.save(change);
    await stores.tallies.save(tally.cleared());
    const { state } = change.record;
    await stores.audit.record(actor, 'unit.change', { subject: 'unit.unit', subjectId: unit.id, to: state });
    return state === 'effective' ? 'effective' : 'manual';
  }
}

function requiredPapers({ licence, proof, idPortrait, idEmblem }: ChangeUnitCommand['papers'], { legal }: WantedChange): ChangePapers {
  const checks = new FieldChecks()
    .require(licence !== undefined, 'licence', 'input.file-required')
    .require(proof !== undefined, 'proof', 'input.file-required');
  if (legal !== undefined) checks.require(idPortrait !== undefined, 'idPortrait', 'input.file-required');
  if (legal?.idType === 'resident') checks.require(idEmblem !== undefined, 'idEmblem', 'input.file-required');
  checks.throwIfAny();
  return { licence: licence ?? '', proof: proof ?? '', idPortrait, idEmblem };
}
