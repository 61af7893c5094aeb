import { describe, expect, it } from 'vitest';
import { IllegalTransition } from '../../../../src/kernel/state-machine.ts';
import { Entitlement } from '../../../../src/modules/certificate/domain/entitlement.ts';
import type { EntitlementEvent, EntitlementState } from '../../../../src/modules/certificate/domain/entitlement-state.ts';
import { yearsAfter } from '../../../../src/modules/certificate/domain/term.ts';
import { anEntitlement, inDays, now } from '../support/a-certificate.ts';

const states: readonly EntitlementState[] = ['not_purchased', 'active', 'blocked_no_grant', 'expired', 'revoked'];
const events: Record<EntitlementEvent, (entitlement: Entitlement) => void> = {
  buy: (entitlement) => entitlement.buy('p-1', 1, now),
  'take-grant-back': (entitlement) => entitlement.takeGrantBack(),
  grant: (entitlement) => entitlement.grant(),
  'pass-end': (entitlement) => entitlement.passEnd(inDays(400)),
  revoke: (entitlement) => entitlement.revoke(),
};
const allowed: Record<string, EntitlementState> = {
  'not_purchased buy': 'active',
  'not_purchased take-grant-back': 'blocked_no_grant',
  'active buy': 'active',
  'active take-grant-back': 'blocked_no_grant',
  'active pass-end': 'expired',
  'active revoke': 'revoked',
  'blocked_no_grant grant': 'active',
  'blocked_no_grant pass-end': 'expired',
  'blocked_no_grant revoke': 'revoked',
  'expired buy': 'active',
};

describe('a certificate entitlement', () => {
  for (const from of states)
    for (const [event, act] of Object.entries(events)) {
      const to = allowed[`${from} ${event}`];
      it(`${from}, ${event}: ${to ?? 'refused, nothing changed'} (§8.6)`, () => {
        const entitlement = anEntitlement(from);
        const before = entitlement.facts;
        if (to !== undefined) {
          act(entitlement);
          expect(entitlement.state).toBe(to);
        } else {
          expect(() => act(entitlement)).toThrow(IllegalTransition);
          expect(entitlement.facts).toEqual(before);
        }
      });
    }

  const open = () => Entitlement.open({ id: 'e-2', accountId: 'a-1', unitId: 'u-1', kind: 'platform', typeCode: 'yx-general' });

  it('starts when it is bought and ends the chosen term later (CER-058)', () => {
    const entitlement = open();
    entitlement.buy('p-1', 2, now);
    expect(entitlement.term).toEqual({ from: now, until: new Date('2028-11-21T04:00:00Z') });
  });

  it('the same type for the same platform appends the chosen term to that row (CER-059, CER-102)', () => {
    const entitlement = open();
    entitlement.buy('p-1', 1, now);
    entitlement.buy('p-1', 3, inDays(30));
    expect(entitlement.facts.platforms).toEqual([{ platformId: 'p-1', from: now, until: new Date('2030-11-21T04:00:00Z') }]);
  });

  it('the same type for a new platform is a row from now (CER-102)', () => {
    const entitlement = open();
    entitlement.buy('p-1', 3, now);
    entitlement.buy('p-2', 1, inDays(30));
    expect(entitlement.facts.platforms).toEqual([
      { platformId: 'p-1', from: now, until: yearsAfter(now, 3) },
      { platformId: 'p-2', from: inDays(30), until: yearsAfter(inDays(30), 1) },
    ]);
    expect(entitlement.term).toEqual({ from: now, until: yearsAfter(now, 3) });
  });

  it('a row that has ended starts again from now', () => {
    const entitlement = anEntitlement('expired', { platforms: [{ platformId: 'p-1', from: inDays(-400), until: inDays(-35) }] });
    entitlement.buy('p-1', 1, now);
    expect(entitlement.facts.platforms).toEqual([{ platformId: 'p-1', from: now, until: yearsAfter(now, 1) }]);
  });

  it('buying again never adds reissues (CER-072, CER-102)', () => {
    const entitlement = anEntitlement('active', { reissuesLeft: 1 });
    entitlement.buy('p-1', 1, now);
    entitlement.buy('p-9', 1, now);
    expect(entitlement.facts.reissuesLeft).toBe(1);
  });

  it('awaits making from the payment until a certificate reaches to its end', () => {
    const entitlement = open();
    expect(entitlement.awaitsMaking).toBe(false);
    entitlement.buy('p-1', 1, now);
    expect(entitlement.awaitsMaking).toBe(true);
    const first = entitlement.makingId;
    expect(entitlement.makingId).toBe(first);
    entitlement.holdKey('k-1', Uint8Array.of(1));
    expect(entitlement.hold('01aa', yearsAfter(now, 1))).toBeUndefined();
    expect(entitlement.awaitsMaking).toBe(false);
    expect(entitlement.makingId).not.toBe(first);
    entitlement.buy('p-1', 1, now);
    expect(entitlement.awaitsMaking).toBe(true);
    expect(entitlement.hold('01bb', yearsAfter(now, 2))).toBe('01aa');
  });

  it('a second key is refused', () => {
    expect(() => anEntitlement().holdKey('k-2', Uint8Array.of(1))).toThrow('certificate.key-made-already');
    expect(() => open().holdKey('k-2', Uint8Array.of(1))).toThrow('certificate.not-made');
  });

  it('each reason against its use has its own code (CER-094)', () => {
    expect(() => anEntitlement().assertUsable(now, 'p-1')).not.toThrow();
    expect(() => anEntitlement().assertUsable(now, 'p-2')).toThrow('certificate.platform-not-supported');
    expect(() => anEntitlement().assertUsable(inDays(356))).toThrow('certificate.expired');
    expect(() => anEntitlement('expired').assertUsable(now)).toThrow('certificate.expired');
    expect(() => anEntitlement('revoked').assertUsable(now)).toThrow('certificate.revoked');
    expect(() => anEntitlement('blocked_no_grant').assertUsable(now)).toThrow('certificate.no-grant');
    expect(() => anEntitlement('active', { currentSerial: undefined }).assertUsable(now)).toThrow('certificate.not-made');
    const two = anEntitlement('active', {
      platforms: [
        { platformId: 'p-1', from: inDays(-10), until: inDays(355) },
        { platformId: 'p-2', from: inDays(-400), until: inDays(-1) },
      ],
    });
    expect(() => two.assertUsable(now, 'p-2')).toThrow('certificate.expired');
  });

  it('a remaining term revives on a new grant (CER-061)', () => {
    const entitlement = anEntitlement();
    const term = entitlement.term;
    entitlement.takeGrantBack();
    entitlement.grant();
    expect(entitlement.term).toEqual(term);
    expect(() => entitlement.assertUsable(now)).not.toThrow();
  });

  it('a grant taken back before anything was bought comes back as not purchased (CER-056)', () => {
    const entitlement = open();
    entitlement.takeGrantBack();
    entitlement.grant();
    expect(entitlement.state).toBe('not_purchased');
  });

  it('a personal certificate has no unit and a unit certificate has one', () => {
    expect(() => Entitlement.open({ id: 'e', accountId: 'a', kind: 'platform', typeCode: 't' })).toThrow(
      'certificate.unit-and-kind-differ',
    );
    expect(() => Entitlement.open({ id: 'e', accountId: 'a', unitId: 'u', kind: 'personal', typeCode: 't' })).toThrow();
  });

  it.each([0, -1, 11, 1.5, Number.NaN])('a term of %s years is refused', (years) => {
    expect(() => open().buy('p-1', years, now)).toThrow('certificate.bad-term');
  });
});
