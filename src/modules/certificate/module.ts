import { ContainerModule } from 'inversify';
import { Database } from '../../adapters/postgres/database.ts';
import { PgInbox, PgOperations, PgOutbox } from '../../adapters/postgres/module-stores.ts';
import { PgAuditTrail } from '../../adapters/postgres/pg-audit-trail.ts';
import { PgJobs } from '../../adapters/postgres/pg-jobs.ts';
import { PgUnitOfWork } from '../../adapters/postgres/pg-unit-of-work.ts';
import { StoreTools } from '../../adapters/postgres/store-tools.ts';
import { BusinessSettings } from '../../adapters/system/business-settings.ts';
import { Clock } from '../../kernel/clock.ts';
import { Subscriber } from '../../kernel/events.ts';
import { HardwareKey } from '../../kernel/hardware-key.ts';
import { Ids } from '../../kernel/ids.ts';
import { JobHandler } from '../../kernel/jobs.ts';
import { SealedText } from '../../kernel/sealed-text.ts';
import { Navigation } from '../../web/navigation.ts';
import { Pages } from '../../web/page.ts';
import { Routes } from '../../web/routes.ts';
import { Orders } from '../billing/published/orders.ts';
import { HomeTasks } from '../partner/published/home-tasks.ts';
import { People } from '../partner/published/people.ts';
import { UnitDirectory } from '../unit/published/unit-directory.ts';
import { OrdersOfBilling } from './adapters/billing/orders-of-billing.ts';
import { CertificateHomeTasks } from './adapters/certificate-home-tasks.ts';
import { CertificateNavigation } from './adapters/http/certificate-navigation.ts';
import { CertificateRoutes } from './adapters/http/certificate-routes.ts';
import { HolderRoutes } from './adapters/http/holder-routes.ts';
import { LookUpRoutes } from './adapters/http/look-up-routes.ts';
import { PinRoutes } from './adapters/http/pin-routes.ts';
import { PkiRoutes } from './adapters/http/pki-routes.ts';
import { PurchaseRoutes } from './adapters/http/purchase-routes.ts';
import { StaffCertificateRoutes } from './adapters/http/staff-certificate-routes.ts';
import { PeopleHolders } from './adapters/partner/people-holders.ts';
import { PgAuthorities } from './adapters/postgres/pg-authorities.ts';
import { PgCertificateReading } from './adapters/postgres/pg-certificate-reading.ts';
import { PgCertificates } from './adapters/postgres/pg-certificates.ts';
import { PgEntitlements } from './adapters/postgres/pg-entitlements.ts';
import { PgRegistry } from './adapters/postgres/pg-registry.ts';
import { PgRevocationLists } from './adapters/postgres/pg-revocation-lists.ts';
import { PgBlockedKeys, PgPinResetCodes, PgSurplusLots } from './adapters/postgres/pg-small-stores.ts';
import * as tables from './adapters/postgres/schema.ts';
import { DirectoryUnits } from './adapters/unit/directory-units.ts';
import { CertificateAuthorityFoundation } from './adapters/x509/certificate-authority-foundation.ts';
import { NodeDigests } from './adapters/x509/node-digests.ts';
import { OcspResponder } from './adapters/x509/ocsp-responder.ts';
import { Pkcs10Requests } from './adapters/x509/pkcs10-requests.ts';
import { PkiAddresses } from './adapters/x509/pki-addresses.ts';
import { RandomSerialNumbers } from './adapters/x509/random-serial-numbers.ts';
import { X509CertificateAuthority } from './adapters/x509/x509-certificate-authority.ts';
import { X509RevocationListSigning } from './adapters/x509/x509-revocation-list-signing.ts';
import { X509StatusStatements } from './adapters/x509/x509-status-statements.ts';
import { ApplyPaidLine } from './application/apply-paid-line.ts';
import { BuyUnitCertificate } from './application/buy-unit-certificate.ts';
import { EndTerms } from './application/end-terms.ts';
import { ExtendCertificate } from './application/extend-certificate.ts';
import { HolderOfEntitlement } from './application/holder-of-entitlement.ts';
import { IssueCertificate } from './application/issue-certificate.ts';
import { MakeCertificate } from './application/make-certificate.ts';
import { OfferUnitCertificate } from './application/offer-unit-certificate.ts';
import { PinOfAccount } from './application/pin-of-account.ts';
import { PublishCrl } from './application/publish-crl.ts';
import { RevokeCertificate } from './application/revoke-certificate.ts';
import { SeeCertificates } from './application/see-certificates.ts';
import { SignWithCertificate } from './application/sign-with-certificate.ts';
import { WhenAdministratorTransferred } from './application/when-administrator-transferred.ts';
import { WhenMemberLeft } from './application/when-member-left.ts';
import { WhenOrderPaid } from './application/when-order-paid.ts';
import { AccountHolders } from './ports/account-holders.ts';
import { Authorities } from './ports/authorities.ts';
import { CertificateAuthority } from './ports/certificate-authority.ts';
import { CertificateReading } from './ports/certificate-reading.ts';
import { CertificateRequests } from './ports/certificate-requests.ts';
import { CertificateWork } from './ports/certificate-work.ts';
import { Digests } from './ports/digests.ts';
import { PurchaseOrders } from './ports/purchase-orders.ts';
import { Registry } from './ports/registry.ts';
import { RevocationListSigning } from './ports/revocation-list-signing.ts';
import { RevocationLists } from './ports/revocation-lists.ts';
import { SerialNumbers } from './ports/serial-numbers.ts';
import { StatusStatements } from './ports/status-statements.ts';
import { Units } from './ports/units.ts';
import { SigningCertificates } from './published/signing-certificates.ts';

