import { ContainerModule } from 'inversify';
import { AliyunSms } from '../../adapters/aliyun-sms/aliyun-sms.ts';
import { DocumentRecognition } from '../../adapters/identity/document-recognition.ts';
import { FaceCheck } from '../../adapters/identity/face-check.ts';
import { SmtpMailer } from '../../adapters/mail/smtp-mailer.ts';
import { Database } from '../../adapters/postgres/database.ts';
import { PgInbox, PgOperations, PgOutbox } from '../../adapters/postgres/module-stores.ts';
import { PgAuditTrail } from '../../adapters/postgres/pg-audit-trail.ts';
import { PgJobs } from '../../adapters/postgres/pg-jobs.ts';
import { PgUnitOfWork } from '../../adapters/postgres/pg-unit-of-work.ts';
import { StoreTools } from '../../adapters/postgres/store-tools.ts';
import { Argon2Passwords } from '../../adapters/system/argon2-passwords.ts';
import { BusinessSettings } from '../../adapters/system/business-settings.ts';
import { ChinaRegions } from '../../adapters/system/china-regions.ts';
import { TotpCodes } from '../../adapters/system/totp-codes.ts';
import { AuditReading } from '../../kernel/audit-reading.ts';
import { Authentication } from '../../kernel/authentication.ts';
import { Blobs } from '../../kernel/blobs.ts';
import { Clock } from '../../kernel/clock.ts';
import { Ids } from '../../kernel/ids.ts';
import { JobHandler } from '../../kernel/jobs.ts';
import { SealedText } from '../../kernel/sealed-text.ts';
import { Navigation } from '../../web/navigation.ts';
import { Pages } from '../../web/page.ts';
import { Routes } from '../../web/routes.ts';
import { SessionCookie } from '../../web/session.ts';
import { AccountRoutes } from './adapters/http/account-routes.ts';
import { AuditRoutes } from './adapters/http/audit-routes.ts';
import { HomeRoutes } from './adapters/http/home-routes.ts';
import { PartnerNavigation } from './adapters/http/partner-navigation.ts';
import { PartnerRoutes } from './adapters/http/partner-routes.ts';
import { RegistrationRoutes } from './adapters/http/registration-routes.ts';
import { StaffRoutes } from './adapters/http/staff-routes.ts';
import { WelcomeRoutes } from './adapters/http/welcome-routes.ts';
import { GatewayMessages } from './adapters/outside/gateway-messages.ts';
import { PartyFaceProof, RecognisedIdCards } from './adapters/outside/identity-parties.ts';
import { PartnerHomeTasks } from './adapters/partner-home-tasks.ts';
import { PgAccounts } from './adapters/postgres/pg-accounts.ts';
import { PgAuthentication } from './adapters/postgres/pg-authentication.ts';
import { PgContacts } from './adapters/postgres/pg-contacts.ts';
import { PgDeliveries } from './adapters/postgres/pg-deliveries.ts';
import { PgPartnerDirectory } from './adapters/postgres/pg-partner-directory.ts';
import { PgPeople } from './adapters/postgres/pg-people.ts';
import { PgRegistrationList } from './adapters/postgres/pg-registration-list.ts';
import { PgRegistrations } from './adapters/postgres/pg-registrations.ts';
import { PgSessions } from './adapters/postgres/pg-sessions.ts';
import { PgStaffMembers } from './adapters/postgres/pg-staff-members.ts';
import * as tables from './adapters/postgres/schema.ts';
import { AcceptStaffInvitation } from './application/accept-staff-invitation.ts';
import { ApproveRegistration } from './application/approve-registration.ts';
import { BeginRealName } from './application/begin-real-name.ts';
import { ChangePassword } from './application/change-password.ts';
import { DeliverCredentials } from './application/deliver-credentials.ts';
import { FinishRealName } from './application/finish-real-name.ts';
import { InviteStaff } from './application/invite-staff.ts';
import { ListRegistrations } from './application/list-registrations.ts';
import { ReadAudit } from './application/read-audit.ts';
import { ReassignRegistration } from './application/reassign-registration.ts';
import { RejectRegistration } from './application/reject-registration.ts';
import { SaveCompanyData } from './application/save-company-data.ts';
import { SignIn } from './application/sign-in.ts';
import { SignOut } from './application/sign-out.ts';
import { StaffSignIn } from './application/staff-sign-in.ts';
import { StartRegistration } from './application/start-registration.ts';
import { SubmitRegistration } from './application/submit-registration.ts';
import { TellRejection } from './application/tell-rejection.ts';
import { ViewRegistration } from './application/view-registration.ts';
import { FaceProof, IdCardReader } from './ports/identity-proof.ts';
import { Messages } from './ports/messages.ts';
import { OneTimeCodes } from './ports/one-time-codes.ts';
import { PartnerWork } from './ports/partner-work.ts';
import { Passwords } from './ports/passwords.ts';
import { RegistrationList } from './ports/registration-list.ts';
import { HomeTasks } from './published/home-tasks.ts';
import { PartnerDirectory } from './published/partner-directory.ts';
import { People } from './published/people.ts';
import { StaffAdmission } from './published/staff-admission.ts';

