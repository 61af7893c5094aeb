import { ContainerModule } from 'inversify';
import { AliyunSms } from '../../adapters/aliyun-sms/aliyun-sms.ts';
import { BusinessRegistry } from '../../adapters/identity/business-registry.ts';
import { DocumentRecognition } from '../../adapters/identity/document-recognition.ts';
import { Remittance } from '../../adapters/identity/remittance.ts';
import { Database } from '../../adapters/postgres/database.ts';
import { PgInbox, PgOperations, PgOutbox } from '../../adapters/postgres/module-stores.ts';
import { PgAuditTrail } from '../../adapters/postgres/pg-audit-trail.ts';
import { PgJobs } from '../../adapters/postgres/pg-jobs.ts';
import { PgUnitOfWork } from '../../adapters/postgres/pg-unit-of-work.ts';
import { StoreTools } from '../../adapters/postgres/store-tools.ts';
import { BusinessSettings } from '../../adapters/system/business-settings.ts';
import { ChinaRegions } from '../../adapters/system/china-regions.ts';
import { Blobs } from '../../kernel/blobs.ts';
import { Clock } from '../../kernel/clock.ts';
import { Ids } from '../../kernel/ids.ts';
import { JobHandler } from '../../kernel/jobs.ts';
import { SealedText } from '../../kernel/sealed-text.ts';
import { Navigation } from '../../web/navigation.ts';
import { Pages } from '../../web/page.ts';
import { Routes } from '../../web/routes.ts';
import { HomeTasks } from '../partner/published/home-tasks.ts';
import { PartnerDirectory } from '../partner/published/partner-directory.ts';
import { People } from '../partner/published/people.ts';
import { ChangeRoutes } from './adapters/http/change-routes.ts';
import { JoinRoutes } from './adapters/http/join-routes.ts';
import { PeopleRoutes } from './adapters/http/people-routes.ts';
import { ProfileRoutes } from './adapters/http/profile-routes.ts';
import { RegistrationRoutes } from './adapters/http/registration-routes.ts';
import { ReviewRoutes } from './adapters/http/review-routes.ts';
import { StaffReviewRoutes } from './adapters/http/staff-review-routes.ts';
import { TransferRoutes } from './adapters/http/transfer-routes.ts';
import { UnitNavigation } from './adapters/http/unit-navigation.ts';
import { UnitRoutes } from './adapters/http/unit-routes.ts';
import { GatewayShortMessages } from './adapters/outside/gateway-short-messages.ts';
import { PartyBusinessRegister, PartyCorporateTransfers, RecognisedPapers } from './adapters/outside/identity-parties.ts';
import { PartnerPersons } from './adapters/partner/partner-persons.ts';
import { PgFailureTallies, PgInvitations, PgTransferRequests } from './adapters/postgres/pg-counters.ts';
import { PgAdministratorApplications, PgJoinRequests, PgRemovalRequests } from './adapters/postgres/pg-requests.ts';
import { PgRosters } from './adapters/postgres/pg-rosters.ts';
import { PgUnitChanges } from './adapters/postgres/pg-unit-changes.ts';
import { PgUnitQueries } from './adapters/postgres/pg-unit-queries.ts';
import { PgUnits } from './adapters/postgres/pg-units.ts';
import * as tables from './adapters/postgres/schema.ts';
import { UnitHomeTasks } from './adapters/unit-home-tasks.ts';
import { AnswerAboutUnits } from './application/answer-about-units.ts';
import { ApplyForAdministrator, ReviewApplication } from './application/apply-for-administrator.ts';
import { ApplyTransfer } from './application/apply-transfer.ts';
import { AskToJoin } from './application/ask-to-join.ts';
import { ChangeUnit } from './application/change-unit.ts';
import { CheckAmount } from './application/check-amount.ts';
import { CheckRegistration } from './application/check-registration.ts';
import { DecideJoinRequest } from './application/decide-join-request.ts';
import { InviteMembers, SendInvitation } from './application/invite-members.ts';
import { LeaveUnit } from './application/leave-unit.ts';
import { RegisterDomesticUnit } from './application/register-domestic-unit.ts';
import { RegisterForeignUnit } from './application/register-foreign-unit.ts';
import { DecideRemoval, RemoveMember } from './application/remove-member.ts';
import { ResubmitUnit } from './application/resubmit-unit.ts';
import { ReviewChange } from './application/review-change.ts';
import { ReviewUnit } from './application/review-unit.ts';
import { SaveFinance } from './application/save-finance.ts';
import { ExpireTransfer, SendTransfer } from './application/send-transfer.ts';
import { SubmitLicence } from './application/submit-licence.ts';
import { TellPerson } from './application/tell-person.ts';
import { SetPermissions, TransferAdministrator } from './application/transfer-administrator.ts';
import { ViewUnits } from './application/view-units.ts';
import { WithdrawJoinRequest } from './application/withdraw-join-request.ts';
import { defaultUnitRules } from './domain/unit-rules.ts';
import { BusinessRegister } from './ports/business-register.ts';
import { CorporateTransfers } from './ports/corporate-transfers.ts';
import { PaperReader } from './ports/paper-reader.ts';
import { Persons } from './ports/persons.ts';
import { ShortMessages } from './ports/short-messages.ts';
import { UnitQueries } from './ports/unit-queries.ts';
import { UnitWork } from './ports/units.ts';
import { UnitDirectory } from './published/unit-directory.ts';