/** One instance issues; a second process that does gets a prefix of its own. */
const serialPrefix = 0x01;

export const certificateModule = new ContainerModule(({ bind }) => {
  // stores
  bind(CertificateWork).toResolvedValue(
    (database: Database, tools: StoreTools) =>
      new PgUnitOfWork(database, (tx) => {
        const outbox = new PgOutbox(tx, 'certificate', tables, tools);
        return {
          certificates: new PgCertificates(tx, outbox),
          entitlements: new PgEntitlements(tx, outbox),
          lots: new PgSurplusLots(tx),
          blockedKeys: new PgBlockedKeys(tx),
          pinResets: new PgPinResetCodes(tx),
          operations: new PgOperations(tx, tables),
          inbox: new PgInbox(tx, tables),
          jobs: new PgJobs(tx),
          audit: new PgAuditTrail(tx, tools.clock),
        };
      }),
    [Database, StoreTools],
  );
  bind(Authorities).toResolvedValue((database: Database) => new PgAuthorities(database), [Database]);
  bind(RevocationLists).toResolvedValue((database: Database) => new PgRevocationLists(database), [Database]);
  bind(Registry).toResolvedValue((database: Database) => new PgRegistry(database), [Database]);
  bind(CertificateReading).toResolvedValue((database: Database) => new PgCertificateReading(database), [Database]);

  // neighbours
  bind(Units).toResolvedValue((directory: UnitDirectory) => new DirectoryUnits(directory), [UnitDirectory]);
  bind(AccountHolders).toResolvedValue((people: People) => new PeopleHolders(people), [People]);
  bind(PurchaseOrders).toResolvedValue((orders: Orders) => new OrdersOfBilling(orders), [Orders]);

  // the CA
  bind(PkiAddresses).toResolvedValue((settings: BusinessSettings) => new PkiAddresses(settings.publicUrl), [BusinessSettings]);
  bind(SerialNumbers).toResolvedValue(() => new RandomSerialNumbers(serialPrefix));
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

  // use cases
  bind(IssueCertificate).toResolvedValue(
    (work: CertificateWork, authority: CertificateAuthority, serials: SerialNumbers, clock: Clock) =>
      new IssueCertificate(work, authority, serials, clock),
    [CertificateWork, CertificateAuthority, SerialNumbers, Clock],
  );
  bind(HolderOfEntitlement).toResolvedValue(
    (units: Units, people: AccountHolders, registry: Registry) => new HolderOfEntitlement(units, people, registry),
    [Units, AccountHolders, Registry],
  );
  bind(MakeCertificate).toResolvedValue(
    (work: CertificateWork, keys: HardwareKey, requests: CertificateRequests, holders: HolderOfEntitlement, issue: IssueCertificate) =>
      new MakeCertificate(work, keys, requests, holders, issue),
    [CertificateWork, HardwareKey, CertificateRequests, HolderOfEntitlement, IssueCertificate],
  );
  bind(OfferUnitCertificate).toResolvedValue(
    (units: Units, registry: Registry, reading: CertificateReading, clock: Clock) =>
      new OfferUnitCertificate(units, registry, reading, clock),
    [Units, Registry, CertificateReading, Clock],
  );
  bind(BuyUnitCertificate).toResolvedValue(
    (offers: OfferUnitCertificate, registry: Registry, orders: PurchaseOrders, work: CertificateWork) =>
      new BuyUnitCertificate(offers, registry, orders, work),
    [OfferUnitCertificate, Registry, PurchaseOrders, CertificateWork],
  );
  bind(PinOfAccount).toResolvedValue(
    (work: CertificateWork, keys: HardwareKey, people: AccountHolders, secrets: SealedText, ids: Ids, clock: Clock) =>
      new PinOfAccount(work, keys, people, secrets, ids, clock),
    [CertificateWork, HardwareKey, AccountHolders, SealedText, Ids, Clock],
  );
  bind(SeeCertificates).toResolvedValue(
    (reading: CertificateReading, authority: CertificateAuthority, units: Units) => new SeeCertificates(reading, authority, units),
    [CertificateReading, CertificateAuthority, Units],
  );
  bind(RevokeCertificate).toResolvedValue(
    (work: CertificateWork, clock: Clock) => new RevokeCertificate(work, clock),
    [CertificateWork, Clock],
  );
  bind(ApplyPaidLine).toResolvedValue((ids: Ids, clock: Clock) => new ApplyPaidLine(ids, clock), [Ids, Clock]);

  // events and jobs
  bind(Subscriber).toResolvedValue(
    (work: CertificateWork, apply: ApplyPaidLine) => new WhenOrderPaid(work, apply),
    [CertificateWork, ApplyPaidLine],
  );
  bind(Subscriber).toResolvedValue((work: CertificateWork, clock: Clock) => new WhenMemberLeft(work, clock), [CertificateWork, Clock]);
  bind(Subscriber).toResolvedValue((work: CertificateWork) => new WhenAdministratorTransferred(work), [CertificateWork]);
  bind(PublishCrl).toResolvedValue(
    (lists: RevocationLists, signing: RevocationListSigning, clock: Clock) => new PublishCrl(lists, signing, clock),
    [RevocationLists, RevocationListSigning, Clock],
  );
  bind(JobHandler).toService(PublishCrl);
  bind(JobHandler).toResolvedValue((make: MakeCertificate) => new ExtendCertificate(make), [MakeCertificate]);
  bind(JobHandler).toResolvedValue((work: CertificateWork, clock: Clock) => new EndTerms(work, clock), [CertificateWork, Clock]);

  // published
  bind(SigningCertificates).toResolvedValue(
    (
      reading: CertificateReading,
      work: CertificateWork,
      authority: CertificateAuthority,
      authorities: Authorities,
      keys: HardwareKey,
      statements: StatusStatements,
      digests: Digests,
      clock: Clock,
    ) => new SignWithCertificate(reading, work, authority, authorities, keys, statements, digests, clock),
    [CertificateReading, CertificateWork, CertificateAuthority, Authorities, HardwareKey, StatusStatements, Digests, Clock],
  );
  bind(HomeTasks).toResolvedValue(
    (reading: CertificateReading, units: Units, clock: Clock) => new CertificateHomeTasks(reading, units, clock),
    [CertificateReading, Units, Clock],
  );

  // web
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
  bind(LookUpRoutes).toResolvedValue(
    (pages: Pages, see: SeeCertificates, clock: Clock) => new LookUpRoutes(pages, see, clock),
    [Pages, SeeCertificates, Clock],
  );
  bind(StaffCertificateRoutes).toResolvedValue(
    (pages: Pages, see: SeeCertificates, revoke: RevokeCertificate, clock: Clock) => new StaffCertificateRoutes(pages, see, revoke, clock),
    [Pages, SeeCertificates, RevokeCertificate, Clock],
  );
  bind(Routes).toResolvedValue(
    (pin: PinRoutes, purchase: PurchaseRoutes, holder: HolderRoutes, lookUp: LookUpRoutes, staff: StaffCertificateRoutes, pki: PkiRoutes) =>
      new CertificateRoutes([pin, purchase, holder, lookUp, staff], pki),
    [PinRoutes, PurchaseRoutes, HolderRoutes, LookUpRoutes, StaffCertificateRoutes, PkiRoutes],
  );
});
