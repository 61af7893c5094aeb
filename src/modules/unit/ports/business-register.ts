export type RegisterElement = 'name' | 'legalRepresentative' | 'legalRepresentativeId';

export type RegisterAnswer =
  | { readonly result: 'match' }
  | { readonly result: 'mismatch'; readonly elements: readonly RegisterElement[] }
  /** Young companies are missing for about 15 working days. */
  | { readonly result: 'absent' }
  /** Found, but revoked, cancelled or moved away. */
  | { readonly result: 'not-operating' };

export interface RegisterQuestion {
  readonly name: string;
  readonly code: string;
  readonly legalRepresentative: string;
  readonly legalRepresentativeId?: string | undefined;
}

/** The business register (工商): compares, never tells. */
export abstract class BusinessRegister {
  /** Throws CheckUnavailable when it cannot answer now. */
  abstract compare(question: RegisterQuestion): Promise<RegisterAnswer>;
}
