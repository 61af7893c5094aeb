import { createHash } from 'node:crypto';
import { buildTbsCertificate, signCertificate } from '../../../../engines/x509/build-certificate.ts';
import { type Certificate, parseCertificate, parseTbsCertificate } from '../../../../engines/x509/certificate.ts';
import { type CertificateRequest, parseCsr } from '../../../../engines/x509/csr.ts';
import { lintCertificate } from '../../../../engines/x509/lint/lint-certificate.ts';
import { verifySignature } from '../../../../engines/x509/verify-signature.ts';
import { X509Error } from '../../../../engines/x509/x509-error.ts';
import { DomainError } from '../../../../kernel/domain-error.ts';
import type { HardwareKey, HeldKey } from '../../../../kernel/hardware-key.ts';
import { LintFailed } from '../../domain/certificate-errors.ts';
import type { Authorities } from '../../ports/authorities.ts';
import { CertificateAuthority, type CertificateOrder, type PlannedCertificate } from '../../ports/certificate-authority.ts';
import { signatureAlgorithmOf, systemSigner } from './held-key-signer.ts';
import type { PkiAddresses } from './pki-addresses.ts';
import { currentProfile } from './profile-catalogue.ts';
import { subjectOf, subscriberExtensions } from './subscriber-template.ts';

interface OpenIssuer {
  readonly certificate: Certificate;
  readonly key: HeldKey;
}

const issuingId = 'issuing';

/** Our own CA: builds with the X.509 engine, signs with a key of the system in the key holder. */
export class X509CertificateAuthority extends CertificateAuthority {
  readonly #authorities: Authorities;
  readonly #keys: HardwareKey;
  readonly #addresses: PkiAddresses;
  readonly #issuers = new Map<string, OpenIssuer>();

  constructor(authorities: Authorities, keys: HardwareKey, addresses: PkiAddresses) {
    super();
    this.#authorities = authorities;
    this.#keys = keys;
    this.#addresses = addresses;
  }

  override async plan(order: CertificateOrder): Promise<PlannedCertificate> {
    const { profile, hash } = currentProfile(order.profileId);
    const issuer = await this.#issuer(issuingId);
    const request = provenRequest(order.csr);
    const end = issuer.certificate.notAfter;
    const keyIdentifier = issuer.certificate.subjectKeyIdentifier ?? issuer.certificate.publicKey.keyIdentifier;
    const tbs = buildTbsCertificate({
      serial: order.serial,
      signatureAlgorithm: signatureAlgorithmOf(issuer.key),
      issuer: issuer.certificate.subject,
      subject: subjectOf(order.holder),
      notBefore: order.notBefore,
      notAfter: order.notAfter > end ? end : order.notAfter,
      publicKey: request.publicKey,
      extensions: subscriberExtensions(profile, order.holder, { id: issuingId, keyIdentifier }, this.#addresses),
    });
    const planned = parseTbsCertificate(tbs);
    const faults = lintCertificate(planned, { issuer: issuer.certificate }).filter((finding) => finding.severity === 'error');
    if (faults.length > 0) throw new LintFailed(faults.map((fault) => fault.code));
    const keyHash = createHash('sha256').update(request.publicKey.raw).digest('hex');
    return { issuer: issuingId, tbs, keyHash, profileHash: hash, notBefore: planned.notBefore, notAfter: planned.notAfter };
  }

  override async sign({ issuer: id, tbs }: Pick<PlannedCertificate, 'issuer' | 'tbs'>): Promise<Uint8Array> {
    const issuer = await this.#issuer(id);
    const der = await signCertificate(tbs, systemSigner(this.#keys, issuer.key));
    const signed = parseCertificate(der);
    const same = signed.tbs.equals(tbs) && verifySignature(signed.signatureAlgorithm, issuer.certificate.publicKey, tbs, signed.signature);
    if (!same) throw new DomainError('unavailable', 'certificate.signature-differs');
    return der;
  }

  override async chain(issuer: string): Promise<readonly Uint8Array[]> {
    const chain: Uint8Array[] = [];
    for (let id = issuer; chain.length < 8; ) {
      const authority = await this.#authorities.byId(id);
      if (authority === undefined) throw new DomainError('unavailable', 'certificate.no-authority');
      chain.push(authority.der);
      if (authority.issuer === id) break;
      id = authority.issuer;
    }
    return chain;
  }

  async #issuer(id: string): Promise<OpenIssuer> {
    const known = this.#issuers.get(id);
    if (known !== undefined) return known;
    const authority = await this.#authorities.byId(id);
    if (authority?.keyId === undefined) throw new DomainError('unavailable', 'certificate.no-authority');
    const issuer = { certificate: parseCertificate(authority.der), key: await this.#keys.find(authority.keyId) };
    this.#issuers.set(id, issuer);
    return issuer;
  }
}

/** PKCS #10 whose signature proves the key; what it asks for besides is ignored. */
function provenRequest(csr: Uint8Array): CertificateRequest {
  try {
    return parseCsr(csr);
  } catch (cause) {
    if (!(cause instanceof X509Error)) throw cause;
    throw new DomainError('invalid', 'certificate.no-proof-of-possession', {}, { cause });
  }
}
