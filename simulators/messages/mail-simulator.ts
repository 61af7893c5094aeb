import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Faults } from '../faults.ts';
import type { Inbox } from './inbox.ts';

export const MAIL_USER = 'yinxin';

/** A real SMTP server whose mails end in the inbox. */
export async function startMail(host: string, port: number, password: string, faults: Faults, inbox: Inbox) {
  const server = new SMTPServer({
    authMethods: ['PLAIN', 'LOGIN'],
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: 10_485_760,
    onAuth(auth, _session, done) {
      const right = auth.username === MAIL_USER && auth.password === password;
      if (right) done(null, { user: MAIL_USER });
      else done(new Error('wrong user or password'));
    },
    onData(stream, session, done) {
      const fault = faults.take('mail');
      const recipients = session.envelope.rcptTo.map((recipient) => recipient.address);
      simpleParser(stream)
        .then((mail) => {
          if (fault === 'busy' || fault === 'refused') return done(reply(fault));
          for (const to of recipients) {
            const [subject, text, at] = [mail.subject ?? '', mail.text ?? '', new Date().toISOString()];
            inbox.put({
              id: `${mail.messageId ?? randomUUID()}/${to}`,
              channel: 'mail',
              to,
              from: mail.from?.value[0]?.address ?? '',
              subject,
              text,
              at,
            });
          }
          // Taken, but the sender never learns so.
          if (fault !== 'cut') done();
        })
        .catch((error: unknown) => done(error instanceof Error ? error : new Error('unreadable mail')));
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const address = server.server.address() as AddressInfo;
  return { port: address.port, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

function reply(fault: 'busy' | 'refused'): Error {
  return Object.assign(new Error(fault === 'busy' ? 'try later' : 'mailbox unavailable'), { responseCode: fault === 'busy' ? 451 : 550 });
}
