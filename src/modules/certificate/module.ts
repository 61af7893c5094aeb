import { ContainerModule } from 'inversify';
import { Database } from '../../adapters/postgres/database.ts';
import { PgInbox, PgOperations, PgOutbox } from '../../adapters/postgres/module-stores.ts';
import { PgAuditTrail } from '../../adapters/postgres/pg-audit-trail.ts';
import { PgJobs } from '../../adapters/postgres/pg-jobs.ts';
import { PgUnitOfWork } from '../../adapters/postgres/pg-unit-of-work.ts';
import { StoreTools } from '../../adapters/postgres/store-tools.ts';
import { Clock } from '../../kernel/clock.ts';
import { HardwareKey } from '../../kernel/hardware-key.ts';
import { Pages } from '../../web/page.ts';
import { Orders } from '../billing/published/orders.ts';
import { HomeTasks } from '../partner/published/home-tasks.ts';
import { People } from '../partner/published/people.ts';
import { UnitDirectory } from '../unit/published/unit-directory.ts';
import { OrdersOfBilling } from './adapters/billing/orders-of-billing.ts';
import { CertificateHomeTasks } from './adapters/certificate-home-tasks.ts';
import { PeopleHolders } from './adapters/partner/people-holders.ts';
import { PgAuthorities } from './adapters/postgres/pg-authorities.ts';
import { PgCertificateReading } from './adapters/postgres/pg-certificate-reading.ts';
import { PgCertificates } from './adapters/postgres/pg-certificates.ts';
import { PgEntitlements } from './adapters/postgres/pg-entitlements.ts';
import { PgGrantRequests } from './adapters/postgres/pg-grant-requests.ts';
import { PgRegistry } from './adapters/postgres/pg-registry.ts';
import { PgRevocationLists } from './adapters/postgres/pg-revocation-lists.ts';
import { PgBlockedKeys, PgPinResetCodes, PgSurplusLots } from './adapters/postgres/pg-small-stores.ts';
import * as tables from './adapters/postgres/schema.ts';
import { DirectoryUnits } from './adapters/unit/directory-units.ts';
import { SignWithCertificate } from './application/sign-with-certificate.ts';
import { bindAuthority } from './authority-bindings.ts';
import { AccountHolders } from './ports/account-holders.ts';
import { Authorities } from './ports/authorities.ts';
import { CertificateAuthority } from './ports/certificate-authority.ts';
import { CertificateReading } from './ports/certificate-reading.ts';
import { CertificateWork } from './ports/certificate-work.ts';
import { Digests } from './ports/digests.ts';
import { PurchaseOrders } from './ports/purchase-orders.ts';
import { Registry } from './ports/registry.ts';
import { RevocationLists } from './ports/revocation-lists.ts';
import { StatusStatements } from './ports/status-statements.ts';
import { Units } from './ports/units.ts';
import { SigningCertificates } from './published/signing-certificates.ts';
import { bindUseCases } from './use-case-bindings.ts';
import { bindWeb } from './web-bindings.ts';

export const certificateModule = new ContainerModule((options) => {
  const { bind } = options;
  // stores
  bind(CertificateWork).toResolvedValue(
    (database: Database, tools: StoreTools) =>
      new PgUnitOfWork(database, (tx) => {
        const outbox = new PgOutbox(tx, 'certificate', tables, tools);
        return {
          certificates: new PgCertificates(tx, outbox),
          entitlements: new PgEntitlements(tx, outbox),
          grants: new PgGrantRequests(tx, outbox),
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
    (reading: CertificateReading, units: Units, clock: Clock, pages: Pages) => new CertificateHomeTasks(reading, units, clock, pages.t),
    [CertificateReading, Units, Clock, Pages],
  );

  bindAuthority(options);
  bindUseCases(options);
  bindWeb(options);
});
