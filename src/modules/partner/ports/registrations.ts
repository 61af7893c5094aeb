import type { PartnerRegistration } from '../domain/partner-registration.ts';

export abstract class Registrations {
  /** Locks the row until the transaction ends. Throws Missing. */
  abstract byId(id: string): Promise<PartnerRegistration>;
  /** PAR-006: whether an effective (or suspended) partner has this code. */
  abstract hasEffective(uscc: string): Promise<boolean>;
  /** Stores the registration and its events in one transaction. A second effective partner with the same code is a conflict. */
  abstract save(registration: PartnerRegistration): Promise<void>;
}
