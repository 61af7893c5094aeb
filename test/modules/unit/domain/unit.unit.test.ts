import { describe, expect, it } from 'vitest';
import { Unit } from '../../../../src/modules/unit/domain/unit.ts';
import { UnitNotVerified } from '../../../../src/modules/unit/domain/unit-errors.ts';
import { defaultUnitRules as rules } from '../../../../src/modules/unit/domain/unit-rules.ts';
import { aUnit, hours, liWei, noon } from '../a-unit.ts';

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
  const check = (unit: Unit, right: boolean, at = noon) => {
    const spent = unit.spendTry(at, rules);
    return typeof spent === 'string' ? spent : unit.settleAmount(spent.id, right, at);
  };

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
  });

  it('tells the tries left after a wrong amount (UNI-019)', () => {
    const unit = aUnit('awaiting_amount');
    check(unit, false);
    expect(unit.transfer?.triesLeft).toBe(2);
  });

  it('counts the try before the bank side answers: checks at the same time cannot exceed three', () => {
    const unit = aUnit('awaiting_amount');
    const spent = [1, 2, 3, 4].map(() => unit.spendTry(noon, rules));
    expect(spent.map((one) => (typeof one === 'string' ? one : 'asked'))).toEqual(['asked', 'asked', 'asked', 'no-tries-left']);
  });

  it('gives the try back when the bank side could not answer, and never more than three', () => {
    const unit = aUnit('awaiting_amount');
    unit.spendTry(noon, rules);
    unit.giveTryBack('transfer-1', rules);
    unit.giveTryBack('transfer-1', rules);
    expect(unit.transfer?.triesLeft).toBe(3);
  });

  it('is open through the fifth day and closed after it (UNI-016)', () => {
    expect(check(aUnit('awaiting_amount'), true, hours(120))).toBe('verified');
    const late = aUnit('awaiting_amount');
    expect(check(late, true, hours(120.001))).toBe('expired');
    expect(late.state).toBe('licence_ok');
  });

  it('an answer to an older transfer verifies nothing', () => {
    const unit = aUnit('awaiting_amount');
    expect(unit.settleAmount('transfer-0', true, noon)).toBe('no-tries-left');
    expect(unit.state).toBe('awaiting_amount');
  });

  it('a wrong answer that arrives after the right one changes nothing', () => {
    const unit = aUnit('awaiting_amount');
    unit.spendTry(noon, rules);
    unit.spendTry(noon, rules);
    unit.settleAmount('transfer-1', true, noon);
    expect(unit.settleAmount('transfer-1', false, noon)).toBe('verified');
    expect(unit.state).toBe('verified');
  });
});

describe('a change of the unit (UNI-028, UNI-030)', () => {
  it('says whether the name, the person or both are new', () => {
    const unit = aUnit('verified');
    unit.changeInformation('北京云帆数字科技有限公司', liWei, 'licence-2', noon);
    expect(unit.releaseEvents()).toMatchObject([{ nameChanged: true, legalRepresentativeChanged: false }]);
    expect(unit.record.papers.licence).toBe('licence-2');
    unit.changeInformation('北京云帆数字科技有限公司', { ...liWei, idNumber: '110105199003071234' }, undefined, noon);
    expect(unit.releaseEvents()).toMatchObject([{ nameChanged: false, legalRepresentativeChanged: true }]);
  });
});
