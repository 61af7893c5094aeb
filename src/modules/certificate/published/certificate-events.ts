/** Events of this module in wire form, version 1. */
export type CertificateEvent =
  | { readonly type: 'certificate.issued'; readonly serial: string; readonly accountId: string; readonly entitlementId: string }
  | { readonly type: 'certificate.superseded'; readonly serial: string; readonly accountId: string; readonly entitlementId: string }
  | { readonly type: 'certificate.revoked'; readonly serial: string; readonly accountId: string; readonly reason: string }
  | { readonly type: 'certificate.expired'; readonly serial: string; readonly accountId: string };

/** The right to a certificate (§8.6). */
export type EntitlementEvent =
  | {
      readonly type: 'certificate.entitlement-bought';
      readonly entitlementId: string;
      readonly accountId: string;
      readonly typeCode: string;
    }
  | { readonly type: 'certificate.entitlement-expired'; readonly entitlementId: string; readonly accountId: string }
  | { readonly type: 'certificate.entitlement-revoked'; readonly entitlementId: string; readonly accountId: string };

/** The grant that a member needs (CER-054). */
export type GrantEvent =
  | {
      readonly type: 'certificate.grant-asked';
      readonly requestId: string;
      readonly unitId: string;
      readonly accountId: string;
      readonly typeCode: string;
    }
  | {
      readonly type: 'certificate.grant-decided';
      readonly requestId: string;
      readonly unitId: string;
      readonly accountId: string;
      readonly typeCode: string;
      readonly state: string;
    };
