import { type Actor, personOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import { isLegalRepresentative, type LegalRepresentativeInput } from '../domain/legal-representative.ts';
import type { UnitPapers } from '../domain/unit.ts';
import { mayAdminister } from '../domain/unit-policy.ts';
import { readDomesticUnit, readForeignUnit, type UnitProfileInput } from '../domain/unit-profile.ts';
import type { Persons } from '../ports/persons.ts';
import type { UnitWork } from '../ports/units.ts';
import { sealedClaim } from './sealed-claim.ts';

export interface ResubmitUnitCommand {
  readonly unitId: string;
  readonly form: UnitProfileInput & LegalRepresentativeInput;
  /** Those to be exchanged; the others stay. */
  readonly papers: UnitPapers;
}

/** 8.3: a refused review is asked for again with corrected data or clearer papers. */
export class ResubmitUnit {
  constructor(
    private readonly work: UnitWork,
    private readonly persons: Persons,
    private readonly sealed: SealedText,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, { unitId, form, papers }: ResubmitUnitCommand): Promise<void> {
    const { accountId } = personOf(actor);
    const verified = await this.persons.verified(accountId);
    return this.work.run(async ({ units, rosters, audit }) => {
      const roster = await rosters.of(unitId);
      mayAdminister(roster, accountId);
      const unit = await units.byId(unitId);
      unit.mustAllow('resubmit');
      const { profile, legal: claim } = unit.record.kind === 'foreign' ? readForeignUnit(form) : readDomesticUnit(form);
      const legal = sealedClaim(claim, this.sealed);
      unit.resubmit(profile, legal, given(papers));
      // The corrected person may be another one: the role follows the data, never the first claim (UNI-056).
      roster.changeLegalRepresentative(isLegalRepresentative(verified, legal) ? accountId : undefined, this.clock.now());
      await units.save(unit);
      await rosters.save(roster);
      await audit.record(actor, 'unit.resubmit', { subject: 'unit.unit', subjectId: unitId, from: 'rejected', to: unit.state });
    });
  }
}

function given(papers: UnitPapers): UnitPapers {
  return Object.fromEntries(Object.entries(papers).filter(([, blobId]) => blobId !== undefined));
}
