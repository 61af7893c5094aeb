import { DerError } from '../../der/der-error.ts';
import { Certificate, type TbsCertificate } from '../certificate.ts';
import { type SignatureVerifier, verifySignature } from '../verify-signature.ts';
import { X509Error } from '../x509-error.ts';
import { checkPublicKey } from './check-public-key.ts';
import { error, type Finding } from './finding.ts';
import { lintAlgorithm, lintSerial, lintValidity, lintVersion } from './lint-basics.ts';
import { lintExtensionList, lintExtensionValues } from './lint-extensions.ts';
import { lintAgainstIssuer } from './lint-issuer.ts';
import { lintNames } from './lint-names.ts';
import { lintUsage } from './lint-usage.ts';

export interface LintOptions {
  /** The certificate that signs: lifetimes, key identifiers, names and powers are compared with it. */
  readonly issuer?: TbsCertificate;
  /** For further signature families. */
  readonly verifier?: SignatureVerifier;
  /** Key checks of a key already checked with `checkPublicKey` may be left out. Default false. */
  readonly keyChecked?: true;
}

type Rule = (certificate: TbsCertificate) => readonly Finding[];

const rules: readonly Rule[] = [
  lintVersion,
  lintSerial,
  lintAlgorithm,
  lintValidity,
  lintNames,
  lintExtensionList,
  lintExtensionValues,
  lintUsage,
];

/**
 * Judges a certificate, or the TBS that is about to be signed, by the floor of RFC 5280 and the rules of zlint that apply to a
 * private CA. Nothing may be signed while there is a finding of severity `error`. A malformed extension is a finding, never a
 * throw. The signature is checked when a signed certificate and its issuer are given.
 */
export function lintCertificate(certificate: TbsCertificate, options: LintOptions = {}): readonly Finding[] {
  const findings = rules.flatMap((rule) => guarded(() => rule(certificate)));
  if (!options.keyChecked) findings.push(...guarded(() => checkPublicKey(certificate.publicKey)));
  const { issuer, verifier = verifySignature } = options;
  if (issuer) findings.push(...guarded(() => lintAgainstIssuer(certificate, issuer)));
  if (certificate instanceof Certificate) {
    if (!certificate.signatureAlgorithm.raw.equals(certificate.tbsSignatureAlgorithm.raw)) {
      findings.push(error('signature.algorithms-differ', 'the algorithm inside and outside the TBS differ (RFC 5280 4.1.1.2)'));
    }
    if (issuer) findings.push(...guarded(() => lintSignature(certificate, issuer, verifier)));
  }
  return findings;
}

function lintSignature(certificate: Certificate, issuer: TbsCertificate, verifier: SignatureVerifier): readonly Finding[] {
  const { signatureAlgorithm, tbs, signature } = certificate;
  if (verifier(signatureAlgorithm, issuer.publicKey, tbs, signature)) return [];
  return [error('signature.wrong', 'the signature does not verify with the issuer key')];
}

function guarded(rule: () => readonly Finding[]): readonly Finding[] {
  try {
    return rule();
  } catch (cause) {
    if (cause instanceof DerError || cause instanceof X509Error) return [error('malformed', cause.message)];
    throw cause;
  }
}
