import { describe, expect, it } from 'vitest';
import { IllegalTransition } from '../../../../src/kernel/state-machine.ts';
import { GrantRequest, type GrantState } from '../../../../src/modules/certificate/domain/grant-request.ts';
import { inDays, now } from '../support/a-certificate.ts';

const facts = { id: 'g-1', unitId: 'u-1', accountId: 'a-1', name: '林岚', typeCode: 'yx-general', note: '', askedAt: now };
const events = {
  approve: (request: GrantRequest) => request.approve(inDays(1)),
  reject: (request: GrantRequest) => request.reject('不再负责投标', inDays(1)),
  'take-back': (request: GrantRequest) => request.takeBack(inDays(1)),
};
const allowed: Record<string, GrantState> = {
  'pending approve': 'approved',
  'pending reject': 'rejected',
  'pending take-back': 'revoked',
  'approved take-back': 'revoked',
};

describe('a certificate grant (§8.14)', () => {
  for (const from of ['pending', 'approved', 'rejected', 'revoked'] as const)
    for (const [event, act] of Object.entries(events)) {
      const to = allowed[`${from} ${event}`];
      it(`${from}, ${event}: ${to ?? 'refused, nothing changed'}`, () => {
        const request = GrantRequest.restore({ ...facts, state: from });
        if (to === undefined) {
          expect(() => act(request)).toThrow(IllegalTransition);
          expect(request.facts.state).toBe(from);
          return;
        }
        act(request);
        expect(request.facts).toMatchObject({ state: to, decidedAt: inDays(1) });
        expect(request.releaseEvents()).toMatchObject([{ type: 'certificate.grant-decided', state: to }]);
      });
    }

  it('a rejection says why', () => {
    expect(() => GrantRequest.ask(facts).reject('', now)).toThrow('certificate.grant-reason-needed');
  });
});
