import { describe, expect, it } from 'vitest';
import { Unit } from '../../../../src/modules/unit/domain/unit.ts';
import { UnitNotVerified } from '../../../../src/modules/unit/domain/unit-errors.ts';
import { defaultUnitRules as rules } from '../../../../src/modules/unit/domain/unit-rules.ts';
import { anOrder, aUnit, hours, liWei, noon } from '../a-unit.ts';

const data = {
  id: 'unit-9',
  kind: 'domestic',
  profile: aUnit('registered').record.profile,
  legal: liWei,
  papers: {},
  registeredBy: 'account-1',
} as const;
const types = (unit: Unit) => unit.releaseEvents().map((event) => event.type);

describe('a unit', () => {
  it('starts as registered, under manual review or under foreign review, and tells it', () => {
    const units = [
      Unit.register(data, noon),
      Unit.registerForManualReview(data, noon),
      Unit.registerForeign({ ...data, kind: 'foreign' }, noon),
    ];
    expect(units.map((unit) => unit.state)).toEqual(['registered', 'manual_review', 'foreign_review']);
    for (const unit of units) expect(types(unit)).toEqual(['unit.registered']);
  });

  it('is of no use to certificates and seals before it is verified (UNI-020)', () => {
    expect(() => aUnit('awaiting_amount').mustBeVerified()).toThrow(UnitNotVerified);
    expect(() => aUnit('verified').mustBeVerified()).not.toThrow();
  });

  it('of another country is verified by its review alone (UNI-009)', () => {
    const unit = aUnit('foreign_review');
    unit.approveReview(noon);
    expect(unit.isVerified).toBe(true);
    expect(types(unit)).toEqual(['unit.verified']);
  });

  it('waits for the amount from the payment of the bank on, and says so', () => {
    const unit = aUnit('transfer_applied');
    unit.transferPaid('transfer-1', noon);
    expect(unit.record.transfer?.paidAt).toEqual(noon);
    expect(types(unit)).toEqual(['unit.transfer-arrived']);
  });
});

describe('the amount check (UNI-015, UNI-016, UNI-019)', () => {
  const check = (unit: Unit, right: boolean, at = noon) => unit.checkAmount(right ? 37 : 38, at, rules);

  it('verifies the unit when the amount is right, at the third try as well', () => {
    const unit = aUnit('awaiting_amount');
    expect([check(unit, false), check(unit, false), check(unit, true)]).toEqual(['wrong', 'wrong', 'verified']);
    expect(unit.record.verifiedAt).toEqual(noon);
    expect(types(unit)).toEqual(['unit.verified']);
  });

  it('falls back to "not transferred" with the third wrong amount (UNI-015)', () => {
    const unit = aUnit('awaiting_amount');
    expect([check(unit, false), check(unit, false), check(unit, false)]).toEqual(['wrong', 'wrong', 'no-tries-left']);
    expect([unit.state, unit.transfer]).toEqual(['licence_ok', undefined]);
    expect(unit.releaseEvents()).toEqual([]);
  });

  it('tells the tries left after a wrong amount (UNI-019)', () => {
    const unit = aUnit('awaiting_amount');
    check(unit, false);
    expect(unit.transfer?.triesLeft).toBe(2);
  });

  it('a new transfer brings three tries again', () => {
    const unit = aUnit('licence_ok');
    unit.applyTransfer({ ...anOrder, id: 'transfer-2' }, noon, rules);
    expect(unit.transfer).toMatchObject({ id: 'transfer-2', triesLeft: 3 });
  });

  it('is open through the fifth day and closed after it, even to the right amount (UNI-016)', () => {
    expect(check(aUnit('awaiting_amount'), true, hours(120))).toBe('verified');
    const late = aUnit('awaiting_amount');
    expect(check(late, true, hours(120.001))).toBe('expired');
    expect(late.state).toBe('licence_ok');
  });

  it('the fall back after five days needs no check', () => {
    const unit = aUnit('awaiting_amount');
    expect(unit.expireIfLate(hours(120), rules)).toBe(false);
    expect(unit.expireIfLate(hours(120.001), rules)).toBe(true);
    expect(unit.state).toBe('licence_ok');
  });
});

describe('a change of the unit (UNI-028, UNI-030)', () => {
  it('says whether the name, the person or both are new', () => {
    const unit = aUnit('verified');
    unit.changeInformation({ name: '北京云帆数字科技有限公司', legal: liWei, papers: { licence: 'licence-2' } }, noon);
    expect(unit.releaseEvents()).toMatchObject([{ nameChanged: true, legalRepresentativeChanged: false }]);
    expect(unit.record.papers.licence).toBe('licence-2');
    unit.changeInformation({ name: '北京云帆数字科技有限公司', legal: { ...liWei, idFingerprint: 'of another' }, papers: {} }, noon);
    expect(unit.record.papers.licence).toBe('licence-2');
    expect(unit.releaseEvents()).toMatchObject([{ nameChanged: false, legalRepresentativeChanged: true }]);
  });
});
