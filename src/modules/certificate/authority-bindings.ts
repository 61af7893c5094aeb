import type { ContainerModuleLoadOptions } from 'inversify';
import { BusinessSettings } from '../../adapters/system/business-settings.ts';
import { Clock } from '../../kernel/clock.ts';
import { HardwareKey } from '../../kernel/hardware-key.ts';
import { CertificateAuthorityFoundation } from './adapters/x509/certificate-authority-foundation.ts';
import { NodeDigests } from './adapters/x509/node-digests.ts';
import { OcspResponder } from './adapters/x509/ocsp-responder.ts';
import { Pkcs10Requests } from './adapters/x509/pkcs10-requests.ts';
import { PkiAddresses } from './adapters/x509/pki-addresses.ts';
import { RandomSerialNumbers } from './adapters/x509/random-serial-numbers.ts';
import { X509CertificateAuthority } from './adapters/x509/x509-certificate-authority.ts';
import { X509RevocationListSigning } from './adapters/x509/x509-revocation-list-signing.ts';
import { X509StatusStatements } from './adapters/x509/x509-status-statements.ts';
import { PublishCrl } from './application/publish-crl.ts';
import { Authorities } from './ports/authorities.ts';
import { CertificateAuthority } from './ports/certificate-authority.ts';
import { CertificateRequests } from './ports/certificate-requests.ts';
import { Digests } from './ports/digests.ts';
import { RevocationListSigning } from './ports/revocation-list-signing.ts';
import { RevocationLists } from './ports/revocation-lists.ts';
import { SerialNumbers } from './ports/serial-numbers.ts';
import { StatusStatements } from './ports/status-statements.ts';

/** The CA: keys, certificates, revocation lists and OCSP. */
export function bindAuthority({ bind }: ContainerModuleLoadOptions): void {
  bind(PkiAddresses).toResolvedValue((settings: BusinessSettings) => new PkiAddresses(settings.publicUrl), [BusinessSettings]);
  bind(SerialNumbers).toResolvedValue((settings: BusinessSettings) => new RandomSerialNumbers(settings.instanceNumber), [BusinessSettings]);
  bind(Digests).toResolvedValue(() => new NodeDigests());
  bind(CertificateRequests).toResolvedValue((keys: HardwareKey) => new Pkcs10Requests(keys), [HardwareKey]);
  bind(CertificateAuthority).toResolvedValue(
    (authorities: Authorities, keys: HardwareKey, addresses: PkiAddresses) => new X509CertificateAuthority(authorities, keys, addresses),
    [Authorities, HardwareKey, PkiAddresses],
  );
  bind(RevocationListSigning).toResolvedValue(
    (authorities: Authorities, keys: HardwareKey, addresses: PkiAddresses) => new X509RevocationListSigning(authorities, keys, addresses),
    [Authorities, HardwareKey, PkiAddresses],
  );
  bind(OcspResponder).toResolvedValue(
    (authorities: Authorities, lists: RevocationLists, keys: HardwareKey, clock: Clock) =>
      new OcspResponder(authorities, lists, keys, clock),
    [Authorities, RevocationLists, HardwareKey, Clock],
  );
  bind(StatusStatements).toResolvedValue(
    (authorities: Authorities, lists: RevocationLists, responder: OcspResponder) => new X509StatusStatements(authorities, lists, responder),
    [Authorities, RevocationLists, OcspResponder],
  );
  bind(CertificateAuthorityFoundation).toResolvedValue(
    (authorities: Authorities, keys: HardwareKey, serials: SerialNumbers, addresses: PkiAddresses, crls: PublishCrl, clock: Clock) =>
      new CertificateAuthorityFoundation(authorities, keys, serials, addresses, crls, clock),
    [Authorities, HardwareKey, SerialNumbers, PkiAddresses, PublishCrl, Clock],
  );
}
