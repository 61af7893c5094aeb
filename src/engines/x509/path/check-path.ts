/** Basic path validation: RFC 5280 6.1, step by step, over one candidate path. */
import { Certificate } from '../certificate.ts';
import type { KeyUsage } from '../key-usage.ts';
import { Oid } from '../oids.ts';
import type { CheckedSignatures } from './checked-signatures.ts';
import { NameConstraintState } from './name-constraints.ts';
import { PathFailure } from './path-reason.ts';
import { type PolicyInputs, PolicyState } from './policy-state.ts';
import type { TrustAnchor } from './trust-anchor.ts';

export interface PathRules {
  readonly time: Date;
  readonly policyInputs: PolicyInputs;
  /** Purpose OID the end certificate must be good for. */
  readonly extendedKeyUsage?: string | undefined;
  /** One of these bits the end certificate must have. */
  readonly keyUsage?: readonly KeyUsage[] | undefined;
  /** Critical extensions that the caller itself processes. */
  readonly recognisedExtensions?: readonly string[] | undefined;
}

const processed: ReadonlySet<string> = new Set([
  Oid.keyUsage,
  Oid.basicConstraints,
  Oid.nameConstraints,
  Oid.certificatePolicies,
  Oid.policyMappings,
  Oid.policyConstraints,
  Oid.inhibitAnyPolicy,
  Oid.extendedKeyUsage,
  Oid.subjectAltName,
  Oid.crlDistributionPoints,
  Oid.freshestCrl,
  Oid.authorityKeyIdentifier,
  Oid.subjectKeyIdentifier,
]);

interface State {
  readonly policies: PolicyState;
  readonly names: NameConstraintState;
  maxPathLength: number;
  issuer: TrustAnchor;
}

/**
 * Checks a path, first certificate issued by the anchor, last one the end certificate. Answers the policies it is valid for;
 * throws PathFailure, and `DerError` for an extension that cannot be read. Revocation is checked elsewhere.
 */
export function checkPath(
  anchor: TrustAnchor,
  path: readonly Certificate[],
  rules: PathRules,
  signatures: CheckedSignatures,
): { readonly policies: readonly string[] } {
  const state = initialState(anchor, path.length, rules);
  for (const [index, certificate] of path.entries()) {
    const isLast = index === path.length - 1;
    checkBasics(certificate, state, rules, signatures);
    // 6.1.3 (b), (c): a self-issued certificate within the path may keep its name.
    if (isLast || !certificate.isSelfIssued) state.names.check(certificate);
    state.policies.add(certificate, isLast);
    if (isLast) checkEnd(certificate, rules);
    else prepareNext(certificate, state, rules);
  }
  return { policies: [...state.policies.wrapUp(path.at(-1))] };
}

// 6.1.2
function initialState(anchor: TrustAnchor, length: number, { time, policyInputs }: PathRules): State {
  const state: State = {
    policies: new PolicyState(length, policyInputs),
    names: new NameConstraintState(),
    maxPathLength: length,
    issuer: anchor,
  };
  if (!(anchor instanceof Certificate)) return state;
  checkValidity(anchor, time);
  const constraints = anchor.basicConstraints;
  if (anchor.version === 3 && !constraints?.ca) throw new PathFailure('not-a-ca', 'the trust anchor is not a CA');
  if (anchor.keyUsage && !anchor.keyUsage.has('keyCertSign'))
    throw new PathFailure('key-usage', 'the trust anchor may not sign certificates');
  state.maxPathLength = Math.min(length, constraints?.pathLength ?? length);
  if (anchor.nameConstraints) state.names.add(anchor.nameConstraints);
  return state;
}

// 6.1.3 (a)
function checkBasics(certificate: Certificate, { issuer }: State, rules: PathRules, signatures: CheckedSignatures): void {
  if (!certificate.signatureAlgorithm.raw.equals(certificate.tbsSignatureAlgorithm.raw)) {
    throw new PathFailure('wrong-signature', 'the algorithms inside and outside the certificate differ');
  }
  const state = signatures.state(certificate, issuer.publicKey);
  if (state !== 'right') throw new PathFailure(signatureReasons[state], `the signature is ${state}`);
  checkValidity(certificate, rules.time);
  if (!certificate.issuer.equals(issuer.subject)) throw new PathFailure('name-chaining', 'the issuer name does not chain');
  checkExtensions(certificate, rules);
}

