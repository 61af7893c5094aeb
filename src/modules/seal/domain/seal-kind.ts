/** SEA-001: official (公章), finance (财务章), contract (合同章), legal-representative (法定代表人章). */
export const sealKinds = ['official', 'finance', 'contract', 'legal-representative'] as const;

export type SealKind = (typeof sealKinds)[number];

export function sealKindOf(text: string): SealKind | undefined {
  return sealKinds.find((kind) => kind === text);
}

/** A printed form of a kind (印章模板): its size and the measures it starts with, in millimetres. */
export interface SealTemplate {
  readonly id: string;
  readonly kind: SealKind;
  readonly sizeMm: number;
  readonly ringMm: number;
  readonly starMm: number;
  readonly textMm: number;
  /** The line below the centre; '' where the kind has none. */
  readonly title: string;
}

const official = { kind: 'official', ringMm: 1, starMm: 14, textMm: 5.4, title: '' } as const;
const finance = { kind: 'finance', ringMm: 1, textMm: 5, title: '财务专用章' } as const;
const contract = { kind: 'contract', ringMm: 1, starMm: 11, textMm: 5.4, title: '合同专用章' } as const;
const square = { kind: 'legal-representative', ringMm: 1, starMm: 0, textMm: 5.4, title: '' } as const;

export const sealTemplates: readonly SealTemplate[] = [
  { id: 'official-40', sizeMm: 40, ...official },
  { id: 'official-42', sizeMm: 42, ...official },
  { id: 'finance-38', sizeMm: 38, starMm: 10.5, ...finance },
  { id: 'finance-38-plain', sizeMm: 38, starMm: 0, ...finance },
  { id: 'contract-40', sizeMm: 40, ...contract },
  { id: 'contract-42', sizeMm: 42, ...contract },
  { id: 'legal-20', sizeMm: 20, ...square },
  { id: 'legal-18', sizeMm: 18, ...square },
];

export function templatesOf(kind: SealKind): readonly SealTemplate[] {
  return sealTemplates.filter((template) => template.kind === kind);
}
