import { ContainerModule } from 'inversify';
import { Database } from '../../adapters/postgres/database.ts';
import { PgInbox, PgOperations, PgOutbox } from '../../adapters/postgres/module-stores.ts';
import { PgAuditTrail } from '../../adapters/postgres/pg-audit-trail.ts';
import { PgJobs } from '../../adapters/postgres/pg-jobs.ts';
import { PgUnitOfWork } from '../../adapters/postgres/pg-unit-of-work.ts';
import { StoreTools } from '../../adapters/postgres/store-tools.ts';
import { Blobs } from '../../kernel/blobs.ts';
import { Clock } from '../../kernel/clock.ts';
import { Subscriber } from '../../kernel/events.ts';
import { Ids } from '../../kernel/ids.ts';
import { JobHandler } from '../../kernel/jobs.ts';
import { Navigation } from '../../web/navigation.ts';
import { Pages } from '../../web/page.ts';
import { Routes } from '../../web/routes.ts';
import { HomeTasks } from '../partner/published/home-tasks.ts';
import { People as PublishedPeople } from '../partner/published/people.ts';
import { UnitDirectory as PublishedUnits } from '../unit/published/unit-directory.ts';
import { GrantRoutes } from './adapters/http/grant-routes.ts';
import { ListRoutes } from './adapters/http/list-routes.ts';
import { MakerRoutes } from './adapters/http/maker-routes.ts';
import { PersonalRoutes } from './adapters/http/personal-routes.ts';
import { ScanRoutes } from './adapters/http/scan-routes.ts';
import { SealNavigation } from './adapters/http/seal-navigation.ts';
import { SealRoutes } from './adapters/http/seal-routes.ts';
import { PartnerPeople } from './adapters/partner/partner-people.ts';
import { SealHomeTasks } from './adapters/partner/seal-home-tasks.ts';
import { PgPersonalSeals } from './adapters/postgres/pg-personal-seals.ts';
import { PgSealGrants } from './adapters/postgres/pg-seal-grants.ts';
import { PgSeals } from './adapters/postgres/pg-seals.ts';
import * as tables from './adapters/postgres/schema.ts';
import { EngineScanCleaner } from './adapters/seal-image/engine-scan-cleaner.ts';
import { EngineSealDrawings } from './adapters/seal-image/engine-seal-drawings.ts';
import { UnitModuleDirectory } from './adapters/unit/unit-module-directory.ts';
import { UnitInformationChangedSubscriber, UnitMemberLeftSubscriber } from './adapters/unit/unit-subscribers.ts';
import { DecideSealGrant } from './application/decide-seal-grant.ts';
import { KeepPersonalSeal } from './application/keep-personal-seal.ts';
import { MakeSeal } from './application/make-seal.ts';
import { PreviewSeal } from './application/preview-seal.ts';
import { RequestSealGrant } from './application/request-seal-grant.ts';
import { ScanSeal } from './application/scan-seal.ts';
import { SealPictures } from './application/seal-pictures.ts';
import { SealUsable } from './application/seal-usable.ts';
import { TellGrant } from './application/tell-grant.ts';
import { ViewSeals } from './application/view-seals.ts';
import { VoidSeal } from './application/void-seal.ts';
import { WhenMemberLeft } from './application/when-member-left.ts';
import { WhenUnitChanged } from './application/when-unit-changed.ts';
import { bindDocuments } from './document-bindings.ts';
import { People } from './ports/people.ts';
import { ScanCleaner } from './ports/scan-cleaner.ts';
import { SealDrawings } from './ports/seal-drawings.ts';
import { SealWork } from './ports/seal-work.ts';
import { UnitDirectory } from './ports/unit-directory.ts';