const signatureReasons = { wrong: 'wrong-signature', unsupported: 'unsupported-algorithm', weak: 'weak-algorithm' } as const;

function checkValidity({ notBefore, notAfter }: Certificate, time: Date): void {
  if (time < notBefore) throw new PathFailure('not-yet-valid', 'a certificate is not yet valid');
  if (time > notAfter) throw new PathFailure('expired', 'a certificate has expired');
}

// RFC 5280 4.2: no extension twice; 6.1.4 (o), 6.1.5 (e), (f): no critical one that is not processed.
function checkExtensions(certificate: Certificate, { recognisedExtensions = [] }: PathRules): void {
  const seen = new Set<string>();
  for (const { oid, critical } of certificate.extensions) {
    if (seen.has(oid)) throw new PathFailure('duplicate-extension', `extension ${oid} is there twice`);
    seen.add(oid);
    if (critical && !processed.has(oid) && !recognisedExtensions.includes(oid)) {
      throw new PathFailure('unknown-critical-extension', `critical extension ${oid} is not understood`);
    }
  }
  readAll(certificate);
}

// An extension that is processed must be readable, even where this path does not ask for it.
function readAll(certificate: Certificate): readonly unknown[] {
  const { basicConstraints, keyUsage, extendedKeyUsage, subjectAltName, nameConstraints, crlDistributionPoints, freshestCrl } = certificate;
  const { certificatePolicies, policyMappings, policyConstraints, inhibitAnyPolicy, authorityKeyIdentifier, subjectKeyIdentifier } =
    certificate;
  const usages = [basicConstraints, keyUsage, extendedKeyUsage, crlDistributionPoints, freshestCrl];
  const policies = [certificatePolicies, policyMappings, policyConstraints, inhibitAnyPolicy];
  return [...usages, ...policies, subjectAltName, nameConstraints, authorityKeyIdentifier, subjectKeyIdentifier];
}

// 6.1.4
function prepareNext(certificate: Certificate, state: State, rules: PathRules): void {
  state.issuer = certificate;
  if (certificate.nameConstraints) state.names.add(certificate.nameConstraints);
  state.policies.prepareNext(certificate);
  // (k): only version 3 certificates with cA are issuers.
  const constraints = certificate.basicConstraints;
  if (!constraints?.ca) throw new PathFailure('not-a-ca', 'an issuer in the path is not a CA');
  // (l), (m)
  if (!certificate.isSelfIssued) {
    if (state.maxPathLength <= 0) throw new PathFailure('path-length', 'the path is longer than an issuer allows');
    state.maxPathLength--;
  }
  state.maxPathLength = Math.min(state.maxPathLength, constraints.pathLength ?? state.maxPathLength);
  // (n)
  if (certificate.keyUsage && !certificate.keyUsage.has('keyCertSign'))
    throw new PathFailure('key-usage', 'an issuer may not sign certificates');
  checkPurpose(certificate, rules, 'issuer');
}

function checkEnd(certificate: Certificate, rules: PathRules): void {
  const usage = certificate.keyUsage;
  if (rules.keyUsage && usage && !rules.keyUsage.some((bit) => usage.has(bit))) {
    throw new PathFailure('key-usage', 'the certificate is not for this use');
  }
  checkPurpose(certificate, rules, 'end');
}

// RFC 5280 4.2.1.12; in issuers it restricts what is below, as every implementation has it. RFC 3161 2.3 and RFC 6960 4.2.2.2
// want the purpose to be there for time stamps and OCSP.
const mustBeNamed: ReadonlySet<string> = new Set([Oid.timeStamping, Oid.ocspSigning]);

function checkPurpose(certificate: Certificate, { extendedKeyUsage: purpose }: PathRules, role: 'issuer' | 'end'): void {
  if (purpose === undefined) return;
  const purposes = certificate.extendedKeyUsage;
  if (!purposes) {
    if (role === 'end' && mustBeNamed.has(purpose)) throw new PathFailure('purpose', 'the certificate does not name the purpose');
    return;
  }
  const named = purposes.includes(purpose) || (purposes.includes(Oid.anyExtendedKeyUsage) && !(role === 'end' && mustBeNamed.has(purpose)));
  if (!named) throw new PathFailure('purpose', 'a certificate is not for this purpose');
}
