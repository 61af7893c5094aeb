/**
 * What an outside party answered, for every port that leads out of the house.
 *
 * A failure is one of three kinds, and the kind alone says what may follow:
 * - `retry`: nothing happened outside (or the question was only a query); the same call may be made again later.
 * - `reject`: the party understood and refused; repeating the same call is useless.
 * - `unknown`: the request may have been carried out. Only a query under the same number may follow, never a second create.
 *
 * `code` is stable and meant for programs and logs; `message` is for staff and never holds personal data.
 */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Failure;

export type FailureKind = 'retry' | 'reject' | 'unknown';

export interface Failure {
  readonly ok: false;
  readonly kind: FailureKind;
  readonly code: string;
  readonly message: string;
}

export function accepted<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failed(kind: FailureKind, code: string, message: string): Failure {
  return { ok: false, kind, code, message };
}
