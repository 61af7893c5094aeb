import { describe, expect, it } from 'vitest';
import { type Actor, anonymous, type StaffRole, systemActor } from '../../../../src/kernel/actor.ts';
import { FieldChecks } from '../../../../src/kernel/field-checks.ts';
import { mayBuyForUnit, maySeeAll, mayUseOwn } from '../../../../src/modules/certificate/domain/certificate-policy.ts';
import { checkNewPin, isWeakPin } from '../../../../src/modules/certificate/domain/pin.ts';
import { mayResend, tryCode } from '../../../../src/modules/certificate/domain/pin-reset.ts';
import { blocksKey, crlReasonOf, mayRevoke, reasonsOf } from '../../../../src/modules/certificate/domain/revocation.ts';
import { SerialNumber } from '../../../../src/modules/certificate/domain/serial-number.ts';
import { takeOne } from '../../../../src/modules/certificate/domain/surplus-lot.ts';
import { validityText, yearsAfter } from '../../../../src/modules/certificate/domain/term.ts';
import { offeredUnitKinds, recognises, type TradingPlatform } from '../../../../src/modules/certificate/domain/trading-platform.ts';
import {
  checkUnitPurchase,
  dividePieces,
  purchaseFromParams,
  type UnitPurchaseChoice,
} from '../../../../src/modules/certificate/domain/unit-purchase.ts';
import { now } from '../support/a-certificate.ts';

const person = (realNameVerified = true): Actor => ({ kind: 'person', accountId: 'a-1', name: '林岚', realNameVerified });
const staff = (...roles: StaffRole[]): Actor => ({ kind: 'staff', staffId: 's-1', name: '值班', roles });
const platform: TradingPlatform = {
  id: 'p-1',
  name: '浙江省公共资源交易平台',
  region: '浙江',
  supportsInterconnect: true,
  recognitionConsent: true,
  alliance: '长三角',
  typeCodes: ['yx-general'],
  open: true,
};

describe('serial numbers', () => {
  it('are a prefix and 136 random bits, never negative', () => {
    const serial = SerialNumber.fresh(0x7f, new Uint8Array(17).fill(0xff));
    expect(serial.hex).toBe(`7f${'ff'.repeat(17)}`);
    expect(serial.bytes()).toHaveLength(18);
  });

  it.each([0, 0x80, 256, 1.5])('the prefix %s is refused', (prefix) => {
    expect(() => SerialNumber.fresh(prefix, new Uint8Array(17))).toThrow(RangeError);
  });

  it('fewer than 136 random bits are refused', () => {
    expect(() => SerialNumber.fresh(1, new Uint8Array(16))).toThrow(RangeError);
  });

  it('are read as people type them', () => {
    expect(SerialNumber.parse(' 01:AB cd ').hex).toBe('01abcd');
    for (const bad of ['', '0', 'xyz', '01'.repeat(21)]) expect(() => SerialNumber.parse(bad)).toThrow('certificate.not-a-serial');
  });
});

describe('terms', () => {
  it('29 February ends on 28 February, by the calendar of Shanghai (PLT-022)', () => {
    expect(yearsAfter(new Date('2028-02-28T17:00:00Z'), 1).toISOString()).toBe('2029-02-27T17:00:00.000Z');
    expect(yearsAfter(new Date('2028-02-29T02:00:00Z'), 4).toISOString()).toBe('2032-02-29T02:00:00.000Z');
  });

  it('are shown as YYYY.MM.DD-YYYY.MM.DD (CER-058)', () => {
    expect(validityText(new Date('2026-11-20T16:00:00Z'), new Date('2027-11-20T15:59:00Z'))).toBe('2026.11.21-2027.11.20');
  });
});

