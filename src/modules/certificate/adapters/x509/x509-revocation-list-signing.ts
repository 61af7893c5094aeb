import { parseCertificate } from '../../../../engines/x509/certificate.ts';
import { buildCrl, type RevokedToWrite } from '../../../../engines/x509/crl/build-crl.ts';
import { reasonOfCode } from '../../../../engines/x509/crl/revocation-reason.ts';
import type { Signer } from '../../../../engines/x509/signer.ts';
import { DomainError } from '../../../../kernel/domain-error.ts';
import type { HardwareKey } from '../../../../kernel/hardware-key.ts';
import { SerialNumber } from '../../domain/serial-number.ts';
import type { Authorities } from '../../ports/authorities.ts';
import { type ListToSign, RevocationListSigning } from '../../ports/revocation-list-signing.ts';
import { systemSigner } from './held-key-signer.ts';
import type { PkiAddresses } from './pki-addresses.ts';

export class X509RevocationListSigning extends RevocationListSigning {
  readonly #authorities: Authorities;
  readonly #keys: HardwareKey;
  readonly #addresses: PkiAddresses;

  constructor(authorities: Authorities, keys: HardwareKey, addresses: PkiAddresses) {
    super();
    this.#authorities = authorities;
    this.#keys = keys;
    this.#addresses = addresses;
  }

  override async sign(list: ListToSign): Promise<Uint8Array> {
    const authority = await this.#authorities.byId(list.issuer);
    if (authority?.keyId === undefined) throw new DomainError('unavailable', 'certificate.no-authority');
    const signer = systemSigner(this.#keys, await this.#keys.find(authority.keyId));
    return signedCrl(list, authority.der, signer, this.#addresses);
  }
}

/**
 * A complete CRL. That of the issuing CA names the distribution point of its certificates (RFC 5280 5.2.5); the root's has none, because it
 * speaks of the root too, and that certificate names no distribution point.
 */
export function signedCrl(list: ListToSign, issuerDer: Uint8Array, signer: Signer, addresses: PkiAddresses): Promise<Uint8Array> {
  const issuer = parseCertificate(issuerDer);
  return buildCrl(
    {
      issuer: issuer.subject,
      thisUpdate: list.thisUpdate,
      nextUpdate: list.nextUpdate,
      number: BigInt(list.number),
      authorityKeyIdentifier: issuer.subjectKeyIdentifier ?? issuer.publicKey.keyIdentifier,
      ...(issuer.isSelfIssued ? {} : { issuingDistributionPoint: { urls: [addresses.crl(list.issuer)] } }),
      entries: list.entries.map(asEntry),
    },
    signer,
  );
}

function asEntry({ serial, at, reason }: ListToSign['entries'][number]): RevokedToWrite {
  const name = reasonOfCode(reason);
  const entry = { serial: SerialNumber.parse(serial).bytes(), revokedAt: at };
  return name === undefined ? entry : { ...entry, reason: name };
}
