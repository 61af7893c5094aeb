import { contextExplicit, enumerated, octetString, oid, sequence } from '../../engines/der/der-writer.ts';
import type { Certificate } from '../../engines/x509/certificate.ts';
import { Oid } from '../../engines/x509/oids.ts';
import type { RevocationData } from './revocation-data.ts';

/** Certificates, lists and OCSP responses in DER, as a document security store keeps them. */
export interface LongTermMaterial {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

/** What was needed to judge a document, for keeping in it: every certificate of the chains and all that says they are not revoked. */
export function longTermMaterial(chains: readonly (readonly Certificate[])[], data: RevocationData): LongTermMaterial {
  const certificates = new Map(chains.flat().map((certificate) => [certificate.fingerprint, certificate.raw]));
  return {
    certificates: [...certificates.values()],
    crls: data.crls.map(({ raw }) => raw),
    ocsps: data.ocspResponses.map(({ raw }) => successfulResponse(raw)),
  };
}

// OCSPResponse around a BasicOCSPResponse (RFC 6960 4.2.1): the store keeps whole responses.
function successfulResponse(basic: Uint8Array): Buffer {
  return sequence(enumerated(0), contextExplicit(0, sequence(oid(Oid.ocspBasic), octetString(basic))));
}
