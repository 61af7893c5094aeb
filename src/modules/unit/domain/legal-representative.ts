import type { FieldChecks } from '../../../kernel/field-checks.ts';
import { parseResidentId } from '../../../kernel/resident-id.ts';

export const idTypes = ['resident', 'passport', 'hk-macao-permit', 'taiwan-permit'] as const;

export type IdType = (typeof idTypes)[number];

/** The legal representative as the unit's papers name that person; whether he or she has an account is the roster's matter. */
export interface LegalRepresentative {
  readonly name: string;
  readonly idType: IdType;
  /** Sealed number, its fingerprint and what may be shown of it: the number itself is never kept in clear. */
  readonly sealedId: string;
  readonly idFingerprint: string;
  readonly maskedId: string;
}

/** What a form says of the legal representative, the number in clear: only on its way to the checks. */
export interface LegalRepresentativeClaim {
  readonly name: string;
  readonly idType: IdType;
  readonly idNumber: string;
}

/** A person whose real name has been verified. */
export interface VerifiedPerson {
  readonly name: string;
  readonly idFingerprint: string;
}

/** UNI-056: same name and same ID number, and never on the name alone. */
export function isLegalRepresentative(person: VerifiedPerson | undefined, legal: VerifiedPerson): boolean {
  return person !== undefined && sameText(person.name, legal.name) && person.idFingerprint === legal.idFingerprint;
}

/** Names and numbers are compared without spaces, in one case and one Unicode form; the middle dots of longer names count as one. */
export function sameText(a: string, b: string): boolean {
  return comparable(a) === comparable(b);
}

function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\ufeff]/g, '')
    .replace(/[·•・‧∙]/g, '·')
    .toUpperCase();
}

export interface LegalRepresentativeInput {
  readonly legalName?: string | undefined;
  readonly legalIdType?: string | undefined;
  readonly legalIdNumber?: string | undefined;
}

/** VAL-02 for resident ID cards, VAL-04 for passports and permits. */
export function readLegalRepresentative(input: LegalRepresentativeInput, checks: FieldChecks): LegalRepresentativeClaim {
  const name = checks.text(input.legalName, 'legalName', 60);
  const idType = idTypes.find((type) => type === input.legalIdType) ?? 'resident';
  const typed = checks.text(input.legalIdNumber, 'legalIdNumber', 30).toUpperCase();
  if (idType !== 'resident') {
    checks.require(/^[A-Z0-9()-]{5,30}$/.test(typed), 'legalIdNumber', 'unit.id-number-invalid');
    return { name, idType, idNumber: typed };
  }
  const idNumber = parseResidentId(typed);
  checks.require(idNumber !== undefined, 'legalIdNumber', 'unit.resident-id-invalid');
  return { name, idType, idNumber: idNumber ?? typed };
}
