import { describe, expect, it } from 'vitest';
import { IllegalTransition } from '../../../../src/kernel/state-machine.ts';
import type { Unit } from '../../../../src/modules/unit/domain/unit.ts';
import { defaultUnitRules as rules } from '../../../../src/modules/unit/domain/unit-rules.ts';
import { type UnitState, unitStates } from '../../../../src/modules/unit/domain/unit-state.ts';
import { anOrder, aUnit, hours, liWei, noon } from '../a-unit.ts';

const profile = aUnit('registered').record.profile;

interface Case {
  readonly act: (unit: Unit) => unknown;
  /** The states that accept the act, and where it leads; every other state refuses and stays. */
  readonly leads: Partial<Record<UnitState, UnitState>>;
}

/** Requirements 8.3, one entry per event and outcome of its guard. */
const table: Record<string, Case> = {
  'upload licence': { act: (unit) => unit.acceptLicence('blob'), leads: { registered: 'licence_ok' } },
  'licence to manual review': { act: (unit) => unit.askLicenceReview('blob'), leads: { registered: 'manual_review' } },
  'approve the review': { act: (unit) => unit.approveReview(noon), leads: { manual_review: 'registered', foreign_review: 'verified' } },
  'reject the review': {
    act: (unit) => unit.rejectReview('材料不清', noon),
    leads: { manual_review: 'rejected', foreign_review: 'rejected' },
  },
  resubmit: { act: (unit) => unit.resubmit(profile, liWei, {}), leads: { rejected: 'manual_review' } },
  'apply for the transfer': {
    act: (unit) => unit.applyTransfer(anOrder, noon, rules),
    leads: { licence_ok: 'transfer_applied' },
  },
  'check the right amount': { act: (unit) => unit.checkAmount(37, hours(1), rules), leads: { awaiting_amount: 'verified' } },
  'check a wrong amount': { act: (unit) => unit.checkAmount(38, hours(1), rules), leads: { awaiting_amount: 'awaiting_amount' } },
  'check the right amount after five days': {
    act: (unit) => unit.checkAmount(37, hours(121), rules),
    leads: { awaiting_amount: 'licence_ok' },
  },
  'change information': {
    act: (unit) => unit.changeInformation({ name: '北京云帆数字科技有限公司', legal: liWei, papers: {} }, noon),
    leads: { verified: 'verified' },
  },
};

describe('the unit verification table (8.3)', () => {
  for (const [name, { act, leads }] of Object.entries(table)) {
    for (const state of unitStates) {
      const target = leads[state];
      it(`${name} in ${state} ${target === undefined ? 'is refused and changes nothing' : `leads to ${target}`}`, () => {
        const unit = aUnit(state);
        if (target !== undefined) {
          act(unit);
          expect(unit.state).toBe(target);
          return;
        }
        const before = unit.record;
        expect(() => act(unit)).toThrow(IllegalTransition);
        expect(unit.record).toEqual(before);
        expect(unit.releaseEvents()).toEqual([]);
      });
    }
  }

  it.each(unitStates)('news of the bank about another transfer changes nothing in %s', (state) => {
    const unit = aUnit(state);
    const before = unit.record;
    expect(unit.transferPaid('transfer-0', noon)).toBe(false);
    expect(unit.transferFailed('transfer-0')).toBe(false);
    expect(unit.record).toEqual(before);
  });

  it.each(unitStates)('news of the bank about the transfer moves %s only when it was applied for', (state) => {
    expect(aUnit(state).transferPaid('transfer-1', noon)).toBe(state === 'transfer_applied');
    expect(aUnit(state).transferFailed('transfer-1')).toBe(state === 'transfer_applied');
  });

  it('an approved review of the licence goes on at the transfer, one of the registration at the licence', () => {
    const unit = aUnit('manual_review', { reviewNode: 'licence' });
    unit.approveReview(noon);
    expect(unit.state).toBe('licence_ok');
  });

  it('a rejected foreign unit goes back to the foreign review (UNI-008)', () => {
    const unit = aUnit('rejected', { kind: 'foreign' });
    unit.resubmit(profile, liWei, {});
    expect(unit.state).toBe('foreign_review');
  });
});
