export type ErrorKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'missing' | 'conflict' | 'too-large' | 'too-many' | 'unavailable';

export type ErrorParams = Readonly<Record<string, string | number>>;

/** One refused field of a form: `code` names the text shown at the field and in the summary. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly params?: ErrorParams;
}

/**
 * A refusal that a person or a client can understand. `code` is stable (`module.what`), the words come from the text catalogue.
 * Nothing secret may stand in `params`: they are shown.
 */
export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly params: ErrorParams;

  constructor(kind: ErrorKind, code: string, params: ErrorParams = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = new.target.name;
    this.kind = kind;
    this.code = code;
    this.params = params;
  }
}

/** The input as a whole was understood, some fields were not acceptable: nothing was changed. */
export class InvalidFields extends DomainError {
  readonly fields: readonly FieldError[];

  constructor(fields: readonly FieldError[]) {
    super('invalid', 'input.invalid-fields', { count: fields.length });
    this.fields = fields;
  }
}

export class Forbidden extends DomainError {
  constructor(code = 'access.forbidden', params: ErrorParams = {}) {
    super('forbidden', code, params);
  }
}

export class Missing extends DomainError {
  constructor(code = 'access.missing', params: ErrorParams = {}) {
    super('missing', code, params);
  }
}
