import { DomainError } from '../../../kernel/domain-error.ts';

export class AlreadyRevoked extends DomainError {
  constructor(serial: string) {
    super('conflict', 'certificate.already-revoked', { serial });
  }
}

/** The certificate was reserved and its signature is under way, or was lost: nothing is signed twice under one serial. */
export class BeingIssued extends DomainError {
  constructor() {
    super('conflict', 'certificate.being-issued');
  }
}

export class KeyBlocked extends DomainError {
  constructor() {
    super('conflict', 'certificate.key-blocked');
  }
}

export class KeyOfAnother extends DomainError {
  constructor() {
    super('conflict', 'certificate.key-of-another');
  }
}

/** The linter found a fault in what was about to be signed: nothing was signed. */
export class LintFailed extends DomainError {
  constructor(rules: readonly string[]) {
    super('unavailable', 'certificate.lint-failed', { rules: rules.join(' ') });
  }
}

/** CER-094: each reason why a certificate may not be used now has its own code. */
export type UseRefusal =
  | 'certificate.not-made'
  | 'certificate.not-yet-valid'
  | 'certificate.expired'
  | 'certificate.revoked'
  | 'certificate.no-grant'
  | 'certificate.platform-not-supported';

export class UseRefused extends DomainError {
  constructor(code: UseRefusal) {
    super('conflict', code);
  }
}
