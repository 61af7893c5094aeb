export interface AccountHolder {
  readonly accountId: string;
  readonly name: string;
  readonly maskedMobile: string;
  readonly realNameVerified: boolean;
  /** Keyed hash of the ID number, hex. */
  readonly identityHash: string | undefined;
}

/** The people behind accounts, always as they are now. */
export abstract class AccountHolders {
  /** Throws Missing. */
  abstract byId(accountId: string): Promise<AccountHolder>;
  /** Sends a one-time code to the account's own mobile number. */
  abstract sendCode(accountId: string, code: string): Promise<void>;
}
