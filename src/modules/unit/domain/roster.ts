import { Aggregate } from '../../../kernel/aggregate.ts';
import {
  AdministratorNotRemovable,
  AlreadyAdministrator,
  AlreadyMember,
  AnotherAdministratorExists,
  NeverSelf,
  NeverTheLegalRepresentative,
  NotAMember,
  TransferBeforeLeaving,
} from './unit-errors.ts';
import type { RosterEvent } from './unit-events.ts';

export interface Member {
  readonly accountId: string;
  readonly name: string;
  readonly joinedAt: Date;
}

/** What a person is in a unit. The legal representative who is in the unit counts as an administrator (UNI-052). */
export interface Standing {
  readonly administrator: boolean;
  readonly legalRepresentative: boolean;
  readonly mayManageLegalRepresentativeSeal: boolean;
}

export interface RosterRecord {
  readonly unitId: string;
  readonly members: readonly Member[];
  readonly administrator?: string | undefined;
  readonly legalRepresentative?: string | undefined;
  /** Legal representatives who left: on coming back they are ordinary members (UNI-052). */
  readonly resigned: readonly string[];
  /** 「授权法定代表人章管理」, given to the administrator by the legal representative (UNI-024). */
  readonly sealPermission: boolean;
}

/** The people of one unit. At least one of them always is an administrator, by role or as legal representative. */
export class Roster extends Aggregate<RosterEvent> {
  #record: RosterRecord;

  private constructor(record: RosterRecord) {
    super();
    this.#record = record;
  }

  static restore(record: RosterRecord): Roster {
    return new Roster(record);
  }

  /** The founder administers the unit, and is its legal representative as well when name and ID number say so (UNI-056). */
  static found(unitId: string, founder: Member, as: { readonly legalRepresentative: boolean }): Roster {
    const legalRepresentative = as.legalRepresentative ? founder.accountId : undefined;
    const administrator = as.legalRepresentative ? undefined : founder.accountId;
    const roster = new Roster({ unitId, members: [founder], administrator, legalRepresentative, resigned: [], sealPermission: false });
    roster.raise({ type: 'unit.member-joined', unitId, accountId: founder.accountId, ...as, at: founder.joinedAt.toISOString() });
    return roster;
  }

  get record(): RosterRecord {
    return this.#record;
  }

  get unitId(): string {
    return this.#record.unitId;
  }

