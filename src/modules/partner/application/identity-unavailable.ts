import { DomainError } from '../../../kernel/domain-error.ts';
import type { Failure } from '../../../kernel/outside.ts';

export function identityUnavailable({ kind, code }: Failure): DomainError {
  return new DomainError('unavailable', 'outside.identity-unavailable', {}, { cause: new Error(`${kind} ${code}`) });
}
