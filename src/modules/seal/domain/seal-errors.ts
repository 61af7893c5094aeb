import { DomainError, Forbidden, Missing } from '../../../kernel/domain-error.ts';

export class SealMissing extends Missing {
  constructor() {
    super('seal.missing');
  }
}

/** SEA-002 */
export class SealAdministratorOnly extends Forbidden {
  constructor() {
    super('seal.administrator-only');
  }
}

/** SEA-007: 「未获取法定代表人章授权」 */
export class LegalRepresentativeSealNotAuthorised extends Forbidden {
  constructor() {
    super('seal.legal-representative-not-authorised');
  }
}

/** UNI-020 */
export class SealUnitNotVerified extends DomainError {
  constructor() {
    super('conflict', 'seal.unit-not-verified');
  }
}

export type SealRefusal =
  | 'seal.voided'
  | 'seal.not-yours'
  | 'seal.grant-needed'
  | 'seal.grant-expired'
  | 'seal.grant-revoked'
  | 'seal.not-for-documents'
  | 'seal.certificate-does-not-fit';

/** Why a seal may not be applied now. */
export class SealNotUsable extends Forbidden {
  constructor(code: SealRefusal) {
    super(code);
  }
}

/** SEA-055 */
export class SealNotInForce extends DomainError {
  constructor() {
    super('conflict', 'seal.not-in-force');
  }
}

/** SEA-055 */
export class GrantAlreadyOpen extends DomainError {
  constructor() {
    super('conflict', 'seal.grant-already-open');
  }
}

export class GrantMissing extends Missing {
  constructor() {
    super('seal.grant-missing');
  }
}
