import { type Call, html, json, type Reply } from '../http-kit.ts';
import { escaped, page } from '../page.ts';
import type { RecordFile } from '../record-file.ts';
import { type Answer, refusal } from './signed-door.ts';

export interface Transfer {
  readonly reference: string;
  readonly accountName: string;
  readonly bank: string;
  readonly accountNumber: string;
  readonly amountFen: number;
  readonly acceptedAt: number;
}

const KEYS = ['reference', 'accountName', 'bank', 'accountNumber'] as const;

/** The bank: takes an order, pays it after a while, and shows the money in the company's account statement. */
export class BankSimulator {
  constructor(
    private readonly transfers: RecordFile<Transfer>,
    private readonly delayMs: number,
  ) {}

  order(content: Record<string, unknown>): Answer {
    const order = Object.fromEntries(KEYS.map((key) => [key, content[key]])) as Record<(typeof KEYS)[number], unknown>;
    const amountFen = content['amountFen'];
    if (!KEYS.every((key) => typeof order[key] === 'string' && order[key] !== '') || !/^\d{8,32}$/.test(String(order.accountNumber))) {
      return refusal(400, 'remittance.request', 'reference, accountName, bank and accountNumber are needed');
    }
    if (typeof amountFen !== 'number' || !Number.isInteger(amountFen) || amountFen < 1 || amountFen > 200) {
      return refusal(422, 'remittance.amount', 'amountFen is 1 to 200');
    }
    const earlier = this.transfers.get(String(order.reference));
    const wanted = { ...(order as Record<(typeof KEYS)[number], string>), amountFen };
    if (earlier !== undefined && !sameOrder(earlier, wanted))
      return refusal(409, 'remittance.reference-reused', 'the reference carries another order');
    if (earlier === undefined) this.transfers.put(wanted.reference, { ...wanted, acceptedAt: Date.now() });
    return this.state({ reference: wanted.reference });
  }

  state(content: Record<string, unknown>): Answer {
    const reference = String(content['reference']);
    const transfer = this.transfers.get(reference);
    return { status: 200, content: { reference, ...(transfer === undefined ? { state: 'absent' } : this.#stateOf(transfer)) } };
  }

  /** `/bank` for a person, `/bank/messages?account=` for a program: what has arrived, newest first. */
  handle(call: Call): Reply | undefined {
    if (call.path !== '/bank' && call.path !== '/bank/messages') return undefined;
    const account = call.query.get('account') ?? '';
    const arrived = this.transfers
      .all()
      .filter((transfer) => this.#stateOf(transfer).state === 'paid' && (account === '' || transfer.accountNumber === account))
      .reverse()
      .slice(0, 200)
      .map((transfer) => ({
        account: transfer.accountNumber,
        accountName: transfer.accountName,
        bank: transfer.bank,
        amount: `${Math.floor(transfer.amountFen / 100)}.${String(transfer.amountFen % 100).padStart(2, '0')}`,
        note: '对公账号打款验证',
        at: new Date(transfer.acceptedAt + this.delayMs).toISOString(),
      }));
    return call.path === '/bank/messages' ? json({ messages: arrived }) : html(statementPage(arrived));
  }

  /** The data decides: an account ending in 0000 does not exist, one ending in 9999 is closed, an account name with 不符 is another's. */
  #stateOf(transfer: Transfer): { state: 'accepted' | 'paid' | 'failed'; reason?: string } {
    if (Date.now() < transfer.acceptedAt + this.delayMs) return { state: 'accepted' };
    if (transfer.accountNumber.endsWith('0000')) return { state: 'failed', reason: 'account-not-found' };
    if (transfer.accountNumber.endsWith('9999')) return { state: 'failed', reason: 'account-closed' };
    return transfer.accountName.includes('不符') ? { state: 'failed', reason: 'name-mismatch' } : { state: 'paid' };
  }
}

function sameOrder(left: Omit<Transfer, 'acceptedAt'>, right: Omit<Transfer, 'acceptedAt'>): boolean {
  return KEYS.every((key) => left[key] === right[key]) && left.amountFen === right.amountFen;
}

function statementPage(arrived: readonly { account: string; accountName: string; amount: string; note: string }[]): string {
  const rows = arrived.map(
    (line) =>
      `<tr><td>${escaped(line.accountName)}</td><td>${escaped(line.account)}</td><td>¥ ${line.amount}</td><td>${escaped(line.note)}</td></tr>`,
  );
  return page(
    '测试银行账户',
    `<h1>测试银行来账</h1><table><thead><tr><th>户名</th><th>账号</th><th>金额</th><th>附言</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
  );
}
