import { describe, expect, it } from 'vitest';
import { Roster, type RosterRecord } from '../../../../src/modules/unit/domain/roster.ts';
import {
  AdministratorNotRemovable,
  AlreadyAdministrator,
  AlreadyMember,
  AnotherAdministratorExists,
  NeverSelf,
  NeverTheLegalRepresentative,
  NotAMember,
  TransferBeforeLeaving,
} from '../../../../src/modules/unit/domain/unit-errors.ts';
import { mayAdminister, mayEditPermissions, mayView } from '../../../../src/modules/unit/domain/unit-policy.ts';
import { hours, noon } from '../a-unit.ts';

const person = (accountId: string, joined = 0) => ({ accountId, name: accountId, joinedAt: hours(joined) });

/** Members `ada` (administrator), `leo` (legal representative), `mia` and `max`; leave a role out by `undefined`. */
function aRoster(over: Partial<RosterRecord> = {}): Roster {
  return Roster.restore({
    unitId: 'unit-1',
    members: [person('max', 1), person('mia', 2), person('leo', 3), person('ada', 4)],
    administrator: 'ada',
    legalRepresentative: 'leo',
    resigned: [],
    sealPermission: false,
    ...over,
  });
}

const names = (roster: Roster) => roster.members.map((member) => member.accountId);

describe('the people of a unit', () => {
  it('shows the administrator first, then the legal representative, then by joining (UNI-010)', () => {
    expect(names(aRoster())).toEqual(['ada', 'leo', 'max', 'mia']);
  });

  it('is founded by an administrator, or by the legal representative who administers by that role (UNI-002, UNI-052)', () => {
    expect(Roster.found('unit-1', person('ada'), { legalRepresentative: false }).standingOf('ada')).toMatchObject({
      administrator: true,
      legalRepresentative: false,
    });
    expect(Roster.found('unit-1', person('leo'), { legalRepresentative: true }).standingOf('leo')).toEqual({
      administrator: true,
      legalRepresentative: true,
      mayManageLegalRepresentativeSeal: true,
    });
  });

  it('makes whoever matches the legal-representative data that on joining (UNI-056)', () => {
    const roster = aRoster({ legalRepresentative: undefined });
    roster.join(person('lea', 5), { matchesLegalRepresentative: true });
    expect(roster.standingOf('lea')).toMatchObject({ administrator: true, legalRepresentative: true });
    expect(roster.releaseEvents()).toMatchObject([{ type: 'unit.member-joined', accountId: 'lea', legalRepresentative: true }]);
  });

  it('takes nobody in twice', () => {
    expect(() => aRoster().join(person('mia'), { matchesLegalRepresentative: false })).toThrow(AlreadyMember);
  });
});

describe('leaving (UNI-037, UNI-038, UNI-052)', () => {
  it('is refused to the administrator, who must hand over first', () => {
    expect(() => aRoster().leave('ada', noon)).toThrow(TransferBeforeLeaving);
  });

  it('lets a member go, and tells it', () => {
    const roster = aRoster();
    roster.leave('mia', noon);
    expect(names(roster)).toEqual(['ada', 'leo', 'max']);
    expect(roster.releaseEvents()).toEqual([
      { type: 'unit.member-left', unitId: 'unit-1', accountId: 'mia', how: 'left', at: noon.toISOString() },
    ]);
  });

  it('lets the legal representative go only while another administrator remains', () => {
    const roster = aRoster();
    roster.leave('leo', noon);
    expect(roster.has('leo')).toBe(false);
    expect(() => aRoster({ administrator: undefined }).leave('leo', noon)).toThrow(TransferBeforeLeaving);
  });

  it('makes a legal representative who comes back an ordinary, removable member', () => {
    const roster = aRoster();
    roster.leave('leo', noon);
    roster.join(person('leo', 9), { matchesLegalRepresentative: true });
    expect(roster.standingOf('leo')).toMatchObject({ administrator: false, legalRepresentative: false });
    roster.remove('leo', 'ada', noon);
    expect(roster.has('leo')).toBe(false);
  });

  it('is not possible for somebody who is not there', () => {
    expect(() => aRoster().leave('eve', noon)).toThrow(NotAMember);
  });
});

