import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AlipaySimulator } from './alipay/alipay-simulator.ts';
import { Faults } from './faults.ts';
import { listen } from './http-kit.ts';
import { IdentitySimulator } from './identity/identity-simulator.ts';
import { CLIENT_ID } from './identity/signed-door.ts';
import { Inbox, type Message } from './messages/inbox.ts';
import { MAIL_USER, startMail } from './messages/mail-simulator.ts';
import { SmsSimulator } from './messages/sms-simulator.ts';
import { SMS_TEMPLATES } from './messages/sms-templates.ts';
import { RecordFile } from './record-file.ts';
import { type Secrets, secretsIn } from './secrets.ts';

export interface SimulatorOptions {
  /** Keys, records and `simulators.json` live here. */
  readonly dataDir: string;
  /** 0 (default): any free port. */
  readonly httpPort?: number;
  readonly smtpPort?: number;
  /** Address to listen on, default 127.0.0.1. */
  readonly host?: string;
  /** What browsers use to reach us when it differs from `http://host:port`. */
  readonly publicUrl?: string;
  /** Divides the pauses between re-sent notices: 60 makes four minutes four seconds. Default 1. */
  readonly hurry?: number;
  /** Until a transfer arrives. Default 3,000. */
  readonly remittanceDelayMs?: number;
  /** Texts by template code; the shipped ones by default. */
  readonly smsTemplates?: Readonly<Record<string, string>>;
}

/** Everything the product has to know to reach the simulators; also written to `simulators.json`. */
export interface Wiring {
  readonly url: string;
  readonly alipay: { gatewayUrl: string; appId: string; appPrivateKey: string; alipayPublicKey: string; sellerId: string };
  readonly sms: { endpoint: string; accessKeyId: string; accessKeySecret: string; signName: string };
  readonly mail: { host: string; port: number; tls: 'none'; user: string; password: string; from: string; fromName: string };
  readonly identity: { url: string; clientId: string; secret: string };
  readonly inbox: { pageUrl: string; messagesUrl: string };
  readonly bank: { pageUrl: string; messagesUrl: string };
  readonly faultsUrl: string;
}

export interface RunningSimulators {
  readonly wiring: Wiring;
  readonly faults: Faults;
  stop(): Promise<void>;
}

/** Starts the whole outside world in this process. */
export async function startSimulators(options: SimulatorOptions): Promise<RunningSimulators> {
  const { dataDir, host = '127.0.0.1' } = options;
  mkdirSync(dataDir, { recursive: true });
  const secrets = secretsIn(dataDir);
  const faults = new Faults();
  let url = options.publicUrl ?? '';
  const inbox = new Inbox(new RecordFile<Message>(join(dataDir, 'messages.jsonl')));
  const sms = new SmsSimulator(secrets, faults, inbox, options.smsTemplates ?? SMS_TEMPLATES);
  const alipay = new AlipaySimulator(dataDir, secrets, faults, options.hurry ?? 1, () => url);
  const identity = new IdentitySimulator(dataDir, secrets.identitySecret, faults, options.remittanceDelayMs ?? 3_000, () => url);
  const http = await listen(
    host,
    options.httpPort ?? 0,
    [faults, alipay, identity, inbox, sms].map((party) => (call) => party.handle(call)),
  );
  const mail = await startMail(host, options.smtpPort ?? 0, secrets.mailPassword, faults, inbox);
  const local = `http://${host}:${http.port}`;
  url ||= local;
  const wiring = wiringOf(local, url, { host, port: mail.port }, secrets);
  writeWhole(join(dataDir, 'simulators.json'), JSON.stringify(wiring, null, 2));
  const stop = async () => {
    alipay.stop();
    await Promise.all([http.stop(), mail.stop()]);
  };
  return { wiring, faults, stop };
}

function wiringOf(local: string, url: string, mail: { host: string; port: number }, secrets: Secrets): Wiring {
  return {
    url,
    alipay: {
      // The payer's browser goes there too.
      gatewayUrl: `${url}/alipay/gateway.do`,
      appId: secrets.appId,
      appPrivateKey: secrets.application.privateKey,
      alipayPublicKey: secrets.gateway.publicKey,
      sellerId: secrets.sellerId,
    },
    sms: { endpoint: `${local}/`, accessKeyId: secrets.smsKeyId, accessKeySecret: secrets.smsKeySecret, signName: '印信' },
    mail: { ...mail, tls: 'none', user: MAIL_USER, password: secrets.mailPassword, from: 'no-reply@yinxin.example', fromName: '印信' },
    identity: { url: `${local}/identity`, clientId: CLIENT_ID, secret: secrets.identitySecret },
    inbox: { pageUrl: `${url}/inbox`, messagesUrl: `${local}/inbox/messages` },
    bank: { pageUrl: `${url}/bank`, messagesUrl: `${local}/bank/messages` },
    faultsUrl: `${local}/admin/faults`,
  };
}

// Readers never see half a file.
function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
