import { DomainError } from '../../kernel/domain-error.ts';

/** The passphrase does not open the file (its MAC differs). */
export class WrongPassphrase extends DomainError {
  constructor() {
    super('invalid', 'pkcs12.wrong-passphrase');
  }
}

/** Enciphered with RC2, RC4 or DES: readable once, not safe any more. `advice` is the command that converts it. */
export class LegacyEncryption extends DomainError {
  constructor() {
    const advice = 'openssl pkcs12 -in old.p12 -nodes -legacy | openssl pkcs12 -export -out new.p12';
    super('invalid', 'pkcs12.legacy-encryption', { advice });
  }
}

/** Not a PKCS #12 file, or one with a part that is not supported; `what` names it. */
export class UnreadablePkcs12 extends DomainError {
  constructor(what: string, options?: ErrorOptions) {
    super('invalid', 'pkcs12.unreadable', { what }, options);
  }
}

/** The file opens, but holds no private key with its certificate. */
export class NoKeyInside extends DomainError {
  constructor() {
    super('invalid', 'pkcs12.no-key');
  }
}