describe('removal (UNI-034, UNI-036)', () => {
  it('never hits oneself', () => {
    expect(() => aRoster().remove('ada', 'ada', noon)).toThrow(NeverSelf);
  });

  it('never hits the legal representative', () => {
    expect(() => aRoster().remove('leo', 'ada', noon)).toThrow(NeverTheLegalRepresentative);
    expect(() => aRoster().mustBeRemovable('leo', 'mia')).toThrow(NeverTheLegalRepresentative);
  });

  it('of the administrator is not a member’s to ask; the legal representative may do it', () => {
    expect(() => aRoster().mustBeRemovable('ada', 'mia')).toThrow(AdministratorNotRemovable);
    const roster = aRoster({ sealPermission: true });
    roster.remove('ada', 'leo', noon);
    expect(roster.record).toMatchObject({ administrator: undefined, sealPermission: false });
    expect(roster.administers('leo')).toBe(true);
  });

  it('has the effect of leaving', () => {
    const roster = aRoster();
    roster.remove('mia', 'ada', noon);
    expect(roster.releaseEvents()).toMatchObject([{ type: 'unit.member-left', accountId: 'mia', how: 'removed' }]);
  });
});

describe('handing over (UNI-025, UNI-026, UNI-027)', () => {
  it('is immediate, and the former administrator is an ordinary member', () => {
    const roster = aRoster({ sealPermission: true });
    roster.transferAdministrator('ada', 'mia', noon);
    expect([roster.administers('mia'), roster.administers('ada')]).toEqual([true, false]);
    expect(roster.record.sealPermission).toBe(false);
    expect(roster.releaseEvents()).toMatchObject([{ type: 'unit.administrator-transferred', from: 'ada', to: 'mia' }]);
  });

  it('is not the legal representative’s while another administrator exists', () => {
    expect(aRoster().mayTransferAdministrator('leo')).toBe(false);
    expect(() => aRoster().transferAdministrator('leo', 'mia', noon)).toThrow(AnotherAdministratorExists);
  });

  it('by a legal representative alone leaves both administering', () => {
    const roster = aRoster({ administrator: undefined });
    roster.transferAdministrator('leo', 'mia', noon);
    expect([roster.administers('mia'), roster.administers('leo')]).toEqual([true, true]);
  });

  it('reaches members only, and nobody who is it already', () => {
    expect(() => aRoster().transferAdministrator('ada', 'eve', noon)).toThrow(NotAMember);
    expect(() => aRoster().transferAdministrator('ada', 'ada', noon)).toThrow(AlreadyAdministrator);
    expect(() => aRoster({ administrator: undefined }).transferAdministrator('leo', 'leo', noon)).toThrow(AlreadyAdministrator);
  });
});

describe('the permission 「授权法定代表人章管理」 (UNI-024)', () => {
  it('opens the seal of the legal representative to the administrator, not to members', () => {
    const roster = aRoster();
    roster.setSealPermission(true, noon);
    const may = ['ada', 'leo', 'mia'].map((accountId) => roster.standingOf(accountId)?.mayManageLegalRepresentativeSeal);
    expect(may).toEqual([true, true, false]);
    expect(roster.releaseEvents()).toMatchObject([{ type: 'unit.permissions-changed', mayManageLegalRepresentativeSeal: true }]);
  });
});

describe('a change of the legal representative (UNI-056)', () => {
  it('moves the role; the former one keeps only other roles', () => {
    const roster = aRoster();
    roster.changeLegalRepresentative('mia', noon);
    expect([roster.administers('mia'), roster.administers('leo')]).toEqual([true, false]);
  });

  it('never leaves a unit without an administrator', () => {
    const roster = aRoster({ administrator: undefined });
    roster.changeLegalRepresentative(undefined, noon);
    expect(roster.standingOf('leo')).toMatchObject({ administrator: true, legalRepresentative: false });
  });
});

describe('who may (requirements 9)', () => {
  const attempt = (may: typeof mayView, accountId: string) => {
    try {
      may(aRoster(), accountId);
      return 'Y';
    } catch (refusal) {
      return refusal instanceof NotAMember ? 'hidden' : 'refused';
    }
  };

  it.each([
    ['view unit information', mayView, ['Y', 'Y', 'Y', 'hidden']],
    ['administer the unit', mayAdminister, ['Y', 'Y', 'refused', 'hidden']],
    ['edit the permissions', mayEditPermissions, ['refused', 'Y', 'refused', 'hidden']],
  ] as const)('%s: administrator, legal representative, member, stranger', (_name, may, expected) => {
    expect(['ada', 'leo', 'mia', 'eve'].map((accountId) => attempt(may, accountId))).toEqual(expected);
  });
});
