import { FieldChecks } from '../../../kernel/field-checks.ts';
import type { SealKind } from './seal-kind.ts';

/** Whose stamp a picture shows: one of a unit's seals, or the person's own name seal. */
export type ScanTarget = { readonly to: 'unit'; readonly unitId: string; readonly kind: SealKind } | { readonly to: 'person' };

/** The usual width of what is scanned, in millimetres. */
export function usualWidth(target: ScanTarget): number {
  if (target.to === 'person') return 18;
  return { official: 40, finance: 38, contract: 40, 'legal-representative': 20 }[target.kind];
}

const widthRange = { min: 8, max: 45 };

export interface ScanMeasures {
  readonly widthMm: number;
  /** Undefined: let the picture decide. */
  readonly threshold: number | undefined;
}

/** SEA-005: the width in life is asked for; the threshold may be moved. Throws InvalidFields. */
export function readScanMeasures(input: { readonly widthMm: string; readonly threshold: string }): ScanMeasures {
  const checks = new FieldChecks();
  const widthMm = numberOf(input.widthMm);
  checks.require(widthMm >= widthRange.min && widthMm <= widthRange.max, 'widthMm', 'seal.measure-out-of-range', widthRange);
  const threshold = input.threshold.trim() === '' ? undefined : numberOf(input.threshold);
  const fits = threshold === undefined || (threshold >= 8 && threshold <= 95);
  checks.require(fits, 'threshold', 'seal.threshold-out-of-range');
  checks.throwIfAny();
  return { widthMm, threshold: threshold === undefined ? undefined : threshold / 100 };
}

function numberOf(text: string): number {
  const typed = text.normalize('NFKC').trim();
  return /^\d{1,3}(?:\.\d{1,2})?$/.test(typed) ? Number(typed) : Number.NaN;
}
