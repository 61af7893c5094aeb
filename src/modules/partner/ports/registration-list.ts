import type { RegistrationRecord } from '../domain/partner-registration.ts';

export interface RegistrationPage {
  readonly rows: readonly RegistrationRow[];
  /** Cursor of the next page, when there is one. */
  readonly next: string | undefined;
}

export interface RegistrationRow extends RegistrationRecord {
  readonly submittedAt: Date | undefined;
}

export interface RegistrationFilter {
  readonly state: string;
  readonly text: string;
  readonly after: string;
}

/** Registrations as staff see them in lists: read only, outside any change. */
export abstract class RegistrationList {
  /** Those a reviewer was chosen for, oldest submission first. */
  abstract chosenFor(reviewerId: string): Promise<readonly RegistrationRow[]>;
  /** All of them, newest first, a page of 20. */
  abstract search(filter: RegistrationFilter): Promise<RegistrationPage>;
}
