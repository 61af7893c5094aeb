import { DomainError } from '../../../kernel/domain-error.ts';

/** PAR-006: 「此合作方已存在并生效，不能再次注册」 */
export class PartnerAlreadyEffective extends DomainError {
  constructor() {
    super('conflict', 'partner.already-effective');
  }
}

export class ReviewerNotOfRegion extends DomainError {
  constructor() {
    super('invalid', 'partner.reviewer-not-of-region');
  }
}

export class WrongCredentials extends DomainError {
  constructor() {
    super('invalid', 'partner.wrong-credentials');
  }
}

export class AccountBlocked extends DomainError {
  constructor() {
    super('forbidden', 'partner.account-blocked');
  }
}

/** PAR-039: 「修改密码失败」 */
export class WrongOldPassword extends DomainError {
  constructor() {
    super('invalid', 'partner.wrong-old-password');
  }
}