  /** Members with the administrator first (UNI-010), then the legal representative, then by the time of joining. */
  get members(): readonly Member[] {
    const rank = ({ accountId }: Member) => (this.#isRoleAdministrator(accountId) ? 0 : this.#isLegal(accountId) ? 1 : 2);
    return [...this.#record.members].sort((a, b) => rank(a) - rank(b) || a.joinedAt.getTime() - b.joinedAt.getTime());
  }

  has(accountId: string): boolean {
    return this.#record.members.some((member) => member.accountId === accountId);
  }

  member(accountId: string): Member {
    const member = this.#record.members.find((candidate) => candidate.accountId === accountId);
    if (member === undefined) throw new NotAMember();
    return member;
  }

  administers(accountId: string): boolean {
    return this.#isRoleAdministrator(accountId) || this.#isLegal(accountId);
  }

  standingOf(accountId: string): Standing | undefined {
    if (!this.has(accountId)) return undefined;
    const legalRepresentative = this.#isLegal(accountId);
    const administrator = this.administers(accountId);
    return {
      administrator,
      legalRepresentative,
      mayManageLegalRepresentativeSeal: legalRepresentative || (administrator && this.#record.sealPermission),
    };
  }

  /** After an approved request. `matchesLegalRepresentative`: the verified name and ID number equal the unit's data (UNI-056). */
  join(member: Member, as: { readonly matchesLegalRepresentative: boolean }): void {
    if (this.has(member.accountId)) throw new AlreadyMember();
    const { legalRepresentative: current, resigned } = this.#record;
    const legal = as.matchesLegalRepresentative && current === undefined && !resigned.includes(member.accountId);
    this.#record = {
      ...this.#record,
      members: [...this.#record.members, member],
      legalRepresentative: legal ? member.accountId : current,
    };
    const at = member.joinedAt.toISOString();
    this.raise({ type: 'unit.member-joined', unitId: this.unitId, accountId: member.accountId, legalRepresentative: legal, at });
  }

  /** UNI-037, UNI-052: who administers by role must hand over first; the legal representative may go while an administrator stays. */
  leave(accountId: string, at: Date): void {
    this.member(accountId);
    if (this.#isRoleAdministrator(accountId)) throw new TransferBeforeLeaving();
    if (this.#isLegal(accountId) && this.#record.administrator === undefined) throw new TransferBeforeLeaving();
    this.#drop(accountId, 'left', at);
  }

  /** UNI-034 and UNI-036, by `by`, who administers the unit (the policy asked before). */
  remove(accountId: string, by: string, at: Date): void {
    this.mustBeRemovable(accountId, by);
    this.#drop(accountId, 'removed', at);
  }

  /** UNI-036, for deletion and for the request of one: never oneself, never the legal representative, no administrator by a member. */
  mustBeRemovable(accountId: string, by: string): void {
    this.member(accountId);
    if (accountId === by) throw new NeverSelf();
    if (this.#isLegal(accountId)) throw new NeverTheLegalRepresentative();
    if (this.#isRoleAdministrator(accountId) && !this.#isLegal(by)) throw new AdministratorNotRemovable();
  }

  /** UNI-026: the legal representative hands over only while there is no other administrator. */
  mayTransferAdministrator(by: string): boolean {
    return this.#isRoleAdministrator(by) || (this.#isLegal(by) && this.#record.administrator === undefined);
  }

  /** UNI-025, UNI-027: at once; the former administrator is an ordinary member from now on. */
  transferAdministrator(by: string, to: string, at: Date): void {
    if (!this.mayTransferAdministrator(by)) throw new AnotherAdministratorExists();
    this.replaceAdministrator(to, at, by);
  }

  /** The exchange itself; also the effect of an approved application to be administrator (UNI-041). */
  replaceAdministrator(to: string, at: Date, from = this.#record.administrator ?? this.#record.legalRepresentative): void {
    this.member(to);
    if (this.#isRoleAdministrator(to) || to === from) throw new AlreadyAdministrator();
    this.#record = { ...this.#record, administrator: to, sealPermission: false };
    this.raise({ type: 'unit.administrator-transferred', unitId: this.unitId, from: from ?? to, to, at: at.toISOString() });
  }

  /** UNI-024: by the legal representative only (the policy asked before). */
  setSealPermission(given: boolean, at: Date): void {
    if (given === this.#record.sealPermission) return;
    this.#record = { ...this.#record, sealPermission: given };
    this.raise({ type: 'unit.permissions-changed', unitId: this.unitId, mayManageLegalRepresentativeSeal: given, at: at.toISOString() });
  }

  /** UNI-056: an approved change of the unit's data moves the role. Without an administrator the former holder stays one by role. */
  changeLegalRepresentative(accountId: string | undefined, at: Date): void {
    const { legalRepresentative: former, administrator } = this.#record;
    if (accountId === former) return;
    const needsAdministrator = administrator === undefined && accountId === undefined;
    this.#record = {
      ...this.#record,
      legalRepresentative: accountId,
      administrator: needsAdministrator ? former : administrator,
      sealPermission: false,
    };
    const event = { type: 'unit.legal-representative-changed', unitId: this.unitId, at: at.toISOString() } as const;
    this.raise({ ...event, accountId: accountId ?? null });
  }

  #drop(accountId: string, how: 'left' | 'removed', at: Date): void {
    const legal = this.#isLegal(accountId);
    const administrator = this.#isRoleAdministrator(accountId);
    this.#record = {
      ...this.#record,
      members: this.#record.members.filter((member) => member.accountId !== accountId),
      administrator: administrator ? undefined : this.#record.administrator,
      legalRepresentative: legal ? undefined : this.#record.legalRepresentative,
      resigned: legal ? [...this.#record.resigned, accountId] : this.#record.resigned,
      sealPermission: administrator || legal ? false : this.#record.sealPermission,
    };
    this.raise({ type: 'unit.member-left', unitId: this.unitId, accountId, how, at: at.toISOString() });
  }

  #isRoleAdministrator(accountId: string): boolean {
    return this.#record.administrator === accountId;
  }

  #isLegal(accountId: string): boolean {
    return this.#record.legalRepresentative === accountId;
  }
}
