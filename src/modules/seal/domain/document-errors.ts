import { DomainError, Missing } from '../../../kernel/domain-error.ts';

export class DocumentMissing extends Missing {
  constructor() {
    super('seal.document-missing');
  }
}

/** Why a file cannot be sealed here, found out before anything is done with it (VAL-11). */
export type DocumentRefusal =
  | 'seal.document-not-a-pdf'
  | 'seal.document-damaged'
  | 'seal.document-password'
  | 'seal.document-encryption'
  | 'seal.document-locked'
  | 'seal.document-rebuilt-and-signed'
  | 'seal.document-too-complex'
  | 'seal.document-without-pages'
  | 'seal.document-room'
  | 'seal.document-file-needed';

export class DocumentRefused extends DomainError {
  constructor(code: DocumentRefusal, options?: ErrorOptions) {
    super('invalid', code, {}, options);
  }
}

/** Another sealing of the same document has begun and is not over. */
export class DocumentBusy extends DomainError {
  constructor() {
    super('conflict', 'seal.document-busy');
  }
}
