import type { Standing } from '../domain/roster.ts';
import { Roster } from '../domain/roster.ts';
import type { UnitRecord } from '../domain/unit.ts';
import { UnitMissing } from '../domain/unit-errors.ts';
import type { UnitQueries } from '../ports/unit-queries.ts';
import type { UnitCard, UnitDirectory, UnitMember, UnitMembership } from '../published/unit-directory.ts';

const noStanding: Standing = { administrator: false, legalRepresentative: false, mayManageLegalRepresentativeSeal: false };

/** Answers the other modules from the module's own queries. */
export class AnswerAboutUnits implements UnitDirectory {
  readonly #queries: UnitQueries;

  constructor(queries: UnitQueries) {
    this.#queries = queries;
  }

  async unit(unitId: string): Promise<UnitCard> {
    const found = await this.#queries.byId(unitId);
    if (found === undefined) throw new UnitMissing();
    return cardOf(found.unit);
  }

  async unitByCode(code: string): Promise<UnitCard | undefined> {
    const unit = await this.#queries.byCode(code);
    return unit === undefined ? undefined : cardOf(unit);
  }

  async standing(unitId: string, accountId: string): Promise<Standing | undefined> {
    const found = await this.#queries.byId(unitId);
    return found === undefined ? undefined : Roster.restore(found.roster).standingOf(accountId);
  }

  async unitsOf(accountId: string): Promise<readonly UnitMembership[]> {
    const rows = await this.#queries.unitsOf(accountId);
    return rows.map(({ unit, roster }) => ({
      unit: cardOf(unit),
      standing: Roster.restore(roster).standingOf(accountId) ?? noStanding,
    }));
  }

  async members(unitId: string): Promise<readonly UnitMember[]> {
    const found = await this.#queries.byId(unitId);
    if (found === undefined) throw new UnitMissing();
    const roster = Roster.restore(found.roster);
    return roster.members.map(({ accountId, name }) => ({ accountId, name, standing: roster.standingOf(accountId) ?? noStanding }));
  }
}

function cardOf({ id, kind, profile, legal, state }: UnitRecord): UnitCard {
  const { name, code, region } = profile;
  return { id, kind, name, code, region, legalRepresentativeName: legal.name, verified: state === 'verified' };
}
