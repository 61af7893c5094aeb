import { describe, expect, it } from 'vitest';
import { fittingCertificate, mustMayApply, rightToApply } from '../../../../src/modules/seal/domain/seal-use.ts';
import { administrator, aGrant, aSeal, member, now } from '../support/a-seal.ts';

const ordinary = { administrator: false, legalRepresentative: false, mayManageLegalRepresentativeSeal: false };
const asAdmin = { accountId: administrator.accountId, standing: { ...ordinary, administrator: true }, grant: undefined };
const asMember = { accountId: member.accountId, standing: ordinary, grant: undefined };
const granted = () => {
  const grant = aGrant();
  grant.approve(administrator, now);
  return grant;
};
const voided = () => {
  const seal = aSeal();
  seal.void(administrator, now);
  return seal;
};

describe('applying a seal', () => {
  it('needs no grant of an administrator, and ends for the administrator with the seal (SEA-011, note N17)', () => {
    expect(rightToApply(aSeal(), asAdmin, 'document', now)).toBe('administrator');
    expect(rightToApply(voided(), asAdmin, 'document', now)).toBe('seal.voided');
    expect(rightToApply(voided(), { ...asAdmin, grant: granted() }, 'document', now)).toBe('seal.voided');
  });

  it('needs a grant of a member, which outlives the seal (SEA-011, SEA-014)', () => {
    expect(rightToApply(aSeal(), asMember, 'document', now)).toBe('seal.grant-needed');
    expect(rightToApply(aSeal(), { ...asMember, grant: aGrant() }, 'document', now)).toBe('seal.grant-needed');
    expect(rightToApply(aSeal(), { ...asMember, grant: granted() }, 'document', now)).toBe('grant');
    expect(rightToApply(voided(), { ...asMember, grant: granted() }, 'document', now)).toBe('grant');
  });

  it('ends with the last day of the grant, counted in Shanghai (SEA-017)', () => {
    const user = { ...asMember, grant: granted() };
    expect(rightToApply(aSeal(), user, 'document', new Date('2026-12-31T15:59:59Z'))).toBe('grant');
    expect(rightToApply(aSeal(), user, 'document', new Date('2026-12-31T16:00:00Z'))).toBe('seal.grant-expired');
  });

  it('ends when the grant is taken back (SEA-013)', () => {
    const grant = granted();
    grant.revoke(administrator, now);
    expect(rightToApply(aSeal(), { ...asMember, grant }, 'document', now)).toBe('seal.grant-revoked');
  });

  it('is refused to everybody outside the unit, a former member with a grant included', () => {
    expect(rightToApply(aSeal(), { ...asMember, standing: undefined, grant: granted() }, 'document', now)).toBe('seal.not-yours');
  });

  it('of an authorised legal-representative seal is for platforms, not for documents (SEA-029)', () => {
    expect(rightToApply(aSeal('legal-representative'), asAdmin, 'document', now)).toBe('seal.not-for-documents');
    expect(rightToApply(aSeal('legal-representative'), asAdmin, 'session', now)).toBe('administrator');
  });

  it('of the legal representative’s own seal is that person’s alone (SEA-057)', () => {
    const own = aSeal('legal-representative', { ownerId: 'account-legal' });
    expect(rightToApply(own, asAdmin, 'session', now)).toBe('seal.not-yours');
    const legal = { ...asAdmin, accountId: 'account-legal', standing: { ...asAdmin.standing, legalRepresentative: true } };
    expect(rightToApply(own, legal, 'document', now)).toBe('owner');
    expect(rightToApply(own, { ...legal, standing: asAdmin.standing }, 'document', now)).toBe('seal.not-yours');
  });

  it('throws the reason where there is nothing else to do', () => {
    expect(() => mustMayApply(voided(), asAdmin, 'document', now)).toThrow(
      expect.objectContaining({ kind: 'forbidden', code: 'seal.voided' }),
    );
    expect(mustMayApply(aSeal(), asAdmin, 'document', now)).toBe('administrator');
  });
});

describe('the certificate of a seal (SEA-008, SEA-031, SEA-057)', () => {
  it('is the unit’s, or the legal representative’s own', () => {
    expect(fittingCertificate(aSeal('legal-representative'))).toEqual({ kind: 'unit', unitId: 'unit-1' });
    expect(fittingCertificate(aSeal('legal-representative', { ownerId: 'account-legal' }))).toEqual({
      kind: 'personal',
      accountId: 'account-legal',
    });
  });
});
