import type { Request } from 'express';
import { DomainError, InvalidFields } from '../kernel/domain-error.ts';
import type { Ids } from '../kernel/ids.ts';
import type { Pages } from './page.ts';
import { errorText } from './problem.ts';

/** The text of a posted field: always one string, never longer than `max` characters; missing is empty. */
export function fieldOf(req: Request, name: string, max = 4000): string {
  const value: unknown = Object.hasOwn(req.body ?? {}, name) ? req.body[name] : undefined;
  const text = typeof value === 'string' ? value : '';
  if (text.length > max) throw new DomainError('too-large', 'input.too-large');
  return text;
}

/** The operation that a creating form carries; what comes without one is an operation of its own, never anybody else's. */
export function operationOf(req: Request, ids: Ids): string {
  const operation = fieldOf(req, 'operation', 100);
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(operation) ? operation : ids.next();
}

/** A query parameter as one string. */
export function queryOf(req: Request, name: string, max = 400): string {
  const value = req.query[name];
  return typeof value === 'string' ? value.slice(0, max) : '';
}

/** A path parameter: Express gives a string for every named one. */
export function paramOf(req: Request, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
}

/** Named fields of a form, as typed in: what is shown again when something was refused (never passwords and PINs). */
export function valuesOf<Name extends string>(req: Request, ...names: readonly Name[]): Record<Name, string> {
  const values = new Map(names.map((name) => [name, fieldOf(req, name)]));
  return recordOf(names, (name) => values.get(name) ?? '');
}

function recordOf<Name extends string, T>(names: readonly Name[], value: (name: Name) => T): Record<Name, T> {
  const record: Partial<Record<Name, T>> = {};
  for (const name of names) record[name] = value(name);
  if (!isComplete(record, names)) throw new Error('unreachable: every name was set');
  return record;
}

function isComplete<Name extends string, T>(record: Partial<Record<Name, T>>, names: readonly Name[]): record is Record<Name, T> {
  return names.every((name) => Object.hasOwn(record, name));
}

export interface ShownErrors {
  /** For the summary on top: field and words. */
  readonly list: readonly { readonly field: string; readonly text: string }[];
  /** For the fields: words by field name. */
  readonly of: Readonly<Record<string, string>>;
}

export const noErrors: ShownErrors = { list: [], of: {} };

/**
 * The words of a refused form: summary and fields. A refusal that names no field stands in the summary alone, linked to `fallbackField`.
 * Errors that are not the person's input (not `invalid` or `conflict`) are thrown on.
 */
export function shownErrors(pages: Pages, error: unknown, fallbackField: string): ShownErrors {
  if (error instanceof InvalidFields) {
    const list = error.fields.map((field) => ({ field: field.field, text: errorText(pages, field.code, field.params ?? {}) }));
    return { list, of: Object.fromEntries(list.map((entry) => [entry.field, entry.text])) };
  }
  if (
    error instanceof DomainError &&
    (error.kind === 'invalid' || error.kind === 'conflict' || error.kind === 'too-large' || error.kind === 'unavailable')
  ) {
    const text = errorText(pages, error.code, error.params);
    return { list: [{ field: fallbackField, text }], of: { [fallbackField]: text } };
  }
  throw error;
}
