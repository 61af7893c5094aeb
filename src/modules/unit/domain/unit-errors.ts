import { DomainError, Forbidden, Missing } from '../../../kernel/domain-error.ts';

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

/** UNI-004: the person is not the legal representative of the register. */
export class NotTheLegalRepresentative extends Forbidden {
  constructor() {
    super('unit.not-the-legal-representative');
  }
}

/** A recognition or register check said no; `failures` counts the person's failures at this node (UNI-055). */
export class CheckFailed extends DomainError {
  constructor(code: 'unit.recognition-failed' | 'unit.register-mismatch' | 'unit.register-not-found', failures: number) {
    super('invalid', code, { failures });
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

/** UNI-016 */
export class TransferExpired extends DomainError {
  constructor(days: number) {
    super('conflict', 'unit.transfer-expired', { days });
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
