import { describe, expect, it } from 'vitest';
import { readInvitedNumbers, refuseBeyondDailyInvitations } from '../../../../src/modules/unit/domain/invitation.ts';

const refusal = (run: () => unknown) => {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('invited numbers (UNI-033)', () => {
  it('are read from lines, from pasted tables and with dashes, each once', () => {
    const text = '13900000001\n张三,13900000002，13900000001;139-0000-0003\n+86 13900000004';
    expect(readInvitedNumbers(text)).toEqual(['13900000001', '13900000002', '13900000003', '13900000004']);
  });

  it.each(['12440', '1111111111', '19'])('%s is no number and is named', (number) => {
    expect(refusal(() => readInvitedNumbers(`13900000001\n${number}`))).toMatchObject({
      fields: [{ field: 'numbers', params: { number } }],
    });
  });

  it('are at least one and at most twenty', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `139000001${String(index).padStart(2, '0')}`).join('\n');
    expect(refusal(() => readInvitedNumbers(' \n 张三 '))).toMatchObject({ fields: [{ code: 'input.required' }] });
    expect(readInvitedNumbers(many(20))).toHaveLength(20);
    expect(refusal(() => readInvitedNumbers(many(21)))).toMatchObject({ fields: [{ code: 'unit.too-many-at-once' }] });
  });

  it('are at most fifty a day', () => {
    expect(() => refuseBeyondDailyInvitations(45, 5)).not.toThrow();
    expect(refusal(() => refuseBeyondDailyInvitations(45, 6))).toMatchObject({
      code: 'unit.invitation-limit-reached',
      params: { left: 5 },
    });
  });
});
