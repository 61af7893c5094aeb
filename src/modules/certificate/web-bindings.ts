import type { ContainerModuleLoadOptions } from 'inversify';
import { Clock } from '../../kernel/clock.ts';
import { Ids } from '../../kernel/ids.ts';
import { Navigation } from '../../web/navigation.ts';
import { Pages } from '../../web/page.ts';
import { Routes } from '../../web/routes.ts';
import { CertificateNavigation } from './adapters/http/certificate-navigation.ts';
import { CertificateRoutes } from './adapters/http/certificate-routes.ts';
import { GrantRoutes } from './adapters/http/grant-routes.ts';
import { HolderRoutes } from './adapters/http/holder-routes.ts';
import { LookUpRoutes } from './adapters/http/look-up-routes.ts';
import { PinRoutes } from './adapters/http/pin-routes.ts';
import { PkiRoutes } from './adapters/http/pki-routes.ts';
import { PurchaseRoutes } from './adapters/http/purchase-routes.ts';
import { StaffCertificateRoutes } from './adapters/http/staff-certificate-routes.ts';
import { OcspResponder } from './adapters/x509/ocsp-responder.ts';
import { AskForGrant } from './application/ask-for-grant.ts';
import { BuyUnitCertificate } from './application/buy-unit-certificate.ts';
import { DecideGrant } from './application/decide-grant.ts';
import { MakeCertificate } from './application/make-certificate.ts';
import { OfferUnitCertificate } from './application/offer-unit-certificate.ts';
import { PinOfAccount } from './application/pin-of-account.ts';
import { RevokeCertificate } from './application/revoke-certificate.ts';
import { SeeCertificates } from './application/see-certificates.ts';
import { Authorities } from './ports/authorities.ts';
import { RevocationLists } from './ports/revocation-lists.ts';
import { Units } from './ports/units.ts';

/** Pages, menu and publication. */
export function bindWeb({ bind }: ContainerModuleLoadOptions): void {
  bind(Navigation).toResolvedValue(() => new CertificateNavigation());
  bind(PkiRoutes).toResolvedValue(
    (authorities: Authorities, lists: RevocationLists, responder: OcspResponder, clock: Clock) =>
      new PkiRoutes(authorities, lists, responder, clock),
    [Authorities, RevocationLists, OcspResponder, Clock],
  );
  bind(PinRoutes).toResolvedValue((pages: Pages, pins: PinOfAccount) => new PinRoutes(pages, pins), [Pages, PinOfAccount]);
  bind(PurchaseRoutes).toResolvedValue(
    (pages: Pages, offers: OfferUnitCertificate, buy: BuyUnitCertificate, ids: Ids) => new PurchaseRoutes(pages, offers, buy, ids),
    [Pages, OfferUnitCertificate, BuyUnitCertificate, Ids],
  );
  bind(HolderRoutes).toResolvedValue(
    (pages: Pages, see: SeeCertificates, make: MakeCertificate, pins: PinOfAccount, units: Units, clock: Clock) =>
      new HolderRoutes(pages, see, make, pins, units, clock),
    [Pages, SeeCertificates, MakeCertificate, PinOfAccount, Units, Clock],
  );
  bind(GrantRoutes).toResolvedValue(
    (pages: Pages, ask: AskForGrant, decide: DecideGrant, ids: Ids) => new GrantRoutes(pages, ask, decide, ids),
    [Pages, AskForGrant, DecideGrant, Ids],
  );
  bind(LookUpRoutes).toResolvedValue(
    (pages: Pages, see: SeeCertificates, clock: Clock) => new LookUpRoutes(pages, see, clock),
    [Pages, SeeCertificates, Clock],
  );
  bind(StaffCertificateRoutes).toResolvedValue(
    (pages: Pages, see: SeeCertificates, revoke: RevokeCertificate, clock: Clock) => new StaffCertificateRoutes(pages, see, revoke, clock),
    [Pages, SeeCertificates, RevokeCertificate, Clock],
  );
  bind(Routes).toResolvedValue(
    (
      pin: PinRoutes,
      grants: GrantRoutes,
      purchase: PurchaseRoutes,
      holder: HolderRoutes,
      lookUp: LookUpRoutes,
      staff: StaffCertificateRoutes,
      pki: PkiRoutes,
    ) => new CertificateRoutes([pin, grants, purchase, holder, lookUp, staff], pki),
    [PinRoutes, GrantRoutes, PurchaseRoutes, HolderRoutes, LookUpRoutes, StaffCertificateRoutes, PkiRoutes],
  );
}
