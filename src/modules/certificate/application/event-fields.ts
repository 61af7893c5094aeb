import { DomainError } from '../../../kernel/domain-error.ts';

/** A text of a neighbour's event; events arrive as JSON and are read with care. Throws `certificate.unknown-event`. */
export function textOf(event: object, name: string): string {
  const value: unknown = Reflect.get(event, name);
  if (typeof value !== 'string') throw new DomainError('invalid', 'certificate.unknown-event', { field: name });
  return value;
}
