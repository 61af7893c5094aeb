import { and, eq } from 'drizzle-orm';
import type { Tx } from '../../../../adapters/postgres/database.ts';
import type { NoticeInbox, StoredNotice } from '../../ports/order-store.ts';
import { noticeInbox } from './schema.ts';

export class PgNoticeInbox implements NoticeInbox {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async take(notice: StoredNotice, raw: string): Promise<boolean> {
    const rows = await this.#tx
      .insert(noticeInbox)
      .values({ ...notice, raw })
      .onConflictDoNothing()
      .returning({ id: noticeInbox.notifyId });
    return rows.length === 1;
  }

  async find(channel: 'alipay', notifyId: string): Promise<StoredNotice | undefined> {
    const [row] = await this.#tx
      .select()
      .from(noticeInbox)
      .where(and(eq(noticeInbox.channel, channel), eq(noticeInbox.notifyId, notifyId)));
    if (row === undefined) return undefined;
    const { outTradeNo, tradeNo, kind, amountFen } = row;
    return { channel, notifyId, outTradeNo, tradeNo, kind, amountFen };
  }
}
