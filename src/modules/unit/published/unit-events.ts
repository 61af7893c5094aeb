/** Events of the unit module in wire form; times are ISO 8601 in UTC. Fields are only ever added. */
export interface UnitRegistered {
  readonly type: 'unit.registered';
  readonly unitId: string;
  readonly name: string;
  readonly code: string;
  readonly at: string;
}

export interface UnitVerified {
  readonly type: 'unit.verified';
  readonly unitId: string;
  readonly name: string;
  readonly code: string;
  readonly at: string;
}

export interface UnitRejected {
  readonly type: 'unit.rejected';
  readonly unitId: string;
  readonly reason: string;
  readonly at: string;
}

/** The small sum of the corporate transfer is on its way to the account: the five days of UNI-016 run. */
export interface UnitTransferArrived {
  readonly type: 'unit.transfer-arrived';
  readonly unitId: string;
  readonly requestedBy: string;
  readonly at: string;
}

/** UNI-031: certificates and seals with the former name or person are to be made anew. */
export interface UnitInformationChanged {
  readonly type: 'unit.information-changed';
  readonly unitId: string;
  readonly name: string;
  readonly nameChanged: boolean;
  readonly legalRepresentativeChanged: boolean;
  readonly at: string;
}

export interface UnitMemberJoined {
  readonly type: 'unit.member-joined';
  readonly unitId: string;
  readonly accountId: string;
  readonly legalRepresentative: boolean;
  readonly at: string;
}

/** UNI-038: the person's unit certificates end, grants of seals and certificates are revoked. */
export interface UnitMemberLeft {
  readonly type: 'unit.member-left';
  readonly unitId: string;
  readonly accountId: string;
  readonly how: 'left' | 'removed';
  readonly at: string;
}

/** UNI-027: `from` is an ordinary member now (unless legal representative) and needs grants again. */
export interface UnitAdministratorTransferred {
  readonly type: 'unit.administrator-transferred';
  readonly unitId: string;
  readonly from: string;
  readonly to: string;
  readonly at: string;
}

export interface UnitLegalRepresentativeChanged {
  readonly type: 'unit.legal-representative-changed';
  readonly unitId: string;
  readonly accountId: string | null;
  readonly at: string;
}

export interface UnitPermissionsChanged {
  readonly type: 'unit.permissions-changed';
  readonly unitId: string;
  readonly mayManageLegalRepresentativeSeal: boolean;
  readonly at: string;
}

export interface UnitJoinRequested {
  readonly type: 'unit.join-requested';
  readonly unitId: string;
  readonly accountId: string;
  readonly at: string;
}

export interface UnitJoinRejected {
  readonly type: 'unit.join-rejected';
  readonly unitId: string;
  readonly accountId: string;
  readonly at: string;
}
