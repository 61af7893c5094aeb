import type { VerifiedPerson } from '../domain/legal-representative.ts';

export interface KnownPerson extends VerifiedPerson {
  /** The sealed ID number, for the business register alone. */
  readonly sealedId: string | undefined;
}

/** What is known of a person's company from the registration as partner: offered in the form, never taken as proof. */
export interface CompanyHint {
  readonly name: string;
  readonly code: string;
  readonly legalRepresentative: string;
  readonly address: string;
  readonly region: string;
}

/** The people behind accounts. */
export abstract class Persons {
  /** Undefined before the real-name check is done. */
  abstract verified(accountId: string): Promise<KnownPerson | undefined>;
  /** Which of the accounts is that person, by verified name and ID number (UNI-056). */
  abstract whoIs(accountIds: readonly string[], person: VerifiedPerson): Promise<string | undefined>;
  abstract companyOf(accountId: string): Promise<CompanyHint | undefined>;
  /** A short message to the account's own number. */
  abstract notify(accountId: string, text: string): Promise<void>;
}
