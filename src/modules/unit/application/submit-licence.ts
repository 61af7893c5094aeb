import { type Actor, personOf } from '../../../kernel/actor.ts';
import { InvalidFields } from '../../../kernel/domain-error.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import type { UnitRecord } from '../domain/unit.ts';
import { CheckFailed, ManualReviewNotOpen } from '../domain/unit-errors.ts';
import { mayAdminister } from '../domain/unit-policy.ts';
import type { UnitRules } from '../domain/unit-rules.ts';
import type { UnitWork } from '../ports/units.ts';
import type { CheckOutcome, CheckRegistration } from './check-registration.ts';

export interface SubmitLicenceCommand {
  readonly unitId: string;
  readonly licence: string | undefined;
  readonly route: 'checks' | 'manual-review';
}

/** UNI-012: the licence must match the registered data and the business register; then the corporate transfer is next. */
export class SubmitLicence {
  constructor(
    private readonly work: UnitWork,
    private readonly checks: CheckRegistration,
    private readonly sealed: SealedText,
    private readonly rules: UnitRules,
  ) {}

  async execute(actor: Actor, { unitId, licence, route }: SubmitLicenceCommand): Promise<void> {
    const { accountId } = personOf(actor);
    if (licence === undefined) throw new InvalidFields([{ field: 'licence', code: 'input.file-required' }]);
    const unit = await this.work.run(async ({ units, rosters }) => {
      mayAdminister(await rosters.of(unitId), accountId);
      const found = await units.byId(unitId);
      found.mustAllow('upload_licence');
      return found.record;
    });
    if (route === 'checks') await this.#check(accountId, unit, licence);
    await this.#store(actor, accountId, unitId, licence, route);
  }

  async #check(accountId: string, unit: UnitRecord, licence: string): Promise<void> {
    const { profile, legal } = unit;
    const differences = await this.checks.licence(licence, profile, legal.name);
    if (differences.length > 0) await this.#fail(accountId, { node: 'recognition', refusals: differences });
    const idNumber = legal.sealedId === '' ? undefined : this.sealed.open(legal.sealedId);
    const { refusals } = await this.checks.compareRegister(profile, { name: legal.name, idNumber }, 'administrator');
    const words = refusals.map(({ code }) => ({ field: 'licence', code }));
    if (words.length > 0) await this.#fail(accountId, { node: 'registry', refusals: words });
  }

  async #fail(accountId: string, { node, refusals }: CheckOutcome): Promise<never> {
    const tally = await this.work.run(async ({ tallies }) => {
      const before = await tallies.of(accountId, 'licence');
      const after = node === 'recognition' ? before.withRecognitionFailure() : before.withRegistryFailure();
      await tallies.save(after);
      return after;
    });
    throw new CheckFailed(refusals, tally, this.rules);
  }

  #store(actor: Actor, accountId: string, unitId: string, licence: string, route: 'checks' | 'manual-review'): Promise<void> {
    return this.work.run(async ({ units, rosters, tallies, audit }) => {
      mayAdminister(await rosters.of(unitId), accountId);
      const unit = await units.byId(unitId);
      const from = unit.state;
      const tally = await tallies.of(accountId, 'licence');
      if (route === 'checks') unit.acceptLicence(licence);
      else if (tally.opensManualReview(this.rules)) unit.askLicenceReview(licence);
      else throw new ManualReviewNotOpen();
      await units.save(unit);
      await tallies.save(tally.cleared());
      await audit.record(actor, 'unit.submit-licence', { subject: 'unit.unit', subjectId: unitId, from, to: unit.state });
    });
  }
}