const rules = defaultUnitRules;

export const unitModule = new ContainerModule(({ bind }) => {
  // stores
  bind(UnitWork).toResolvedValue(
    (database: Database, tools: StoreTools) =>
      new PgUnitOfWork(database, (tx) => {
        const outbox = new PgOutbox(tx, 'unit', tables, tools);
        return {
          units: new PgUnits(tx, outbox),
          rosters: new PgRosters(tx, outbox),
          joinRequests: new PgJoinRequests(tx, outbox),
          removalRequests: new PgRemovalRequests(tx),
          applications: new PgAdministratorApplications(tx),
          changes: new PgUnitChanges(tx),
          invitations: new PgInvitations(tx),
          tallies: new PgFailureTallies(tx),
          transfers: new PgTransferRequests(tx),
          operations: new PgOperations(tx, tables),
          inbox: new PgInbox(tx, tables),
          jobs: new PgJobs(tx),
          audit: new PgAuditTrail(tx, tools.clock),
        };
      }),
    [Database, StoreTools],
  );
  bind(UnitQueries).toResolvedValue((database: Database) => new PgUnitQueries(database), [Database]);

  // outside parties and the neighbour
  bind(PaperReader).toResolvedValue(
    (recognition: DocumentRecognition, blobs: Blobs) => new RecognisedPapers(recognition, blobs),
    [DocumentRecognition, Blobs],
  );
  bind(BusinessRegister).toResolvedValue((registry: BusinessRegistry) => new PartyBusinessRegister(registry), [BusinessRegistry]);
  bind(CorporateTransfers).toResolvedValue((remittance: Remittance) => new PartyCorporateTransfers(remittance), [Remittance]);
  bind(Persons).toResolvedValue(
    (people: People, partners: PartnerDirectory, regions: ChinaRegions) => new PartnerPersons(people, partners, regions),
    [People, PartnerDirectory, ChinaRegions],
  );

  // use cases: becoming a verified unit
  bind(CheckRegistration).toResolvedValue(
    (papers: PaperReader, register: BusinessRegister, sealed: SealedText) => new CheckRegistration(papers, register, sealed),
    [PaperReader, BusinessRegister, SealedText],
  );
  bind(RegisterDomesticUnit).toResolvedValue(
    (work: UnitWork, persons: Persons, checks: CheckRegistration, sealed: SealedText, clock: Clock, ids: Ids) =>
      new RegisterDomesticUnit(work, persons, checks, sealed, clock, ids, rules),
    [UnitWork, Persons, CheckRegistration, SealedText, Clock, Ids],
  );
  bind(SubmitLicence).toResolvedValue(
    (work: UnitWork, checks: CheckRegistration, sealed: SealedText) => new SubmitLicence(work, checks, sealed, rules),
    [UnitWork, CheckRegistration, SealedText],
  );
  bind(ApplyTransfer).toResolvedValue(
    (work: UnitWork, clock: Clock, ids: Ids) => new ApplyTransfer(work, clock, ids, rules),
    [UnitWork, Clock, Ids],
  );
  bind(CheckAmount).toResolvedValue((work: UnitWork, clock: Clock) => new CheckAmount(work, clock, rules), [UnitWork, Clock]);

  bind(RegisterForeignUnit).toResolvedValue(
    (work: UnitWork, persons: Persons, sealed: SealedText, clock: Clock, ids: Ids) =>
      new RegisterForeignUnit(work, persons, sealed, clock, ids),
    [UnitWork, Persons, SealedText, Clock, Ids],
  );
  bind(ResubmitUnit).toResolvedValue(
    (work: UnitWork, persons: Persons, sealed: SealedText, clock: Clock) => new ResubmitUnit(work, persons, sealed, clock),
    [UnitWork, Persons, SealedText, Clock],
  );
  bind(ReviewUnit).toResolvedValue(
    (work: UnitWork, queries: UnitQueries, sealed: SealedText, clock: Clock) => new ReviewUnit(work, queries, sealed, clock),
    [UnitWork, UnitQueries, SealedText, Clock],
  );

  // use cases: people
  bind(AskToJoin).toResolvedValue(
    (work: UnitWork, persons: Persons, clock: Clock, ids: Ids) => new AskToJoin(work, persons, clock, ids),
    [UnitWork, Persons, Clock, Ids],
  );
  bind(WithdrawJoinRequest).toResolvedValue((work: UnitWork, clock: Clock) => new WithdrawJoinRequest(work, clock), [UnitWork, Clock]);
  bind(DecideJoinRequest).toResolvedValue(
    (work: UnitWork, persons: Persons, clock: Clock) => new DecideJoinRequest(work, persons, clock),
    [UnitWork, Persons, Clock],
  );
  bind(LeaveUnit).toResolvedValue((work: UnitWork, clock: Clock) => new LeaveUnit(work, clock), [UnitWork, Clock]);
  bind(RemoveMember).toResolvedValue(
    (work: UnitWork, clock: Clock, ids: Ids) => new RemoveMember(work, clock, ids),
    [UnitWork, Clock, Ids],
  );
  bind(DecideRemoval).toResolvedValue((work: UnitWork, clock: Clock) => new DecideRemoval(work, clock), [UnitWork, Clock]);
  bind(TransferAdministrator).toResolvedValue((work: UnitWork, clock: Clock) => new TransferAdministrator(work, clock), [UnitWork, Clock]);
  bind(SetPermissions).toResolvedValue((work: UnitWork, clock: Clock) => new SetPermissions(work, clock), [UnitWork, Clock]);
  bind(ViewUnits).toResolvedValue(
    (queries: UnitQueries, persons: Persons, work: UnitWork, sealed: SealedText) => new ViewUnits(queries, persons, work, sealed),
    [UnitQueries, Persons, UnitWork, SealedText],
  );

  bind(SaveFinance).toResolvedValue((work: UnitWork) => new SaveFinance(work), [UnitWork]);
  bind(ApplyForAdministrator).toResolvedValue(
    (work: UnitWork, clock: Clock, ids: Ids) => new ApplyForAdministrator(work, clock, ids),
    [UnitWork, Clock, Ids],
  );
  bind(ReviewApplication).toResolvedValue(
    (work: UnitWork, queries: UnitQueries, clock: Clock) => new ReviewApplication(work, queries, clock),
    [UnitWork, UnitQueries, Clock],
  );

  bind(ChangeUnit).toResolvedValue(
    (work: UnitWork, persons: Persons, checks: CheckRegistration, sealed: SealedText, clock: Clock, ids: Ids) =>
      new ChangeUnit(work, persons, checks, sealed, clock, ids, rules),
    [UnitWork, Persons, CheckRegistration, SealedText, Clock, Ids],
  );
  bind(ReviewChange).toResolvedValue(
    (work: UnitWork, queries: UnitQueries, persons: Persons, sealed: SealedText, clock: Clock) =>
      new ReviewChange(work, queries, persons, sealed, clock),
    [UnitWork, UnitQueries, Persons, SealedText, Clock],
  );

  bind(InviteMembers).toResolvedValue(
    (work: UnitWork, sealed: SealedText, clock: Clock, ids: Ids) => new InviteMembers(work, sealed, clock, ids),
    [UnitWork, SealedText, Clock, Ids],
  );

  // jobs
  bind(JobHandler).toResolvedValue(
    (work: UnitWork, transfers: CorporateTransfers, clock: Clock) => new SendTransfer(work, transfers, clock, rules),
    [UnitWork, CorporateTransfers, Clock],
  );
  bind(JobHandler).toResolvedValue((work: UnitWork, clock: Clock) => new ExpireTransfer(work, clock, rules), [UnitWork, Clock]);
  bind(ShortMessages).toResolvedValue(
    (sms: AliyunSms, settings: BusinessSettings) => new GatewayShortMessages(sms, settings.smsTemplates),
    [AliyunSms, BusinessSettings],
  );
  bind(JobHandler).toResolvedValue(
    (work: UnitWork, messages: ShortMessages, sealed: SealedText, settings: BusinessSettings) =>
      new SendInvitation(work, messages, sealed, settings.publicUrl),
    [UnitWork, ShortMessages, SealedText, BusinessSettings],
  );
  bind(JobHandler).toResolvedValue((persons: Persons) => new TellPerson(persons), [Persons]);

  // published
  bind(UnitDirectory).toResolvedValue((queries: UnitQueries) => new AnswerAboutUnits(queries), [UnitQueries]);
  bind(HomeTasks).toResolvedValue((view: ViewUnits, pages: Pages) => new UnitHomeTasks(view, pages.t), [ViewUnits, Pages]);

  // web
  bind(Navigation).toResolvedValue((queries: UnitQueries) => new UnitNavigation(queries), [UnitQueries]);
  bind(RegistrationRoutes).toResolvedValue(
    (pages: Pages, blobs: Blobs, ids: Ids, view: ViewUnits, register: RegisterDomesticUnit, licence: SubmitLicence) =>
      new RegistrationRoutes(pages, blobs, ids, view, register, licence),
    [Pages, Blobs, Ids, ViewUnits, RegisterDomesticUnit, SubmitLicence],
  );
  bind(TransferRoutes).toResolvedValue(
    (pages: Pages, ids: Ids, view: ViewUnits, apply: ApplyTransfer, check: CheckAmount) =>
      new TransferRoutes(pages, ids, view, apply, check, rules),
    [Pages, Ids, ViewUnits, ApplyTransfer, CheckAmount],
  );
  bind(JoinRoutes).toResolvedValue(
    (
      pages: Pages,
      ids: Ids,
      view: ViewUnits,
      ask: AskToJoin,
      withdraw: WithdrawJoinRequest,
      decideJoin: DecideJoinRequest,
      decideRemoval: DecideRemoval,
    ) => new JoinRoutes(pages, ids, view, ask, withdraw, decideJoin, decideRemoval),
    [Pages, Ids, ViewUnits, AskToJoin, WithdrawJoinRequest, DecideJoinRequest, DecideRemoval],
  );
  bind(PeopleRoutes).toResolvedValue(
    (
      pages: Pages,
      blobs: Blobs,
      view: ViewUnits,
      remove: RemoveMember,
      leave: LeaveUnit,
      transfer: TransferAdministrator,
      permissions: SetPermissions,
    ) => new PeopleRoutes(pages, blobs, view, remove, leave, transfer, permissions),
    [Pages, Blobs, ViewUnits, RemoveMember, LeaveUnit, TransferAdministrator, SetPermissions],
  );
  bind(ReviewRoutes).toResolvedValue(
    (pages: Pages, blobs: Blobs, ids: Ids, view: ViewUnits, foreign: RegisterForeignUnit, resubmit: ResubmitUnit) =>
      new ReviewRoutes(pages, blobs, ids, view, foreign, resubmit),
    [Pages, Blobs, Ids, ViewUnits, RegisterForeignUnit, ResubmitUnit],
  );
  bind(StaffReviewRoutes).toResolvedValue(
    (pages: Pages, blobs: Blobs, review: ReviewUnit, applications: ReviewApplication, changes: ReviewChange) =>
      new StaffReviewRoutes(pages, blobs, review, applications, changes),
    [Pages, Blobs, ReviewUnit, ReviewApplication, ReviewChange],
  );
  bind(ChangeRoutes).toResolvedValue(
    (pages: Pages, blobs: Blobs, view: ViewUnits, change: ChangeUnit) => new ChangeRoutes(pages, blobs, view, change),
    [Pages, Blobs, ViewUnits, ChangeUnit],
  );
  bind(ProfileRoutes).toResolvedValue(
    (pages: Pages, blobs: Blobs, ids: Ids, view: ViewUnits, finance: SaveFinance, apply: ApplyForAdministrator, invite: InviteMembers) =>
      new ProfileRoutes(pages, blobs, ids, view, finance, apply, invite),
    [Pages, Blobs, Ids, ViewUnits, SaveFinance, ApplyForAdministrator, InviteMembers],
  );
  bind(Routes).toResolvedValue(
    (
      registration: RegistrationRoutes,
      transfer: TransferRoutes,
      join: JoinRoutes,
      people: PeopleRoutes,
      review: ReviewRoutes,
      staff: StaffReviewRoutes,
      profile: ProfileRoutes,
      change: ChangeRoutes,
    ) => new UnitRoutes([registration, review, transfer, join, people, staff, profile, change]),
    [RegistrationRoutes, TransferRoutes, JoinRoutes, PeopleRoutes, ReviewRoutes, StaffReviewRoutes, ProfileRoutes, ChangeRoutes],
  );
});
