import type { CertificateKind } from './entitlement.ts';

export const productPrefix = 'certificate.';

/** Names what is sold, on orders and in prices: `certificate.platform.yx-general.1`. */
export function productCodeOf(kind: CertificateKind, typeCode: string, years: number): string {
  return `${productPrefix}${kind}.${typeCode}.${years}`;
}
