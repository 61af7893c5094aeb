import type { RevocationReason } from '../crl/revocation-reason.ts';

/** What is known about one certificate at the time of validation. */
export type RevocationStatus =
  | {
      readonly status: 'good';
      readonly source: 'crl' | 'ocsp';
      readonly revokedLater?: { readonly at: Date; readonly reason: RevocationReason };
    }
  | { readonly status: 'revoked'; readonly source: 'crl' | 'ocsp'; readonly at: Date; readonly reason: RevocationReason }
  /** `stale`: what speaks of it is out of date. */
  | { readonly status: 'unknown'; readonly stale: boolean };
