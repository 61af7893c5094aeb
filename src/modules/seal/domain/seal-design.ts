import type { ErrorParams } from '../../../kernel/domain-error.ts';
import { FieldChecks } from '../../../kernel/field-checks.ts';
import type { SealKind, SealTemplate } from './seal-kind.ts';
import { templatesOf } from './seal-kind.ts';

/** Reds that seals are cut in; the first is the usual one. */
export const sealColors = ['#c8161d', '#e60012', '#a3131a'] as const;

export type SealColor = (typeof sealColors)[number];

/** What a person decided about a made seal: texts and measures, in millimetres. */
export interface SealDesign {
  readonly kind: SealKind;
  readonly template: string;
  readonly sizeMm: number;
  /** The unit's name; the legal representative's on that kind. Never typed: it comes from the unit's data. */
  readonly text: string;
  readonly title: string;
  /** 13 digits, or '' where the seal is not filed with the police. */
  readonly code: string;
  readonly ringMm: number;
  readonly starMm: number;
  readonly textMm: number;
  readonly color: SealColor;
}

/** The fields of the form as they were typed; what is missing takes the template's measure. */
export interface SealDesignInput {
  readonly template?: string | undefined;
  readonly title?: string | undefined;
  readonly code?: string | undefined;
  readonly ringMm?: string | undefined;
  readonly starMm?: string | undefined;
  readonly textMm?: string | undefined;
  readonly color?: string | undefined;
}

export interface Signboard {
  readonly name: string;
  readonly legalRepresentativeName: string;
}

interface Range extends ErrorParams {
  readonly min: number;
  readonly max: number;
}

export const ringRange: Range = { min: 0.5, max: 2 };
export const starRange: Range = { min: 5, max: 22 };
export const textRange: Range = { min: 3, max: 7 };
const longestTitle = 12;

/** A length as typed: `5.4`, and full-width digits too. */
function millimetres(text: string | undefined, fallback: number): number {
  const typed = (text ?? '').normalize('NFKC').trim();
  if (typed === '') return fallback;
  return /^\d{1,2}(?:\.\d{1,2})?$/.test(typed) ? Number(typed) : Number.NaN;
}

function within(value: number, { min, max }: Range): boolean {
  return value >= min && value <= max;
}

function titleOf(template: SealTemplate, input: SealDesignInput, checks: FieldChecks): string {
  if (template.title === '') return '';
  return input.title === undefined ? template.title : checks.text(input.title, 'title', longestTitle);
}

/**
 * The design of a seal by the form and the unit's own data.
 * @throws InvalidFields with every field that is not acceptable
 */
export function planDesign(kind: SealKind, input: SealDesignInput, signboard: Signboard): SealDesign {
  const checks = new FieldChecks();
  const templates = templatesOf(kind);
  const chosen = templates.find(({ id }) => id === input.template);
  checks.require(chosen !== undefined || (input.template ?? '') === '', 'template', 'input.choose-one');
  const template = chosen ?? templates[0];
  if (template === undefined) throw new Error(`the kind ${kind} has no template`);
  const code = kind === 'legal-representative' ? '' : (input.code ?? '').normalize('NFKC').replaceAll(/\s/g, '');
  checks.require(code === '' || /^\d{13}$/.test(code), 'code', 'seal.code-not-13-digits');
  const ringMm = millimetres(input.ringMm, template.ringMm);
  checks.require(within(ringMm, ringRange), 'ringMm', 'seal.measure-out-of-range', ringRange);
  const starMm = template.starMm === 0 ? 0 : millimetres(input.starMm, template.starMm);
  checks.require(starMm === 0 || within(starMm, starRange), 'starMm', 'seal.measure-out-of-range', starRange);
  const textMm = kind === 'legal-representative' ? template.textMm : millimetres(input.textMm, template.textMm);
  checks.require(within(textMm, textRange), 'textMm', 'seal.measure-out-of-range', textRange);
  const color = sealColors.find((red) => red === (input.color || sealColors[0]));
  checks.require(color !== undefined, 'color', 'input.choose-one');
  const title = titleOf(template, input, checks);
  checks.throwIfAny();
  const text = kind === 'legal-representative' ? signboard.legalRepresentativeName : signboard.name;
  const { id, sizeMm } = template;
  return { kind, template: id, sizeMm, text, title, code, ringMm, starMm, textMm, color: color ?? sealColors[0] };
}
