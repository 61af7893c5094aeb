import { DomainError } from '../../../kernel/domain-error.ts';

/** BIL-012: pieces that were bought beyond the local install. The term of a piece starts when it is used. */
export interface SurplusLot {
  readonly id: string;
  readonly unitId: string;
  readonly buyerAccountId: string;
  readonly typeCode: string;
  readonly kind: 'platform' | 'interconnect';
  readonly platformId: string;
  readonly years: number;
  readonly bought: number;
  readonly remaining: number;
  readonly boughtAt: Date;
}

/** §8.14: available(n) → available(n−1) … → empty; there is no way back (BIL-019). */
export function takeOne(lot: SurplusLot): SurplusLot {
  if (lot.remaining < 1) throw new DomainError('conflict', 'certificate.lot-empty');
  return { ...lot, remaining: lot.remaining - 1 };
}
