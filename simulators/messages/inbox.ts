import { type Call, html, json, type Reply } from '../http-kit.ts';
import { escaped, page } from '../page.ts';
import type { RecordFile } from '../record-file.ts';

export interface Message {
  readonly id: string;
  readonly channel: 'sms' | 'mail';
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Short messages only. */
  readonly template?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Every short message and mail that went out, readable by a person (`/inbox`) and by programs (`/inbox/messages?to=`). */
export class Inbox {
  constructor(private readonly records: RecordFile<Message>) {}

  put(message: Message): void {
    this.records.put(message.id, message);
  }

  handle(call: Call): Reply | undefined {
    if (call.path !== '/inbox' && call.path !== '/inbox/messages') return undefined;
    const messages = this.#newestFirst(call.query.get('to') ?? '', Number(call.query.get('limit') ?? 100));
    return call.path === '/inbox' ? html(inboxPage(messages)) : json({ messages });
  }

  #newestFirst(to: string, limit: number): Message[] {
    const wanted = this.records.all().filter((message) => to === '' || message.to.toLowerCase() === to.toLowerCase());
    return wanted.reverse().slice(0, Number.isInteger(limit) && limit > 0 ? Math.min(limit, 1_000) : 100);
  }
}

function inboxPage(messages: readonly Message[]): string {
  const rows = messages.map(
    (message) =>
      `<tr><td>${message.channel === 'sms' ? '短信' : '邮件'}</td><td>${escaped(message.to)}</td><td><strong>${escaped(message.subject)}</strong><br>${escaped(message.text).replaceAll('\n', '<br>')}</td></tr>`,
  );
  return page(
    '测试收件箱',
    `<h1>测试收件箱</h1><table><thead><tr><th>类型</th><th>收件人</th><th>内容</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
  );
}
