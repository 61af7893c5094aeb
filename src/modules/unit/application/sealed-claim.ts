import { maskedId } from '../../../kernel/resident-id.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import type { LegalRepresentative, LegalRepresentativeClaim } from '../domain/legal-representative.ts';

/** The legal representative as stored: from here on the number is no longer in clear. */
export function sealedClaim({ name, idType, idNumber }: LegalRepresentativeClaim, sealed: SealedText): LegalRepresentative {
  return { name, idType, sealedId: sealed.seal(idNumber), idFingerprint: sealed.fingerprint(idNumber), maskedId: maskedId(idNumber) };
}
