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

/** `江苏省南京市` as province and city; a region that is written otherwise stands as the province alone. */
export function placeOf(region: string): { readonly province?: string; readonly city?: string } {
  const parts = /^(.{2,8}?(?:省|自治区|特别行政区)|[^省市]{2,3}市)(.*)$/u.exec(region.trim());
  if (parts === null) return region.trim() === '' ? {} : { province: region.trim() };
  const [, province = '', city = ''] = parts;
  return city === '' ? { province } : { province, city };
}