describe('revocation', () => {
  it('reviewers and operators revoke, each with their reasons; nobody else (§9)', () => {
    expect(reasonsOf(staff('ra'))).toContain('key-lost');
    expect(reasonsOf(staff('ra'))).not.toContain('misused');
    expect(reasonsOf(staff('op'))).toEqual(['key-lost', 'requested', 'misused']);
    expect(reasonsOf(staff('cs'))).toEqual([]);
    expect(() => mayRevoke(staff('ra'), 'left-unit')).not.toThrow();
    expect(() => mayRevoke(staff('ra'), 'misused')).toThrow('certificate.reason-not-allowed');
    expect(() => mayRevoke(staff('cs'), 'requested')).toThrow('access.forbidden');
    expect(() => mayRevoke(person(), 'requested')).toThrow('access.forbidden');
    expect(() => mayRevoke(anonymous, 'requested')).toThrow('access.sign-in-needed');
    expect(() => mayRevoke(systemActor('leave'), 'left-unit')).not.toThrow();
    expect(() => mayRevoke(systemActor('leave'), 'misused')).toThrow();
  });

  it('a lost key is keyCompromise and blocks the key, the other reasons do not', () => {
    expect([crlReasonOf('key-lost'), crlReasonOf('key-replaced'), crlReasonOf('requested'), crlReasonOf('misused')]).toEqual([1, 4, 5, 9]);
    expect(blocksKey('key-lost')).toBe(true);
    expect(blocksKey('key-replaced')).toBe(false);
  });
});

describe('PINs', () => {
  it.each(['000000', '123456', '654321', '111111', '121212', '123123', '345678', '112233', '987654'])(
    '%s is weak (CER-079, VAL-09)',
    (pin) => {
      expect(isWeakPin(pin)).toBe(true);
    },
  );

  it.each(['305172', '481516', '902431', '138642'])('%s is not', (pin) => {
    expect(isWeakPin(pin)).toBe(false);
  });

  it('has six digits, twice the same (CER-074, VAL-09)', () => {
    const refused = (pin: string, repeated = pin) => {
      const checks = new FieldChecks();
      checkNewPin(checks, pin, repeated);
      try {
        checks.throwIfAny();
      } catch (error) {
        return error;
      }
      return undefined;
    };
    expect(refused('305172')).toBeUndefined();
    expect(refused('30517')).toMatchObject({ fields: [{ field: 'pin', code: 'certificate.pin-six-digits' }] });
    expect(refused('30517a')).toMatchObject({ fields: [{ field: 'pin', code: 'certificate.pin-six-digits' }] });
    expect(refused('000000')).toMatchObject({ fields: [{ field: 'pin', code: 'certificate.pin-weak' }] });
    expect(refused('305172', '305173')).toMatchObject({ fields: [{ field: 'pinRepeated', code: 'certificate.pin-differs' }] });
  });

  it('a reset code works once, for five minutes and five tries, and is sent once a minute (CER-076, VAL-12)', () => {
    const code = { accountId: 'a-1', fingerprint: 'right', sentAt: now, tries: 0 };
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    expect(tryCode(code, 'right', at(299))).toEqual({ right: true, after: undefined });
    expect(tryCode(code, 'right', at(301)).right).toBe(false);
    expect(tryCode(code, 'wrong', at(1))).toEqual({ right: false, after: { ...code, tries: 1 } });
    expect(tryCode({ ...code, tries: 5 }, 'right', at(1)).right).toBe(false);
    expect(tryCode(undefined, 'right', at(1)).right).toBe(false);
    expect(() => mayResend(code, at(59))).toThrow('certificate.code-too-soon');
    expect(() => mayResend(code, at(60))).not.toThrow();
  });
});

describe('trading platforms', () => {
  it('interconnect certificates need a platform certificate in force on a platform that supports them (CER-050, CER-053)', () => {
    expect(offeredUnitKinds(platform, true)).toEqual(['platform', 'interconnect']);
    expect(offeredUnitKinds(platform, false)).toEqual(['platform']);
    expect(offeredUnitKinds({ ...platform, supportsInterconnect: false }, true)).toEqual(['platform']);
  });

  it('recognise each other in one alliance, for a type both support, with the consent of both (CER-051)', () => {
    const other = { ...platform, id: 'p-2' };
    expect(recognises(platform, other, 'yx-general')).toBe(true);
    expect(recognises(platform, other, 'other')).toBe(false);
    expect(recognises(platform, { ...other, recognitionConsent: false }, 'yx-general')).toBe(false);
    expect(recognises({ ...platform, alliance: undefined }, { ...other, alliance: undefined }, 'yx-general')).toBe(false);
  });
});

