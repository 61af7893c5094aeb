import { type ErrorParams, type FieldError, InvalidFields } from './domain-error.ts';

/** Collects every refused field of one form, so that the person sees all of them at once. */
export class FieldChecks {
  readonly #errors: FieldError[] = [];

  /** Notes `code` for `field` when `ok` is false; the first refusal of a field wins. */
  require(ok: boolean, field: string, code: string, params: ErrorParams = {}): this {
    if (!ok && !this.#errors.some((error) => error.field === field)) this.#errors.push({ field, code, params });
    return this;
  }

  /** The trimmed text, noted as `input.required` when empty and as `input.too-long` beyond `max` characters. */
  text(value: string | undefined, field: string, max = 200): string {
    const text = (value ?? '').normalize('NFC').trim();
    this.require(text !== '', field, 'input.required');
    this.require(text.length <= max, field, 'input.too-long', { max });
    return text;
  }

  throwIfAny(): void {
    if (this.#errors.length > 0) throw new InvalidFields(this.#errors);
  }
}
