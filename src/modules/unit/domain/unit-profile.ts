import { FieldChecks } from '../../../kernel/field-checks.ts';
import { parseUscc } from '../../../kernel/uscc.ts';
import { type LegalRepresentativeClaim, type LegalRepresentativeInput, readLegalRepresentative } from './legal-representative.ts';

export type UnitKind = 'domestic' | 'foreign';

export interface UnitProfile {
  readonly name: string;
  /** The unified social credit code; for foreign units the unit code (UNI-054). */
  readonly code: string;
  readonly region: string;
  readonly address: string;
}

export interface UnitProfileInput {
  readonly name?: string | undefined;
  readonly code?: string | undefined;
  readonly region?: string | undefined;
  readonly address?: string | undefined;
}

export interface NewUnitData {
  readonly profile: UnitProfile;
  readonly legal: LegalRepresentativeClaim;
}

/** UNI-004: the legal representative gives the unit's data only. */
export function readOwnUnit(input: UnitProfileInput): UnitProfile {
  const checks = new FieldChecks();
  const profile = readDomesticProfile(input, checks);
  checks.throwIfAny();
  return profile;
}

/** UNI-003: what the form of a new domestic unit says; throws InvalidFields with every refused field. */
export function readDomesticUnit(input: UnitProfileInput & LegalRepresentativeInput): NewUnitData {
  const checks = new FieldChecks();
  const profile = readDomesticProfile(input, checks);
  const legal = readLegalRepresentative(input, checks);
  checks.throwIfAny();
  return { profile, legal };
}

/** UNI-008: a unit of Hong Kong, Macao, Taiwan or abroad has a unit code in place of the credit code. */
export function readForeignUnit(input: UnitProfileInput & LegalRepresentativeInput): NewUnitData {
  const checks = new FieldChecks();
  const profile = readProfile(input, checks);
  const code = profile.code.toUpperCase();
  checks.require(/^[A-Z0-9-]{4,40}$/.test(code) && parseUscc(code) === undefined, 'code', 'unit.code-invalid');
  const legal = readLegalRepresentative(input, checks);
  checks.throwIfAny();
  return { profile: { ...profile, code }, legal };
}

function readDomesticProfile(input: UnitProfileInput, checks: FieldChecks): UnitProfile {
  const profile = readProfile(input, checks);
  const code = parseUscc(profile.code);
  checks.require(code !== undefined, 'code', 'unit.uscc-invalid');
  return { ...profile, code: code ?? profile.code };
}

function readProfile(input: UnitProfileInput, checks: FieldChecks): UnitProfile {
  return {
    name: checks.text(input.name, 'name', 100),
    code: checks.text(input.code, 'code', 40),
    region: optional(input.region, 'region', 60, checks),
    address: optional(input.address, 'address', 200, checks),
  };
}

function optional(value: string | undefined, field: string, max: number, checks: FieldChecks): string {
  const text = (value ?? '').normalize('NFC').trim();
  checks.require(text.length <= max, field, 'input.too-long', { max });
  return text;
}