export const sealModule = new ContainerModule(({ bind }) => {
  // stores
  bind(SealWork).toResolvedValue(
    (database: Database, tools: StoreTools) =>
      new PgUnitOfWork(database, (tx) => {
        const outbox = new PgOutbox(tx, 'seal', tables, tools);
        return {
          seals: new PgSeals(tx, outbox),
          grants: new PgSealGrants(tx, outbox),
          personal: new PgPersonalSeals(tx),
          operations: new PgOperations(tx, tables),
          inbox: new PgInbox(tx, tables),
          jobs: new PgJobs(tx),
          audit: new PgAuditTrail(tx, tools.clock),
        };
      }),
    [Database, StoreTools],
  );

  // neighbours and engines
  bind(UnitDirectory).toResolvedValue((published: PublishedUnits) => new UnitModuleDirectory(published), [PublishedUnits]);
  bind(EngineSealDrawings).toResolvedValue(() => new EngineSealDrawings());
  bind(SealDrawings).toService(EngineSealDrawings);
  bind(ScanCleaner).toResolvedValue(() => new EngineScanCleaner());

  // use cases
  bind(MakeSeal).toResolvedValue(
    (work: SealWork, units: UnitDirectory, drawings: SealDrawings, clock: Clock, ids: Ids) =>
      new MakeSeal(work, units, drawings, clock, ids),
    [SealWork, UnitDirectory, SealDrawings, Clock, Ids],
  );
  bind(PreviewSeal).toResolvedValue(
    (units: UnitDirectory, drawings: SealDrawings) => new PreviewSeal(units, drawings),
    [UnitDirectory, SealDrawings],
  );
  bind(KeepPersonalSeal).toResolvedValue(
    (work: SealWork, drawings: SealDrawings, blobs: Blobs, clock: Clock, ids: Ids) =>
      new KeepPersonalSeal(work, drawings, blobs, clock, ids),
    [SealWork, SealDrawings, Blobs, Clock, Ids],
  );
  bind(ScanSeal).toResolvedValue(
    (work: SealWork, units: UnitDirectory, cleaner: ScanCleaner, blobs: Blobs, personal: KeepPersonalSeal, clock: Clock, ids: Ids) =>
      new ScanSeal(work, units, cleaner, blobs, personal, clock, ids),
    [SealWork, UnitDirectory, ScanCleaner, Blobs, KeepPersonalSeal, Clock, Ids],
  );
  bind(VoidSeal).toResolvedValue(
    (work: SealWork, units: UnitDirectory, clock: Clock) => new VoidSeal(work, units, clock),
    [SealWork, UnitDirectory, Clock],
  );
  bind(ViewSeals).toResolvedValue(
    (work: SealWork, units: UnitDirectory, clock: Clock) => new ViewSeals(work, units, clock),
    [SealWork, UnitDirectory, Clock],
  );
  bind(SealPictures).toResolvedValue(
    (view: ViewSeals, drawings: SealDrawings, blobs: Blobs) => new SealPictures(view, drawings, blobs),
    [ViewSeals, SealDrawings, Blobs],
  );
  bind(SealUsable).toResolvedValue(
    (work: SealWork, units: UnitDirectory, clock: Clock) => new SealUsable(work, units, clock),
    [SealWork, UnitDirectory, Clock],
  );
  bind(RequestSealGrant).toResolvedValue(
    (work: SealWork, units: UnitDirectory, clock: Clock, ids: Ids) => new RequestSealGrant(work, units, clock, ids),
    [SealWork, UnitDirectory, Clock, Ids],
  );
  bind(DecideSealGrant).toResolvedValue(
    (work: SealWork, units: UnitDirectory, clock: Clock) => new DecideSealGrant(work, units, clock),
    [SealWork, UnitDirectory, Clock],
  );

  // jobs
  bind(People).toResolvedValue((published: PublishedPeople) => new PartnerPeople(published), [PublishedPeople]);
  bind(JobHandler).toResolvedValue((people: People) => new TellGrant(people), [People]);

  // events of the unit module
  bind(Subscriber).toResolvedValue(
    (work: SealWork, units: UnitDirectory) => new UnitInformationChangedSubscriber(new WhenUnitChanged(work, units)),
    [SealWork, UnitDirectory],
  );
  bind(Subscriber).toResolvedValue(
    (work: SealWork, clock: Clock) => new UnitMemberLeftSubscriber(new WhenMemberLeft(work, clock)),
    [SealWork, Clock],
  );

  // web
  bind(Navigation).toResolvedValue(() => new SealNavigation());
  bind(HomeTasks).toResolvedValue(
    (work: SealWork, units: UnitDirectory, pages: Pages) => new SealHomeTasks(work, units, pages.t),
    [SealWork, UnitDirectory, Pages],
  );
  bind(MakerRoutes).toResolvedValue(
    (pages: Pages, preview: PreviewSeal, make: MakeSeal, ids: Ids) => new MakerRoutes(pages, preview, make, ids),
    [Pages, PreviewSeal, MakeSeal, Ids],
  );
  bind(GrantRoutes).toResolvedValue(
    (pages: Pages, view: ViewSeals, request: RequestSealGrant, decide: DecideSealGrant, ids: Ids, clock: Clock) =>
      new GrantRoutes(pages, view, request, decide, ids, clock),
    [Pages, ViewSeals, RequestSealGrant, DecideSealGrant, Ids, Clock],
  );
  bind(ListRoutes).toResolvedValue(
    (pages: Pages, view: ViewSeals, pictures: SealPictures, voidSeal: VoidSeal) => new ListRoutes(pages, view, pictures, voidSeal),
    [Pages, ViewSeals, SealPictures, VoidSeal],
  );
  bind(ScanRoutes).toResolvedValue(
    (pages: Pages, blobs: Blobs, scan: ScanSeal, ids: Ids) => new ScanRoutes(pages, blobs, scan, ids),
    [Pages, Blobs, ScanSeal, Ids],
  );
  bind(PersonalRoutes).toResolvedValue(
    (pages: Pages, personal: KeepPersonalSeal) => new PersonalRoutes(pages, personal),
    [Pages, KeepPersonalSeal],
  );
  bind(Routes).toResolvedValue(
    (maker: MakerRoutes, grants: GrantRoutes, scan: ScanRoutes, personal: PersonalRoutes, list: ListRoutes) =>
      new SealRoutes([maker, grants, scan, personal, list]),
    [MakerRoutes, GrantRoutes, ScanRoutes, PersonalRoutes, ListRoutes],
  );

  bindDocuments(bind);
});
