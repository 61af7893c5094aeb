import { join } from 'node:path';
import { ContainerModule } from 'inversify';
import type { Config } from '../config.ts';
import { AuditReading } from '../kernel/audit-reading.ts';
import { Blobs } from '../kernel/blobs.ts';
import { Clock } from '../kernel/clock.ts';
import { HardwareKey } from '../kernel/hardware-key.ts';
import { Ids } from '../kernel/ids.ts';
import { JobHandler } from '../kernel/jobs.ts';
import { SealedText } from '../kernel/sealed-text.ts';
import { AlipayGateway } from './alipay/alipay-gateway.ts';
import { AliyunSms } from './aliyun-sms/aliyun-sms.ts';
import { AuditChain } from './audit/audit-chain.ts';
import { PgAuditLog } from './audit/pg-audit-log.ts';
import { CloudKey } from './cloud-key/cloud-key.ts';
import { KeyEncryptionKey } from './cloud-key/key-encryption-key.ts';
import { PgKeyRecords } from './cloud-key/pg-key-records.ts';
import { SweepConsents } from './cloud-key/sweep-consents.ts';
import { BusinessRegistry } from './identity/business-registry.ts';
import { DocumentRecognition } from './identity/document-recognition.ts';
import { FaceCheck } from './identity/face-check.ts';
import { Remittance } from './identity/remittance.ts';
import { SignedJson } from './identity/signed-json.ts';
import { SmtpMailer } from './mail/smtp-mailer.ts';
import { OutsideHttp } from './outside-http/outside-http.ts';
import { Database } from './postgres/database.ts';
import { EventRoutes } from './postgres/event-routes.ts';
import { StoreTools } from './postgres/store-tools.ts';
import { AesSealedText } from './system/aes-sealed-text.ts';
import { BusinessSettings } from './system/business-settings.ts';
import { ChinaRegions } from './system/china-regions.ts';
import { DataFolder } from './system/data-folder.ts';
import { FileBlobs } from './system/file-blobs.ts';
import { SystemClock } from './system/system-clock.ts';
import { SystemIds } from './system/system-ids.ts';

/** The shared clients of everything outside the process, from the configuration. */
export function adaptersModule(config: Config): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(Clock).toResolvedValue(() => new SystemClock());
    bind(Ids).toResolvedValue(() => new SystemIds());
    bind(EventRoutes).toResolvedValue(() => new EventRoutes());
    bind(StoreTools).toResolvedValue(
      (ids: Ids, clock: Clock, routes: EventRoutes) => new StoreTools(ids, clock, routes),
      [Ids, Clock, EventRoutes],
    );
    bind(AesSealedText).toResolvedValue(() => new AesSealedText(Buffer.from(config.DATA_KEY, 'base64')));
    bind(SealedText).toService(AesSealedText);
    bind(Blobs).toResolvedValue(
      (database: Database, cipher: AesSealedText, ids: Ids) => new FileBlobs(join(config.dataDir, 'blobs'), database, cipher, ids),
      [Database, AesSealedText, Ids],
    );
    bind(CloudKey).toResolvedValue(
      (database: Database, clock: Clock, ids: Ids) =>
        new CloudKey(new PgKeyRecords(database), new KeyEncryptionKey(Buffer.from(config.KEY_ENCRYPTION_KEY, 'base64')), clock, ids),
      [Database, Clock, Ids],
    );
    bind(PgAuditLog).toResolvedValue(
      (database: Database) => new PgAuditLog(database, new AuditChain(Buffer.from(config.AUDIT_KEY, 'base64'))),
      [Database],
    );
    bind(AuditReading).toService(PgAuditLog);
    bind(DataFolder).toConstantValue(new DataFolder(config.dataDir));
    bind(HardwareKey).toService(CloudKey);
    bind(JobHandler).toResolvedValue((keys: CloudKey) => new SweepConsents(keys), [CloudKey]);
    bind(ChinaRegions).toResolvedValue(() => new ChinaRegions());
    bind(BusinessSettings).toConstantValue(settingsOf(config));
    bind(OutsideHttp).toResolvedValue(() => new OutsideHttp());
    bind(AlipayGateway).toResolvedValue(
      (http: OutsideHttp, clock: Clock) => new AlipayGateway(alipayConfig(config), http, clock),
      [OutsideHttp, Clock],
    );
    bind(AliyunSms).toResolvedValue(
      (http: OutsideHttp, clock: Clock) => new AliyunSms(smsConfig(config), http, clock),
      [OutsideHttp, Clock],
    );
    bind(SmtpMailer).toResolvedValue(() => new SmtpMailer(mailConfig(config)));
    bind(SignedJson).toResolvedValue(
      (http: OutsideHttp, clock: Clock) =>
        new SignedJson({ url: config.IDENTITY_URL, clientId: config.IDENTITY_CLIENT_ID, secret: config.IDENTITY_SECRET }, http, clock),
      [OutsideHttp, Clock],
    );
    bind(DocumentRecognition).toResolvedValue((party: SignedJson) => new DocumentRecognition(party), [SignedJson]);
    bind(FaceCheck).toResolvedValue((party: SignedJson) => new FaceCheck(party), [SignedJson]);
    bind(BusinessRegistry).toResolvedValue((party: SignedJson) => new BusinessRegistry(party), [SignedJson]);
    bind(Remittance).toResolvedValue((party: SignedJson) => new Remittance(party), [SignedJson]);
  });
}

function settingsOf(config: Config): BusinessSettings {
  return {
    publicUrl: config.PUBLIC_URL.replace(/\/$/, ''),
    caFolder: join(config.dataDir, 'ca'),
    instanceNumber: config.INSTANCE_NUMBER,
    phones: { operatorPrefixes: config.OPERATOR_PREFIXES },
    smsTemplates: config.SMS_TEMPLATES,
    staffCodeNeeded: !config.demo,
  };
}

function alipayConfig(config: Config) {
  const publicUrl = config.PUBLIC_URL.replace(/\/$/, '');
  return {
    gatewayUrl: config.ALIPAY_GATEWAY,
    appId: config.ALIPAY_APP_ID,
    sellerId: config.ALIPAY_SELLER_ID,
    appPrivateKey: config.ALIPAY_APP_PRIVATE_KEY,
    alipayPublicKey: config.ALIPAY_PUBLIC_KEY,
    notifyUrl: `${publicUrl}/gateways/alipay/notice`,
    returnUrl: `${publicUrl}/orders`,
  };
}

function smsConfig(config: Config) {
  return {
    endpoint: config.SMS_ENDPOINT,
    accessKeyId: config.SMS_ACCESS_KEY_ID,
    accessKeySecret: config.SMS_ACCESS_KEY_SECRET,
    signName: config.SMS_SIGN_NAME,
  };
}

function mailConfig(config: Config) {
  const url = new URL(config.SMTP_URL);
  const implicit = url.protocol === 'smtps:';
  return {
    host: url.hostname,
    port: Number(url.port || (implicit ? 465 : 587)),
    tls: implicit ? ('implicit' as const) : url.searchParams.get('tls') === 'none' ? ('none' as const) : ('starttls' as const),
    ...(url.username === '' ? {} : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }),
    from: config.MAIL_FROM,
    fromName: config.MAIL_FROM_NAME,
  };
}
