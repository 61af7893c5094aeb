import { CmsError } from '../../engines/cms/cms-error.ts';
import { CmsOid } from '../../engines/cms/cms-oids.ts';
import { parseSignedData, type SignedData } from '../../engines/cms/signed-data.ts';
import { contentDigestOf, padesExpectation, type SignedDataExpectation, verifySignedData } from '../../engines/cms/signed-data-check.ts';
import { imprintDigestOf, parseTimeStampToken, type TimeStampToken, verifyTimeStampToken } from '../../engines/cms/time-stamp-token.ts';

/** What the CMS of a signature or a time-stamp token turned out to be. All certificates are DER. */
export interface CmsFindings {
  readonly faults: readonly string[];
  readonly certificate: Uint8Array | undefined;
  readonly embedded: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

/** Makes the digest over the signed bytes of the document. */
export type RangeDigest = (algorithm: 'sha256' | 'sha384' | 'sha512') => Promise<Uint8Array>;

const expectations: Readonly<Record<string, SignedDataExpectation>> = {
  'ETSI.CAdES.detached': padesExpectation,
  'adbe.pkcs7.detached': { ...padesExpectation, signingCertificate: 'if-present', signingCertificateV1: 'accepted' },
};

const nothing = { certificate: undefined, embedded: [], crls: [] };

/** Checks a detached PDF signature. `timeStamp` is the token inside, when there is one (B-T). */
export async function inspectSignatureCms(
  subFilter: string | undefined,
  der: Uint8Array,
  digest: RangeDigest,
): Promise<CmsFindings & { readonly timeStamp?: TokenFindings }> {
  const expected = subFilter === undefined ? undefined : expectations[subFilter];
  if (expected === undefined) return { ...nothing, faults: [subFilter === 'adbe.pkcs7.sha1' ? 'weak-digest' : 'unsupported-format'] };
  const signedData = readOrFault(() => parseSignedData(der));
  if (typeof signedData === 'string') return { ...nothing, faults: [signedData] };
  const algorithm = contentDigestOf(signedData);
  const contentDigest = algorithm === 'weak' || algorithm === 'unsupported' ? Buffer.alloc(0) : await digest(algorithm);
  const { faults, certificate } = verifySignedData(signedData, contentDigest, expected);
  const found = { faults, certificate: certificate?.der, embedded: signedData.certificates, crls: signedData.crls };
  const timeStamp = signatureTimeStamp(signedData);
  return timeStamp === undefined ? found : { ...found, timeStamp };
}

export interface TokenFindings extends CmsFindings {
  readonly time: Date | undefined;
}

function signatureTimeStamp(signedData: SignedData): TokenFindings | undefined {
  const [signer] = signedData.signers;
  const attribute = signer?.unsignedAttributes.find(({ type }) => type === CmsOid.timeStampToken);
  if (signer === undefined || attribute === undefined) return undefined;
  const token = readOrFault(() => parseTimeStampToken(attribute.values[0]?.raw ?? Buffer.alloc(0)));
  if (typeof token === 'string') return { ...nothing, faults: [token], time: undefined };
  return tokenFindings(token, verifyTimeStampToken(token, { bytes: signer.signature }));
}

/** Checks a document time-stamp (ISO 32000-2 12.8.5): the token stamps the digest of the covered bytes. */
export async function inspectDocumentTimeStamp(der: Uint8Array, digest: RangeDigest): Promise<TokenFindings> {
  const token = readOrFault(() => parseTimeStampToken(der));
  if (typeof token === 'string') return { ...nothing, faults: [token], time: undefined };
  const algorithm = imprintDigestOf(token);
  const stamped = algorithm === 'weak' || algorithm === 'unsupported' ? Buffer.alloc(0) : await digest(algorithm);
  return tokenFindings(token, verifyTimeStampToken(token, { digest: stamped }));
}

function tokenFindings(token: TimeStampToken, result: ReturnType<typeof verifyTimeStampToken>): TokenFindings {
  const { certificates, crls } = token.signedData;
  return { faults: result.faults, certificate: result.certificate?.der, embedded: certificates, crls, time: token.time };
}

function readOrFault<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof CmsError) return error.code;
    throw error;
  }
}
