import type { AdministratorApplicationRecord } from '../domain/administrator-application.ts';
import type { JoinRequestRecord } from '../domain/join-request.ts';
import type { RemovalRequestRecord } from '../domain/removal-request.ts';
import type { RosterRecord } from '../domain/roster.ts';
import type { UnitRecord } from '../domain/unit.ts';
import type { UnitChangeRecord } from '../domain/unit-change.ts';

export interface UnitWithPeople {
  readonly unit: UnitRecord;
  readonly roster: RosterRecord;
}

export interface JoinRequestOfUnit extends JoinRequestRecord {
  readonly unitName: string;
}

export interface ApplicationOfUnit extends AdministratorApplicationRecord {
  readonly unitName: string;
}

export interface ChangeOfUnit extends UnitChangeRecord {
  readonly unitName: string;
}

export interface FoundUnit {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly region: string;
}

export interface UnitMenu {
  /** The first unit the account administers. */
  readonly unitId: string | undefined;
  /** Its name, or that of the first unit the account is a member of. */
  readonly unitName: string | undefined;
  /** Requests that wait for the account’s answer, over all its units. */
  readonly openTasks: number;
}

/** Read side: plain data as last stored, nothing locked. */
export abstract class UnitQueries {
  /** What the menu shows, in one query: it is asked for on every page. */
  abstract menuOf(accountId: string): Promise<UnitMenu>;
  abstract byId(unitId: string): Promise<UnitWithPeople | undefined>;
  abstract byCode(code: string): Promise<UnitRecord | undefined>;
  /** Units the account is a member of, in the order of joining. */
  abstract unitsOf(accountId: string): Promise<readonly UnitWithPeople[]>;
  /** UNI-039: by the beginning of the name or the whole code; at most `limit`, none that is rejected or awaits its first review. */
  abstract search(text: string, limit: number): Promise<readonly FoundUnit[]>;
  /** The account's own requests, newest first. */
  abstract joinRequestsOf(accountId: string): Promise<readonly JoinRequestOfUnit[]>;
  abstract pendingJoins(unitIds: readonly string[]): Promise<readonly JoinRequestOfUnit[]>;
  abstract pendingRemovals(unitIds: readonly string[]): Promise<readonly RemovalRequestRecord[]>;
  /** Applications to be administrator that wait for customer service, oldest first. */
  abstract pendingApplications(limit: number): Promise<readonly ApplicationOfUnit[]>;
  /** Changes that wait for customer service, oldest first. */
  abstract pendingChanges(limit: number): Promise<readonly ChangeOfUnit[]>;
  abstract hasPendingChange(unitId: string): Promise<boolean>;
  /** Units that wait for customer service, oldest first. */
  abstract awaitingReview(limit: number): Promise<readonly UnitRecord[]>;
}
