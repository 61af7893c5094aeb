/** Wire form of the events of the partner module, version 1. */

export interface PartnerSubmitted {
  readonly type: 'partner.submitted';
  readonly registrationId: string;
  readonly reviewerId: string;
}

export interface PartnerApproved {
  readonly type: 'partner.approved';
  readonly partnerId: string;
  readonly companyName: string;
  readonly uscc: string;
  /** Account of the supplier administrator. */
  readonly administratorId: string;
}

export interface PartnerRejected {
  readonly type: 'partner.rejected';
  readonly registrationId: string;
  readonly reason: string;
}

export interface AccountVerified {
  readonly type: 'partner.account-verified';
  readonly accountId: string;
  readonly name: string;
  readonly at: string;
}
