import { describe, expect, it } from 'vitest';
import { InvalidFields } from '../../../../src/kernel/domain-error.ts';
import { drawnAmount, readBankAccount, readTransferAmount } from '../../../../src/modules/unit/domain/corporate-transfer.ts';
import { FailureTally } from '../../../../src/modules/unit/domain/failure-tally.ts';
import { refuseBeyondDailyTransfers } from '../../../../src/modules/unit/domain/transfer-limits.ts';
import { TransferLimitReached } from '../../../../src/modules/unit/domain/unit-errors.ts';
import { defaultUnitRules as rules } from '../../../../src/modules/unit/domain/unit-rules.ts';
import { hours, noon } from '../a-unit.ts';

const none = { ofBankAccount: [], ofCompany: [], ofPerson: [] };

describe('transfers in 24 hours (UNI-014)', () => {
  it.each(['ofBankAccount', 'ofCompany', 'ofPerson'] as const)('two requests %s block the third, one does not', (which) => {
    expect(() => refuseBeyondDailyTransfers({ ...none, [which]: [hours(-1)] }, noon, rules)).not.toThrow();
    expect(() => refuseBeyondDailyTransfers({ ...none, [which]: [hours(-1), hours(-2)] }, noon, rules)).toThrow(TransferLimitReached);
  });

  it('the window slides: a request a day old counts no more', () => {
    const recent = { ...none, ofCompany: [hours(-24), hours(-1)] };
    expect(() => refuseBeyondDailyTransfers(recent, noon, rules)).not.toThrow();
    expect(() => refuseBeyondDailyTransfers({ ...none, ofCompany: [hours(-23.9), hours(-1)] }, noon, rules)).toThrow(TransferLimitReached);
  });

  it('one request for each of three does not add up to a block', () => {
    const recent = { ofBankAccount: [hours(-1)], ofCompany: [hours(-2)], ofPerson: [hours(-3)] };
    expect(() => refuseBeyondDailyTransfers(recent, noon, rules)).not.toThrow();
  });

  it('the refusal tells the hours until there is room for every count again', () => {
    const recent = { ...none, ofBankAccount: [hours(-20), hours(-1)], ofPerson: [hours(-10), hours(-2), hours(-22)] };
    expect(() => refuseBeyondDailyTransfers(recent, noon, rules)).toThrow(expect.objectContaining({ params: { limit: 2, hours: 14 } }));
  });
});

describe('the amount of the transfer (VAL-10, UNI-018)', () => {
  it.each([
    ['0.01', 1],
    ['2.00', 200],
    [' 1.5 ', 150],
    ['¥0.37', 37],
  ])('%s is %i fen', (text, fen) => {
    expect(readTransferAmount(text, rules).fen).toBe(fen);
  });

  it.each(['', '0', '0.00', '2.01', '1.234', '-1', '1e0', 'abc', '99999999999'])('%j is refused at the field', (text) => {
    expect(() => readTransferAmount(text, rules)).toThrow(InvalidFields);
  });
});

describe('the drawn sum (UNI-018)', () => {
  it('is always one of 0.01 to 2.00 and every one of them equally often', () => {
    const counts = new Map<number, number>();
    for (let digits = 0; digits < 10_000; digits++) {
      const fen = drawnAmount(String(digits).padStart(4, '0'), rules);
      counts.set(fen, (counts.get(fen) ?? 0) + 1);
    }
    expect([counts.size, Math.min(...counts.keys()), Math.max(...counts.keys())]).toEqual([200, 1, 200]);
    expect(new Set(counts.values())).toEqual(new Set([50]));
  });
});

describe('the corporate account (UNI-013)', () => {
  it('takes the spaces of the printed number off', () => {
    expect(readBankAccount({ bank: ' 中国银行 ', account: '1100 1234-5678 90' })).toEqual({ bank: '中国银行', account: '11001234567890' });
  });

  it('names every refused field at once', () => {
    expect(() => readBankAccount({ account: '12AB' })).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: 'bank' }), expect.objectContaining({ field: 'account' })] }),
    );
  });
});

describe('failures at a node (UNI-006, UNI-007, UNI-055)', () => {
  const failing = (times: number, kind: 'withRecognitionFailure' | 'withRegistryFailure') =>
    Array.from({ length: times }).reduce<FailureTally>((tally) => tally[kind](), new FailureTally('account-1', 'registration'));

  it('more than three of recognition open manual review', () => {
    expect([3, 4].map((times) => failing(times, 'withRecognitionFailure').opensManualReview(rules))).toEqual([false, true]);
  });

  it('more than ten of the business register open manual review', () => {
    expect([10, 11].map((times) => failing(times, 'withRegistryFailure').opensManualReview(rules))).toEqual([false, true]);
  });

  it('the two counters do not add up, and success clears both', () => {
    const tally = failing(10, 'withRegistryFailure').withRecognitionFailure().withRecognitionFailure().withRecognitionFailure();
    expect(tally.opensManualReview(rules)).toBe(false);
    expect(tally.cleared()).toMatchObject({ recognition: 0, registry: 0, accountId: 'account-1', node: 'registration' });
  });
});
