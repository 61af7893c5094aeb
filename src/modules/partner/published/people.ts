/** What other modules may know of an account. */
export interface PersonCard {
  readonly accountId: string;
  readonly name: string;
  readonly maskedMobile: string;
  readonly realNameVerified: boolean;
  /** Keyed hash of the ID number, for comparing people without knowing the number; undefined before verification. */
  readonly idFingerprint: string | undefined;
  /** The ID number, sealed (kernel SealedText): for comparison at the business register; undefined before verification. */
  readonly sealedId?: string | undefined;
}

export abstract class People {
  /** Undefined when there is no such account. Always read from the store, never from the session cache. */
  abstract byId(accountId: string): Promise<PersonCard | undefined>;
  abstract byIds(accountIds: readonly string[]): Promise<readonly PersonCard[]>;
  /** Sends a text message to the account's own mobile number; which number it is stays here. */
  abstract sendSms(accountId: string, template: SmsText): Promise<void>;
}

export interface SmsText {
  /** Template code of the message gateway. */
  readonly template: 'verification-code' | 'notice';
  readonly params: Readonly<Record<string, string>>;
}
