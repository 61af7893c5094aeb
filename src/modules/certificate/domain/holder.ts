/** The subject of a unit's certificate: C=CN, ST, L, O and CN = registered name, organizationIdentifier NTRCN-USCC. */
export interface OrganisationHolder {
  readonly kind: 'organisation';
  readonly name: string;
  readonly uscc: string;
  readonly province?: string | undefined;
  readonly city?: string | undefined;
}

/** The subject of a person's certificate. Never an ID number in clear: `identityHash` is the keyed hash. */
export interface PersonHolder {
  readonly kind: 'person';
  readonly name: string;
  readonly identityHash: string;
}

export type Holder = OrganisationHolder | PersonHolder;
