/** What other modules hear of units; the wire form stands in published/unit-events.ts. */
export type UnitEvent =
  | { readonly type: 'unit.registered'; readonly unitId: string; readonly name: string; readonly code: string; readonly at: string }
  | { readonly type: 'unit.verified'; readonly unitId: string; readonly name: string; readonly code: string; readonly at: string }
  | { readonly type: 'unit.rejected'; readonly unitId: string; readonly reason: string; readonly at: string }
  | { readonly type: 'unit.transfer-arrived'; readonly unitId: string; readonly requestedBy: string; readonly at: string }
  | {
      readonly type: 'unit.information-changed';
      readonly unitId: string;
      readonly name: string;
      readonly nameChanged: boolean;
      readonly legalRepresentativeChanged: boolean;
      readonly at: string;
    };

export type RosterEvent =
  | {
      readonly type: 'unit.member-joined';
      readonly unitId: string;
      readonly accountId: string;
      readonly legalRepresentative: boolean;
      readonly at: string;
    }
  | {
      readonly type: 'unit.member-left';
      readonly unitId: string;
      readonly accountId: string;
      readonly how: 'left' | 'removed';
      readonly at: string;
    }
  | {
      readonly type: 'unit.administrator-transferred';
      readonly unitId: string;
      readonly from: string;
      readonly to: string;
      readonly at: string;
    }
  | {
      readonly type: 'unit.legal-representative-changed';
      readonly unitId: string;
      readonly accountId: string | null;
      readonly at: string;
    }
  | {
      readonly type: 'unit.permissions-changed';
      readonly unitId: string;
      readonly mayManageLegalRepresentativeSeal: boolean;
      readonly at: string;
    };
