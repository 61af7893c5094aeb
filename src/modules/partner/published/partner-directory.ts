/** An effective partner (合作方), as other modules may know it. */
export interface PartnerCard {
  readonly partnerId: string;
  readonly companyName: string;
  readonly uscc: string;
  readonly legalRepresentative: string;
  readonly address: string;
  /** GB/T 2260 codes. */
  readonly province: string;
  readonly city: string | undefined;
}

export abstract class PartnerDirectory {
  /** The effective partners whose supplier administrator this account is. */
  abstract administeredBy(accountId: string): Promise<readonly PartnerCard[]>;
}
