import type { StaffRole } from '../../../kernel/actor.ts';
import type { Region, Reviewer } from '../domain/region.ts';

export interface StaffRecord {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly mail: string;
  readonly roles: readonly StaffRole[];
  readonly regions: readonly string[];
  readonly passwordHash: string | undefined;
  /** Base32 secret of the one-time-code app (RFC 6238), sealed; undefined until enrolled. */
  readonly sealedTotpSecret: string | undefined;
  readonly disabled: boolean;
}

export abstract class StaffMembers {
  abstract byLogin(login: string): Promise<StaffRecord | undefined>;
  abstract byId(id: string): Promise<StaffRecord | undefined>;
  /** PAR-003, PAR-005: the operators who answer for a region. */
  abstract reviewersOf(region: Region): Promise<readonly Reviewer[]>;
  abstract save(record: StaffRecord): Promise<void>;
  abstract invite(token: string, invitation: StaffInvitation): Promise<void>;
  /** Locks it; undefined when the token is unknown. */
  abstract invitation(token: string): Promise<StaffInvitation | undefined>;
  abstract dropInvitation(token: string): Promise<void>;
}

/** A one-time link; the secret of the authenticator app is fixed with it, so that the QR code stays the same until it is used. */
export interface StaffInvitation {
  readonly staffId: string;
  readonly sealedTotpSecret: string;
  readonly expiresAt: Date;
}
