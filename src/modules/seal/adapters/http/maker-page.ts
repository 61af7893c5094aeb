import type { ShownErrors } from '../../../../web/forms.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { SealPreview } from '../../application/preview-seal.ts';
import { ringRange, type SealDesign, sealColors, starRange, textRange } from '../../domain/seal-design.ts';
import { type SealKind, type SealTemplate, sealKinds, templatesOf } from '../../domain/seal-kind.ts';
import type { SealUnit } from '../../ports/unit-directory.ts';
import { sealStage } from './seal-stage.ts';

export const makerFields = ['template', 'title', 'code', 'ringMm', 'starMm', 'textMm', 'color'] as const;
export type MakerValues = Readonly<Record<(typeof makerFields)[number], string>>;

export interface MakerState {
  readonly unit: SealUnit;
  /** The seal of the legal representative by that very person (SEA-057). */
  readonly own: boolean;
  readonly kind: SealKind;
  readonly values: MakerValues;
  readonly preview: SealPreview | undefined;
  /** SEA-007: this kind needs a permission that is not given. */
  readonly blocked: boolean;
  readonly errors: ShownErrors;
  readonly operation: string;
  /** The person is on the first way through, and the documents come next. */
  readonly toDocuments: boolean;
}

/** The fields as they start for a kind: the measures of its first template, the code kept. */
export function startValues(kind: SealKind, code: string): MakerValues {
  const template = templatesOf(kind)[0];
  return { template: template?.id ?? '', code, color: sealColors[0], ...measuresOf(template) };
}

/** Another template brings its own measures along. */
export function measuresOf(template: SealTemplate | undefined) {
  return {
    title: template?.title ?? '',
    ringMm: shownMm(template?.ringMm ?? 1),
    starMm: shownMm(template?.starMm ?? 0),
    textMm: shownMm(template?.textMm ?? 5),
  };
}

export function shownMm(value: number): string {
  return value.toFixed(1);
}

/** Every field of the maker as its component takes it; what the kind or template does not have is left out. */
export function makerPage(t: Translate, state: MakerState) {
  const { unit, kind, values, operation, toDocuments } = state;
  const template = templatesOf(kind).find(({ id }) => id === values.template);
  const legal = kind === 'legal-representative';
  return {
    title: t('seal.make.title'),
    units: { name: unit.name, href: '/units' },
    note: legal ? t(state.own ? 'seal.make.note-own' : 'seal.make.note-unit') : '',
    unit: { id: unit.id, name: unit.name },
    kind,
    operation,
    toDocuments,
    values,
    name: legal ? unit.legalRepresentativeName : unit.name,
    kinds: sealKinds.map((value) => ({ value, label: t(`seal.kind.${value}`) })),
    templates: templatesOf(kind).map(({ id }) => ({ value: id, label: t(`seal.template.${id}`), hint: t(`seal.template.${id}-for`) })),
    colors: sealColors.map((value) => ({ value, label: t(`seal.color.${value.slice(1)}`) })),
    has: { code: !legal, title: template?.title !== '' && !legal, star: (template?.starMm ?? 0) > 0, text: !legal },
    ranges: { ring: rangeText(ringRange), star: rangeText(starRange), text: rangeText(textRange) },
    ...previewPart(t, state),
  };
}

function rangeText({ min, max }: { readonly min: number; readonly max: number }): string {
  return `${min}-${max} mm`;
}

/** What the preview part prints: the stage and the facts, or why there is none. */
export function previewPart(t: Translate, { preview, errors, blocked }: Pick<MakerState, 'preview' | 'errors' | 'blocked'>) {
  if (preview === undefined) return { preview: undefined, errors, blocked };
  const { design, svg } = preview;
  const facts = [
    { label: t('seal.facts.size'), value: sizeText(t, design) },
    { label: t('seal.facts.font'), value: t('seal.facts.font-value', { count: [...design.text].length }) },
    { label: t('seal.facts.validity'), value: t('seal.facts.validity-value') },
  ];
  return { preview: { stage: sealStage(svg, design.sizeMm), label: labelOf(t, design), facts }, errors, blocked };
}

export function sizeText(t: Translate, { kind, sizeMm, ringMm, starMm }: SealDesign): string {
  const measures = { size: shownMm(sizeMm), ring: shownMm(ringMm), star: shownMm(starMm) };
  if (kind === 'legal-representative') return t('seal.size.square', measures);
  return t(starMm > 0 ? 'seal.size.round-star' : 'seal.size.round', measures);
}

/** What a person who does not see the picture is told of it. */
export function labelOf(t: Translate, { kind, sizeMm, text, title, code }: SealDesign): string {
  const parts = [t(`seal.kind.${kind}`), `${sizeMm} mm`, text, title, code];
  return parts.filter((part) => part !== '').join('，');
}
