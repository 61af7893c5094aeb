import type { AuditTrail } from '../../../kernel/audit.ts';
import type { Inbox, Operations } from '../../../kernel/events.ts';
import type { Jobs } from '../../../kernel/jobs.ts';
import { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { AdministratorApplication } from '../domain/administrator-application.ts';
import type { BankAccount } from '../domain/corporate-transfer.ts';
import type { CheckNode, FailureTally } from '../domain/failure-tally.ts';
import type { Invitation } from '../domain/invitation.ts';
import type { JoinRequest } from '../domain/join-request.ts';
import type { RemovalRequest } from '../domain/removal-request.ts';
import type { Roster } from '../domain/roster.ts';
import type { RecentTransfers } from '../domain/transfer-limits.ts';
import type { Unit } from '../domain/unit.ts';
import type { UnitChange } from '../domain/unit-change.ts';

export abstract class Units {
  /** For change: the row stays locked until the transaction ends. Throws UnitMissing. */
  abstract byId(unitId: string): Promise<Unit>;
  /** The unit of that code that was not rejected. */
  abstract activeByCode(code: string): Promise<Unit | undefined>;
  /** Throws UnitAlreadyRegistered when another unit with the code came first. */
  abstract save(unit: Unit): Promise<void>;
}

export abstract class Rosters {
  /** For change: two changes of one unit's people follow one another. Throws UnitMissing. */
  abstract of(unitId: string): Promise<Roster>;
  abstract save(roster: Roster): Promise<void>;
}

export abstract class JoinRequests {
  /** Throws Missing. */
  abstract byId(requestId: string): Promise<JoinRequest>;
  abstract pending(unitId: string, accountId: string): Promise<JoinRequest | undefined>;
  /** Throws JoinAlreadyPending when the same person's other request came first. */
  abstract save(request: JoinRequest): Promise<void>;
}

export abstract class RemovalRequests {
  /** Throws Missing. */
  abstract byId(requestId: string): Promise<RemovalRequest>;
  abstract pending(unitId: string, accountId: string): Promise<RemovalRequest | undefined>;
  abstract save(request: RemovalRequest): Promise<void>;
}

export abstract class AdministratorApplications {
  /** Throws Missing. */
  abstract byId(applicationId: string): Promise<AdministratorApplication>;
  abstract hasPending(unitId: string): Promise<boolean>;
  /** Throws ApplicationAlreadyPending when another one of the unit came first. */
  abstract save(application: AdministratorApplication): Promise<void>;
}

export abstract class UnitChanges {
  /** Throws Missing. */
  abstract byId(changeId: string): Promise<UnitChange>;
  /** Whether a change waits for manual review. */
  abstract hasPending(unitId: string): Promise<boolean>;
  /** Throws ChangeAlreadyPending when another one of the unit waits. */
  abstract save(change: UnitChange): Promise<void>;
}

export abstract class Invitations {
  /** Throws Missing. */
  abstract byId(invitationId: string): Promise<Invitation>;
  abstract countSince(unitId: string, from: Date): Promise<number>;
  abstract add(invitation: Invitation): Promise<void>;
}

export abstract class FailureTallies {
  abstract of(accountId: string, node: CheckNode): Promise<FailureTally>;
  abstract save(tally: FailureTally): Promise<void>;
}

export interface TransferRequest extends BankAccount {
  readonly id: string;
  readonly unitId: string;
  readonly companyCode: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
}

/** Every transfer ever asked for: what the limits of UNI-014 are counted on. */
export abstract class TransferRequests {
  /** Requests since `from`; until the transaction ends nobody else counts for the same account, company or person. */
  abstract since(from: Date, request: Pick<TransferRequest, 'account' | 'companyCode' | 'requestedBy'>): Promise<RecentTransfers>;
  abstract add(request: TransferRequest): Promise<void>;
}

export interface UnitStores {
  readonly units: Units;
  readonly rosters: Rosters;
  readonly joinRequests: JoinRequests;
  readonly removalRequests: RemovalRequests;
  readonly applications: AdministratorApplications;
  readonly changes: UnitChanges;
  readonly invitations: Invitations;
  readonly tallies: FailureTallies;
  readonly transfers: TransferRequests;
  readonly audit: AuditTrail;
  readonly operations: Operations;
  readonly inbox: Inbox;
  readonly jobs: Jobs;
}

export abstract class UnitWork extends UnitOfWork<UnitStores> {}
