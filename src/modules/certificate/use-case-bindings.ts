import type { ContainerModuleLoadOptions } from 'inversify';
import { Clock } from '../../kernel/clock.ts';
import { Subscriber } from '../../kernel/events.ts';
import { HardwareKey } from '../../kernel/hardware-key.ts';
import { Ids } from '../../kernel/ids.ts';
import { JobHandler } from '../../kernel/jobs.ts';
import { SealedText } from '../../kernel/sealed-text.ts';
import { ApplyPaidLine } from './application/apply-paid-line.ts';
import { AskForGrant } from './application/ask-for-grant.ts';
import { BuyUnitCertificate } from './application/buy-unit-certificate.ts';
import { DecideGrant } from './application/decide-grant.ts';
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
import { WhenAdministratorTransferred } from './application/when-administrator-transferred.ts';
import { WhenMemberLeft } from './application/when-member-left.ts';
import { WhenOrderPaid } from './application/when-order-paid.ts';
import { AccountHolders } from './ports/account-holders.ts';
import { CertificateAuthority } from './ports/certificate-authority.ts';
import { CertificateReading } from './ports/certificate-reading.ts';
import { CertificateRequests } from './ports/certificate-requests.ts';
import { CertificateWork } from './ports/certificate-work.ts';
import { PurchaseOrders } from './ports/purchase-orders.ts';
import { Registry } from './ports/registry.ts';
import { RevocationListSigning } from './ports/revocation-list-signing.ts';
import { RevocationLists } from './ports/revocation-lists.ts';
import { SerialNumbers } from './ports/serial-numbers.ts';
import { Units } from './ports/units.ts';

/** Use cases, and what events and the clock start. */
export function bindUseCases({ bind }: ContainerModuleLoadOptions): void {
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
  bind(Subscriber).toResolvedValue(
    (work: CertificateWork, clock: Clock) => new WhenAdministratorTransferred(work, clock),
    [CertificateWork, Clock],
  );
  bind(AskForGrant).toResolvedValue(
    (work: CertificateWork, units: Units, registry: Registry, reading: CertificateReading, ids: Ids, clock: Clock) =>
      new AskForGrant(work, units, registry, reading, ids, clock),
    [CertificateWork, Units, Registry, CertificateReading, Ids, Clock],
  );
  bind(DecideGrant).toResolvedValue(
    (work: CertificateWork, units: Units, registry: Registry, reading: CertificateReading, ids: Ids, clock: Clock) =>
      new DecideGrant(work, units, registry, reading, ids, clock),
    [CertificateWork, Units, Registry, CertificateReading, Ids, Clock],
  );
  bind(PublishCrl).toResolvedValue(
    (lists: RevocationLists, signing: RevocationListSigning, clock: Clock) => new PublishCrl(lists, signing, clock),
    [RevocationLists, RevocationListSigning, Clock],
  );
  bind(JobHandler).toService(PublishCrl);
  bind(JobHandler).toResolvedValue((make: MakeCertificate) => new ExtendCertificate(make), [MakeCertificate]);
  bind(JobHandler).toResolvedValue((work: CertificateWork, clock: Clock) => new EndTerms(work, clock), [CertificateWork, Clock]);
}
