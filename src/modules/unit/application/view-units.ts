import { type Actor, personOf, verifiedPersonOf } from '../../../kernel/actor.ts';
import { Missing } from '../../../kernel/domain-error.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import { parseUscc } from '../../../kernel/uscc.ts';
import type { RemovalRequestRecord } from '../domain/removal-request.ts';
import { type Member, Roster, type Standing } from '../domain/roster.ts';
import type { UnitPapers, UnitRecord } from '../domain/unit.ts';
import { UnitMissing } from '../domain/unit-errors.ts';
import { mayAdminister, mayView } from '../domain/unit-policy.ts';
import { openToJoin } from '../domain/unit-state.ts';
import type { CompanyHint, Persons } from '../ports/persons.ts';
import type { FoundUnit, JoinRequestOfUnit, UnitQueries } from '../ports/unit-queries.ts';
import type { UnitWork } from '../ports/units.ts';

export interface MyUnit {
  readonly unit: UnitRecord;
  readonly standing: Standing;
}

export interface ViewedUnit extends MyUnit {
  readonly members: readonly (Member & { readonly standing: Standing })[];
  readonly sealPermission: boolean;
  readonly mayTransfer: boolean;
  /** UNI-028: a change waits for customer service. */
  readonly changePending: boolean;
}

export interface UnitTasks {
  readonly joins: readonly JoinRequestOfUnit[];
  readonly removals: readonly (RemovalRequestRecord & { readonly unitName: string })[];
}

const noStanding: Standing = { administrator: false, legalRepresentative: false, mayManageLegalRepresentativeSeal: false };

/** What people see of units: their own, with what they are in them. */
export class ViewUnits {
  constructor(
    private readonly queries: UnitQueries,
    private readonly persons: Persons,
    private readonly work: UnitWork,
    private readonly sealed: SealedText,
  ) {}

  /** UNI-001, UNI-053: the person's units and the own requests that wait or were refused. */
  async mine(actor: Actor): Promise<{ units: readonly MyUnit[]; requests: readonly JoinRequestOfUnit[] }> {
    const { accountId } = personOf(actor);
    const rows = await this.queries.unitsOf(accountId);
    const units = rows.map(({ unit, roster }) => ({ unit, standing: Roster.restore(roster).standingOf(accountId) ?? noStanding }));
    return { units, requests: await this.queries.joinRequestsOf(accountId) };
  }

  /** Members alone; to anybody else the unit is not there. */
  async one(actor: Actor, unitId: string): Promise<ViewedUnit> {
    const { accountId } = personOf(actor);
    const found = await this.queries.byId(unitId);
    if (found === undefined) throw new UnitMissing();
    const roster = Roster.restore(found.roster);
    const standing = mayView(roster, accountId);
    const members = roster.members.map((member) => ({ ...member, standing: roster.standingOf(member.accountId) ?? noStanding }));
    const { sealPermission } = found.roster;
    const mayTransfer = roster.mayTransferAdministrator(accountId);
    const changePending = await this.queries.hasPendingChange(unitId);
    return { unit: found.unit, standing, members, sealPermission, mayTransfer, changePending };
  }

  /** UNI-022: what waits for the person as an administrator, over all units or in one. */
  async tasks(actor: Actor, unitId?: string): Promise<UnitTasks> {
    const { accountId } = personOf(actor);
    const rows = await this.queries.unitsOf(accountId);
    const administered = rows
      .filter(({ unit, roster }) => Roster.restore(roster).administers(accountId) && (unitId === undefined || unit.id === unitId))
      .map(({ unit }) => unit);
    const ids = administered.map(({ id }) => id);
    if (ids.length === 0) return { joins: [], removals: [] };
    const names = new Map(administered.map(({ id, profile }) => [id, profile.name]));
    const removals = (await this.queries.pendingRemovals(ids)).map((row) => ({ ...row, unitName: names.get(row.unitId) ?? '' }));
    return { joins: await this.queries.pendingJoins(ids), removals };
  }

  /** UNI-039: at least two characters, so that nobody pages through all companies. */
  async search(actor: Actor, text: string): Promise<readonly FoundUnit[]> {
    personOf(actor);
    const wanted = text.normalize('NFC').trim();
    if (wanted.length < 2) return [];
    return this.queries.search(parseUscc(wanted) ?? wanted, 20);
  }

  /** Data of the registration as partner, offered for the form: nothing is asked twice. */
  companyOf(actor: Actor): Promise<CompanyHint | undefined> {
    return this.persons.companyOf(personOf(actor).accountId);
  }

  /** The unit a person asks to join, as the search shows it. */
  async joinable(actor: Actor, unitId: string): Promise<FoundUnit> {
    personOf(actor);
    const found = await this.queries.byId(unitId);
    if (found === undefined || !openToJoin(found.unit)) throw new UnitMissing();
    const { name, code, region } = found.unit.profile;
    return { id: found.unit.id, name, code, region };
  }

  /** For the person's own letter of authorisation: nobody else ever sees it in full. */
  async ownIdNumber(actor: Actor): Promise<string> {
    const known = await this.persons.verified(verifiedPersonOf(actor).accountId);
    return known?.sealedId === undefined ? '' : this.sealed.open(known.sealedId);
  }

  /** UNI-023: verification material, for administrators; the opened view is on record. */
  paper(actor: Actor, unitId: string, paper: keyof UnitPapers): Promise<string> {
    const { accountId } = personOf(actor);
    return this.work.run(async ({ units, rosters, audit }) => {
      mayAdminister(await rosters.of(unitId), accountId);
      const blobId = (await units.byId(unitId)).record.papers[paper];
      if (blobId === undefined) throw new Missing();
      await audit.record(actor, 'unit.view-paper', { subject: 'unit.unit', subjectId: unitId, detail: { paper } });
      return blobId;
    });
  }
}
