/** Events of the seal module in wire form; times are ISO 8601 in UTC. Fields are only ever added. */
export interface SealMade {
  readonly type: 'seal.made';
  readonly sealId: string;
  readonly unitId: string;
  readonly kind: string;
  readonly madeBy: string;
  readonly at: string;
}

export interface SealVoided {
  readonly type: 'seal.voided';
  readonly sealId: string;
  readonly unitId: string;
  readonly kind: string;
  readonly voidedBy: string;
  readonly at: string;
}

export type SealEvent = SealMade | SealVoided;

export interface SealGrantRequested {
  readonly type: 'seal.grant-requested';
  readonly grantId: string;
  readonly sealId: string;
  readonly unitId: string;
  readonly accountId: string;
  readonly at: string;
}

export interface SealGrantDecided {
  readonly type: 'seal.grant-approved' | 'seal.grant-rejected' | 'seal.grant-revoked';
  readonly grantId: string;
  readonly sealId: string;
  readonly unitId: string;
  readonly accountId: string;
  readonly at: string;
}

export type SealGrantEvent = SealGrantRequested | SealGrantDecided;
