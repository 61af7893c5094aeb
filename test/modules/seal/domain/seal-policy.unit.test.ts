import { describe, expect, it } from 'vitest';
import { mayKnowSeals, mayMakeSeal, mayManageSeals, ownerOf } from '../../../../src/modules/seal/domain/seal-policy.ts';

const ordinary = { administrator: false, legalRepresentative: false, mayManageLegalRepresentativeSeal: false };
const admin = { ...ordinary, administrator: true };
const permitted = { ...admin, mayManageLegalRepresentativeSeal: true };
const legal = { administrator: true, legalRepresentative: true, mayManageLegalRepresentativeSeal: true };
const verified = { verified: true };

const codeOf = (run: () => unknown) => {
  try {
    run();
    return 'allowed';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('who makes seals (requirements 9)', () => {
  it.each([
    ['nobody outside the unit', undefined, 'official', verified, 'seal.missing'],
    ['no ordinary member (SEA-002)', ordinary, 'official', verified, 'seal.administrator-only'],
    ['the administrator', admin, 'contract', verified, 'allowed'],
    ['nobody before the unit is verified (UNI-020)', legal, 'official', { verified: false }, 'seal.unit-not-verified'],
    [
      'no administrator without the permission (SEA-007)',
      admin,
      'legal-representative',
      verified,
      'seal.legal-representative-not-authorised',
    ],
    ['the administrator with the permission (note N12)', permitted, 'legal-representative', verified, 'allowed'],
    ['the legal representative', legal, 'legal-representative', verified, 'allowed'],
  ] as const)('%s', (_who, standing, kind, unit, expected) => {
    expect(codeOf(() => mayMakeSeal(standing, kind, unit))).toBe(expected);
  });

  it('lets administrators manage, members only know of them, strangers neither', () => {
    expect(codeOf(() => mayManageSeals(admin))).toBe('allowed');
    expect(codeOf(() => mayManageSeals(ordinary))).toBe('seal.administrator-only');
    expect(codeOf(() => mayKnowSeals(ordinary))).toBe('allowed');
    expect(codeOf(() => mayKnowSeals(undefined))).toBe('seal.missing');
  });

  it('gives the legal representative the seal that this person makes; the administrator’s belongs to the unit (SEA-057)', () => {
    expect(ownerOf(legal, 'legal-representative', 'a')).toBe('a');
    expect(ownerOf(permitted, 'legal-representative', 'a')).toBeUndefined();
    expect(ownerOf(legal, 'official', 'a')).toBeUndefined();
  });
});