describe('buying for a unit', () => {
  const type = {
    code: 'yx-general',
    name: '印信通用证书',
    provider: '印信',
    unitProfile: 'unit-signature',
    personProfile: 'person-signature',
  };
  const choice: UnitPurchaseChoice = {
    unitId: 'u-1',
    platformId: 'p-1',
    kind: 'platform',
    typeCode: 'yx-general',
    years: 1,
    quantity: 1,
    localInstall: true,
  };
  const around = { platform, type, unitHoldsPlatformCertificate: false };

  it('administrators buy, members with a grant, others learn nothing (§9, CER-054, BIL-009)', () => {
    expect(mayBuyForUnit(person(), 'admin', () => false)).toMatchObject({ accountId: 'a-1' });
    expect(mayBuyForUnit(person(), 'member', () => true)).toMatchObject({ accountId: 'a-1' });
    expect(() => mayBuyForUnit(person(), 'member', () => false)).toThrow('certificate.grant-needed');
    expect(() => mayBuyForUnit(person(), 'none', () => true)).toThrow('access.missing');
    expect(() => mayBuyForUnit(person(false), 'admin', () => true)).toThrow('access.real-name-needed');
    expect(() => mayBuyForUnit(anonymous, 'admin', () => true)).toThrow('access.sign-in-needed');
    expect(() => mayBuyForUnit(staff('op'), 'admin', () => true)).toThrow('access.forbidden');
  });

  it('only the holder uses a certificate; only reviewers and operators see all (§9)', () => {
    expect(() => mayUseOwn(person(), 'a-2')).toThrow('access.missing');
    expect(() => maySeeAll(staff('ra'))).not.toThrow();
    expect(() => maySeeAll(staff('cs'))).toThrow('access.forbidden');
  });

  it('takes what is on sale and names every field that is not (BIL-005, BIL-006)', () => {
    expect(() => checkUnitPurchase(choice, around)).not.toThrow();
    expect(() => checkUnitPurchase({ ...choice, years: 3, quantity: 20 }, around)).not.toThrow();
    const wrong = { ...choice, kind: 'interconnect' as const, years: 7, quantity: 0 };
    expect(() => checkUnitPurchase(wrong, { ...around, type: undefined })).toThrow(
      expect.objectContaining({ fields: ['typeCode', 'kind', 'years', 'quantity'].map((field) => expect.objectContaining({ field })) }),
    );
    expect(() => checkUnitPurchase(choice, { ...around, platform: { ...platform, open: false } })).toThrow();
  });

  it('local install takes exactly one, the rest is surplus (CER-057)', () => {
    expect(dividePieces({ quantity: 5, localInstall: true })).toEqual({ installed: 1, surplus: 4 });
    expect(dividePieces({ quantity: 5, localInstall: false })).toEqual({ installed: 0, surplus: 5 });
  });

  it('the choice comes back from the order line, and nothing else does', () => {
    expect(purchaseFromParams(JSON.parse(JSON.stringify(choice)))).toEqual(choice);
    expect(() => purchaseFromParams({ ...choice, kind: 'personal' })).toThrow('certificate.unknown-line');
    expect(() => purchaseFromParams({ ...choice, years: '1' })).toThrow('certificate.unknown-line');
  });

  it('a lot goes down to empty and never below (§8.14, BIL-019)', () => {
    const lot = {
      id: 'l',
      unitId: 'u',
      buyerAccountId: 'a',
      typeCode: 't',
      kind: 'platform' as const,
      platformId: 'p',
      years: 1,
      bought: 1,
      remaining: 1,
      boughtAt: now,
    };
    expect(takeOne(lot).remaining).toBe(0);
    expect(() => takeOne(takeOne(lot))).toThrow('certificate.lot-empty');
  });
});
