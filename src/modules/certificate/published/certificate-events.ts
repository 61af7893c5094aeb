/** Events of this module in wire form, version 1. */
export type CertificateEvent =
  | { readonly type: 'certificate.issued'; readonly serial: string; readonly accountId: string; readonly entitlementId: string }
  | { readonly type: 'certificate.superseded'; readonly serial: string; readonly accountId: string; readonly entitlementId: string }
  | { readonly type: 'certificate.revoked'; readonly serial: string; readonly accountId: string; readonly reason: string }
  | { readonly type: 'certificate.expired'; readonly serial: string; readonly accountId: string };