export const partnerModule = new ContainerModule(({ bind }) => {
  // stores
  bind(PartnerWork).toResolvedValue(
    (database: Database, tools: StoreTools) =>
      new PgUnitOfWork(database, (tx) => {
        const outbox = new PgOutbox(tx, 'partner', tables, tools);
        return {
          registrations: new PgRegistrations(tx, outbox),
          accounts: new PgAccounts(tx, outbox),
          contacts: new PgContacts(tx),
          sessions: new PgSessions(tx),
          staff: new PgStaffMembers(tx),
          deliveries: new PgDeliveries(tx, tools),
          operations: new PgOperations(tx, tables),
          inbox: new PgInbox(tx, tables),
          jobs: new PgJobs(tx),
          audit: new PgAuditTrail(tx, tools.clock),
        };
      }),
    [Database, StoreTools],
  );
  bind(PgAuthentication).toResolvedValue((database: Database, clock: Clock) => new PgAuthentication(database, clock), [Database, Clock]);
  bind(Authentication).toService(PgAuthentication);
  bind(RegistrationList).toResolvedValue((database: Database) => new PgRegistrationList(database), [Database]);

  // outside parties
  bind(Passwords).toResolvedValue(() => new Argon2Passwords());
  bind(OneTimeCodes).toResolvedValue(() => new TotpCodes());
  bind(Messages).toResolvedValue(
    (sms: AliyunSms, mailer: SmtpMailer, settings: BusinessSettings, ids: Ids) =>
      new GatewayMessages(sms, mailer, settings.smsTemplates, ids),
    [AliyunSms, SmtpMailer, BusinessSettings, Ids],
  );
  bind(IdCardReader).toResolvedValue((ocr: DocumentRecognition) => new RecognisedIdCards(ocr), [DocumentRecognition]);
  bind(FaceProof).toResolvedValue(
    (faces: FaceCheck, settings: BusinessSettings) => new PartyFaceProof(faces, `${settings.publicUrl}/account/real-name/return`),
    [FaceCheck, BusinessSettings],
  );

  // use cases
  bind(StartRegistration).toResolvedValue((work: PartnerWork, ids: Ids) => new StartRegistration(work, ids), [PartnerWork, Ids]);
  bind(SaveCompanyData).toResolvedValue(
    (work: PartnerWork, settings: BusinessSettings) => new SaveCompanyData(work, settings.phones),
    [PartnerWork, BusinessSettings],
  );
  bind(SubmitRegistration).toResolvedValue((work: PartnerWork, clock: Clock) => new SubmitRegistration(work, clock), [PartnerWork, Clock]);
  bind(ViewRegistration).toResolvedValue((work: PartnerWork) => new ViewRegistration(work), [PartnerWork]);
  bind(ApproveRegistration).toResolvedValue(
    (work: PartnerWork, clock: Clock, ids: Ids) => new ApproveRegistration(work, clock, ids),
    [PartnerWork, Clock, Ids],
  );
  bind(RejectRegistration).toResolvedValue((work: PartnerWork, clock: Clock) => new RejectRegistration(work, clock), [PartnerWork, Clock]);
  bind(ReassignRegistration).toResolvedValue((work: PartnerWork) => new ReassignRegistration(work), [PartnerWork]);
  bind(SignIn).toResolvedValue(
    (work: PartnerWork, passwords: Passwords, clock: Clock, ids: Ids) => new SignIn(work, passwords, clock, ids),
    [PartnerWork, Passwords, Clock, Ids],
  );
  bind(SignOut).toResolvedValue((work: PartnerWork) => new SignOut(work), [PartnerWork]);
  bind(ChangePassword).toResolvedValue(
    (work: PartnerWork, passwords: Passwords) => new ChangePassword(work, passwords),
    [PartnerWork, Passwords],
  );
  bind(BeginRealName).toResolvedValue(
    (work: PartnerWork, cards: IdCardReader, faces: FaceProof, sealed: SealedText, clock: Clock, ids: Ids) =>
      new BeginRealName(work, cards, faces, sealed, clock, ids),
    [PartnerWork, IdCardReader, FaceProof, SealedText, Clock, Ids],
  );
  bind(FinishRealName).toResolvedValue(
    (work: PartnerWork, faces: FaceProof, sealed: SealedText, clock: Clock) => new FinishRealName(work, faces, sealed, clock),
    [PartnerWork, FaceProof, SealedText, Clock],
  );
  bind(StaffSignIn).toResolvedValue(
    (
      work: PartnerWork,
      passwords: Passwords,
      codes: OneTimeCodes,
      sealed: SealedText,
      clock: Clock,
      ids: Ids,
      settings: BusinessSettings,
    ) => new StaffSignIn(work, passwords, codes, sealed, clock, ids, settings.staffCodeNeeded),
    [PartnerWork, Passwords, OneTimeCodes, SealedText, Clock, Ids, BusinessSettings],
  );

  bind(AcceptStaffInvitation).toResolvedValue(
    (work: PartnerWork, passwords: Passwords, codes: OneTimeCodes, sealed: SealedText, clock: Clock) =>
      new AcceptStaffInvitation(work, passwords, codes, sealed, clock),
    [PartnerWork, Passwords, OneTimeCodes, SealedText, Clock],
  );

  // jobs
  bind(JobHandler).toResolvedValue(
    (work: PartnerWork, passwords: Passwords, messages: Messages, ids: Ids, settings: BusinessSettings) =>
      new DeliverCredentials(work, passwords, messages, ids, settings.publicUrl),
    [PartnerWork, Passwords, Messages, Ids, BusinessSettings],
  );
  bind(JobHandler).toResolvedValue(
    (work: PartnerWork, messages: Messages, settings: BusinessSettings) => new TellRejection(work, messages, settings.publicUrl),
    [PartnerWork, Messages, BusinessSettings],
  );
  bind(ListRegistrations).toResolvedValue((list: RegistrationList) => new ListRegistrations(list), [RegistrationList]);
  bind(ReadAudit).toResolvedValue((log: AuditReading) => new ReadAudit(log), [AuditReading]);

  // published
  bind(StaffAdmission).toResolvedValue(
    (work: PartnerWork, codes: OneTimeCodes, sealed: SealedText, clock: Clock, ids: Ids) =>
      new InviteStaff(work, codes, sealed, clock, ids),
    [PartnerWork, OneTimeCodes, SealedText, Clock, Ids],
  );
  bind(People).toResolvedValue((database: Database, messages: Messages) => new PgPeople(database, messages), [Database, Messages]);
  bind(PartnerDirectory).toResolvedValue((database: Database) => new PgPartnerDirectory(database), [Database]);
  bind(HomeTasks).toResolvedValue((pages: Pages) => new PartnerHomeTasks(pages.t), [Pages]);

  // web
  bind(Navigation).toResolvedValue(() => new PartnerNavigation());
  bind(HomeRoutes).toResolvedValue(
    (pages: Pages, tasks: HomeTasks[], list: ListRegistrations) => new HomeRoutes(pages, tasks, list),
    [Pages, { isMultiple: true, serviceIdentifier: HomeTasks }, ListRegistrations],
  );
  bind(RegistrationRoutes).toResolvedValue(
    (
      pages: Pages,
      regions: ChinaRegions,
      blobs: Blobs,
      start: StartRegistration,
      save: SaveCompanyData,
      submit: SubmitRegistration,
      view: ViewRegistration,
    ) => new RegistrationRoutes(pages, regions, blobs, start, save, submit, view),
    [Pages, ChinaRegions, Blobs, StartRegistration, SaveCompanyData, SubmitRegistration, ViewRegistration],
  );
  bind(AccountRoutes).toResolvedValue(
    (
      pages: Pages,
      cookie: SessionCookie,
      blobs: Blobs,
      signIn: SignIn,
      signOut: SignOut,
      change: ChangePassword,
      begin: BeginRealName,
      finish: FinishRealName,
    ) => new AccountRoutes(pages, cookie, blobs, signIn, signOut, change, begin, finish),
    [Pages, SessionCookie, Blobs, SignIn, SignOut, ChangePassword, BeginRealName, FinishRealName],
  );
  bind(StaffRoutes).toResolvedValue(
    (
      pages: Pages,
      cookie: SessionCookie,
      regions: ChinaRegions,
      blobs: Blobs,
      list: ListRegistrations,
      view: ViewRegistration,
      approve: ApproveRegistration,
      reject: RejectRegistration,
      reassign: ReassignRegistration,
      signIn: StaffSignIn,
      settings: BusinessSettings,
    ) => new StaffRoutes(pages, cookie, regions, blobs, list, view, approve, reject, reassign, signIn, settings.staffCodeNeeded),
    [
      Pages,
      SessionCookie,
      ChinaRegions,
      Blobs,
      ListRegistrations,
      ViewRegistration,
      ApproveRegistration,
      RejectRegistration,
      ReassignRegistration,
      StaffSignIn,
      BusinessSettings,
    ],
  );
  bind(WelcomeRoutes).toResolvedValue(
    (pages: Pages, accept: AcceptStaffInvitation) => new WelcomeRoutes(pages, accept),
    [Pages, AcceptStaffInvitation],
  );
  bind(AuditRoutes).toResolvedValue((pages: Pages, audit: ReadAudit) => new AuditRoutes(pages, audit), [Pages, ReadAudit]);
  bind(Routes).toResolvedValue(
    (
      home: HomeRoutes,
      registration: RegistrationRoutes,
      account: AccountRoutes,
      staff: StaffRoutes,
      welcome: WelcomeRoutes,
      audit: AuditRoutes,
    ) => new PartnerRoutes([home, registration, account, staff, welcome, audit]),
    [HomeRoutes, RegistrationRoutes, AccountRoutes, StaffRoutes, WelcomeRoutes, AuditRoutes],
  );
});
