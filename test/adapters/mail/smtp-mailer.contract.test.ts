import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningSimulators } from '../../../simulators/start-simulators.ts';
import { type Mail, SmtpMailer } from '../../../src/adapters/mail/smtp-mailer.ts';
import { anOutsideWorld } from '../../simulators/outside-world.ts';

let world: RunningSimulators;
let mailer: SmtpMailer;
beforeAll(async () => {
  world = await anOutsideWorld();
  mailer = new SmtpMailer(world.wiring.mail);
});
afterAll(async () => {
  mailer.close();
  await world.stop();
});

let mails = 0;
const aMail = (changes: Partial<Mail> = {}): Mail => ({
  to: 'a@example.cn',
  subject: '账号已开通',
  text: '您好。\n请登录。',
  id: `m-${++mails}`,
  ...changes,
});

interface Received {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly from: string;
}
async function inbox(to = ''): Promise<Received[]> {
  return (
    (await (await fetch(`${world.wiring.inbox.messagesUrl}?limit=1000&to=${encodeURIComponent(to)}`)).json()) as { messages: Received[] }
  ).messages;
}

describe('mail', () => {
  it('arrives with subject and text as written and our one sender', async () => {
    expect(await mailer.send(aMail({ to: 'person.one+tag@mail.example.cn', id: 'row-7' }))).toEqual({
      ok: true,
      value: { messageId: '<row-7@yinxin.example>' },
    });
    expect(await inbox('person.one+tag@mail.example.cn')).toMatchObject([
      { subject: '账号已开通', text: '您好。\n请登录。', from: 'no-reply@yinxin.example' },
    ]);
  });

  it.each([
    'a@example.cn\r\nBcc: b@example.cn',
    'a@example.cn\nb@example.cn',
    'a@example.cn, b@example.cn',
    'a@example.cn;b@example.cn',
    'Name <a@example.cn>',
    '"a b"@example.cn',
    '<a@example.cn>',
    'a@example.cn>\r\nRCPT TO:<b@example.cn',
    'a@@example.cn',
    'a@localhost',
    'a@example..cn',
    '@example.cn',
    'a@',
    '',
    `${'a'.repeat(65)}@example.cn`,
    `a@${'b.'.repeat(130)}cn`,
    'a@exa mple.cn',
    'a\u0000@example.cn',
    '印@example.cn',
  ])('to %j is refused before anything is sent', async (to) => {
    const before = (await inbox()).length;
    expect(await mailer.send(aMail({ to }))).toMatchObject({ ok: false, kind: 'reject', code: 'mail.address' });
    expect((await inbox()).length).toBe(before);
  });

  it('a subject with line breaks adds no header and no recipient', async () => {
    const subject = 'x\r\nBcc: victim@example.cn\r\nContent-Type: text/html\r\n\r\n<b>body</b>\u2028\u0085y';
    expect(await mailer.send(aMail({ to: 'subject@example.cn', subject }))).toMatchObject({ ok: true });
    const [received] = await inbox('subject@example.cn');
    expect(received?.subject).toBe('x Bcc: victim@example.cn Content-Type: text/html <b>body</b> y');
    expect(received?.text).toBe('您好。\n请登录。');
    expect(await inbox('victim@example.cn')).toEqual([]);
  });

  it('a text with SMTP commands and lone dots stays text', async () => {
    const text = 'a\r\n.\r\nMAIL FROM:<x@example.cn>\r\n..\r\nz';
    expect(await mailer.send(aMail({ to: 'dots@example.cn', text }))).toMatchObject({ ok: true });
    expect((await inbox('dots@example.cn'))[0]?.text.trim()).toBe('a\n.\nMAIL FROM:<x@example.cn>\n..\nz');
  });

  it('an id that could break out of the Message-ID is refused', async () => {
    expect(await mailer.send(aMail({ id: 'x@y>\r\nBcc: z' }))).toMatchObject({ ok: false, code: 'mail.id' });
  });

  it.each([
    ['busy', 'retry', 'mail.smtp-451'],
    ['refused', 'reject', 'mail.smtp-550'],
  ])('a server that is %s makes a failure of kind %s', async (fault, kind, code) => {
    world.faults.plan('mail', fault);
    expect(await mailer.send(aMail())).toMatchObject({ ok: false, kind, code });
  });

  it('a wrong password is refused for good', async () => {
    const wrong = new SmtpMailer({ ...world.wiring.mail, password: 'x' });
    expect(await wrong.send(aMail())).toMatchObject({ ok: false, kind: 'reject' });
  });

  it('a server that is away is a matter of trying later', async () => {
    const gone = createServer();
    const port = await portOf(gone);
    await new Promise((resolve) => gone.close(resolve));
    expect(await new SmtpMailer({ ...world.wiring.mail, port }).send(aMail())).toMatchObject({ ok: false, kind: 'retry' });
  });

  it.each([
    ['cut at the greeting', 'greeting', 'cut', 'unknown'],
    ['silent from the start', 'greeting', 'silent', 'retry'],
    ['cut after the text', 'text', 'cut', 'unknown'],
    ['silent after the text', 'text', 'silent', 'unknown'],
  ] as const)('a server %s never leads to a second mail by mistake', async (_name, point, manner, kind) => {
    const server = createServer((socket) => badlyServed(socket, point, manner));
    const port = await portOf(server);
    const { host, tls, from, fromName } = world.wiring.mail;
    expect(await new SmtpMailer({ host, tls, from, fromName, port, timeoutMs: 600 }).send(aMail())).toMatchObject({ ok: false, kind });
    server.close();
  });
});

/** Just enough SMTP to fail at a chosen point. */
function badlyServed(socket: Socket, point: 'greeting' | 'text', manner: 'cut' | 'silent'): void {
  const fail = () => void (manner === 'cut' && socket.destroy());
  socket.on('error', () => undefined);
  if (point === 'greeting') return fail();
  let inText = false;
  socket.write('220 test\r\n');
  socket.on('data', (chunk) => {
    if (inText) return fail();
    inText = chunk.toString().startsWith('DATA');
    socket.write(inText ? '354 go on\r\n' : '250 ok\r\n');
  });
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
