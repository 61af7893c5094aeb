import { DomainError, type FieldError, Forbidden, InvalidFields, Missing } from '../../../kernel/domain-error.ts';
import type { FailureTally } from './failure-tally.ts';
import type { UnitRules } from './unit-rules.ts';

export class UnitMissing extends Missing {
  constructor() {
    super('unit.missing');
  }
}

export class UnitAlreadyRegistered extends DomainError {
  constructor() {
    super('conflict', 'unit.already-registered');
  }
}

/** UNI-020 */
export class UnitNotVerified extends DomainError {
  constructor() {
    super('conflict', 'unit.not-verified');
  }
}

export type CheckRefusal =
  | 'unit.paper-unreadable'
  | 'unit.paper-differs'
  | 'unit.register-mismatch'
  | 'unit.register-absent'
  | 'unit.register-not-operating'
  | 'unit.not-the-legal-representative';

/** A recognition or register check said no; every refused field is named, and the person may be offered a manual review. */
export class CheckFailed extends InvalidFields {
  readonly opensManualReview: boolean;

  constructor(fields: readonly FieldError[], tally: FailureTally, rules: UnitRules) {
    super(fields);
    this.opensManualReview = tally.opensManualReview(rules);
  }
}

/** The outside party cannot answer now: nothing was counted, nothing changed. */
export class CheckUnavailable extends DomainError {
  constructor(options?: ErrorOptions) {
    super('unavailable', 'unit.check-unavailable', {}, options);
  }
}

export class ManualReviewNotOpen extends DomainError {
  constructor() {
    super('conflict', 'unit.manual-review-not-open');
  }
}

/** UNI-014: `hours` until the oldest of the counted requests is a day old. */
export class TransferLimitReached extends DomainError {
  constructor(limit: number, hours: number) {
    super('too-many', 'unit.transfer-limit-reached', { limit, hours });
  }
}

export class AlreadyMember extends DomainError {
  constructor() {
    super('conflict', 'unit.already-member');
  }
}

export class NotAMember extends Missing {
  constructor() {
    super('unit.not-a-member');
  }
}

/** UNI-039 */
export class JoinAlreadyPending extends DomainError {
  constructor() {
    super('conflict', 'unit.join-already-pending');
  }
}

export class ApplicationAlreadyPending extends DomainError {
  constructor() {
    super('conflict', 'unit.application-already-pending');
  }
}

export class ChangeAlreadyPending extends DomainError {
  constructor() {
    super('conflict', 'unit.change-already-pending');
  }
}

export class RemovalAlreadyPending extends DomainError {
  constructor() {
    super('conflict', 'unit.removal-already-pending');
  }
}

/** UNI-036 */
export class NeverSelf extends Forbidden {
  constructor() {
    super('unit.never-remove-self');
  }
}

/** UNI-036 */
export class NeverTheLegalRepresentative extends Forbidden {
  constructor() {
    super('unit.never-remove-legal-representative');
  }
}

/** UNI-036 */
export class AdministratorNotRemovable extends Forbidden {
  constructor() {
    super('unit.administrator-not-removable');
  }
}

/** UNI-037: 「单位管理员需要转让管理员后才可以退出」 */
export class TransferBeforeLeaving extends DomainError {
  constructor() {
    super('conflict', 'unit.transfer-before-leaving');
  }
}

/** UNI-026 */
export class AnotherAdministratorExists extends DomainError {
  constructor() {
    super('conflict', 'unit.another-administrator-exists');
  }
}

export class AlreadyAdministrator extends DomainError {
  constructor() {
    super('conflict', 'unit.already-administrator');
  }
}
