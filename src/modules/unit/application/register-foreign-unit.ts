import { type Actor, verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Forbidden } from '../../../kernel/domain-error.ts';
import { FieldChecks } from '../../../kernel/field-checks.ts';
import type { Ids } from '../../../kernel/ids.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import { isLegalRepresentative, type LegalRepresentativeInput } from '../domain/legal-representative.ts';
import { Roster } from '../domain/roster.ts';
import { Unit, type UnitPapers } from '../domain/unit.ts';
import { readForeignUnit, type UnitProfileInput } from '../domain/unit-profile.ts';
import type { Persons } from '../ports/persons.ts';
import type { UnitWork } from '../ports/units.ts';
import { sealedClaim } from './sealed-claim.ts';

export interface RegisterForeignUnitCommand {
  readonly form: UnitProfileInput & LegalRepresentativeInput;
  readonly papers: UnitPapers;
  readonly operationId: string;
}

/** UNI-008, UNI-009: a unit of Hong Kong, Macao, Taiwan or abroad goes to manual review at once, and to nothing else. */
export class RegisterForeignUnit {
  constructor(
    private readonly work: UnitWork,
    private readonly persons: Persons,
    private readonly sealed: SealedText,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async execute(actor: Actor, { form, papers, operationId }: RegisterForeignUnitCommand): Promise<{ unitId: string }> {
    const { accountId } = verifiedPersonOf(actor);
    const verified = await this.persons.verified(accountId);
    if (verified === undefined) throw new Forbidden('access.real-name-needed');
    const { profile, legal: claim } = readForeignUnit(form);
    requireForeignPapers(papers);
    const legal = sealedClaim(claim, this.sealed);
    return this.work.run(async ({ units, rosters, operations, audit }) => {
      const answer = await operations.answerTo(operationId);
      if (answer !== undefined) return { unitId: answer };
      const at = this.clock.now();
      const unit = Unit.registerForeign({ id: this.ids.next(), kind: 'foreign', profile, legal, papers, registeredBy: accountId }, at);
      await units.save(unit);
      const founder = { accountId, name: verified.name, joinedAt: at };
      await rosters.save(Roster.found(unit.id, founder, { legalRepresentative: isLegalRepresentative(verified, legal) }));
      await operations.remember(operationId, unit.id);
      const detail = { as: 'foreign', code: profile.code };
      await audit.record(actor, 'unit.register', { subject: 'unit.unit', subjectId: unit.id, to: unit.state, detail });
      return { unitId: unit.id };
    });
  }
}

export function requireForeignPapers(papers: UnitPapers): void {
  new FieldChecks()
    .require(papers.idPortrait !== undefined, 'idPortrait', 'input.file-required')
    .require(papers.licence !== undefined, 'licence', 'input.file-required')
    .throwIfAny();
}
