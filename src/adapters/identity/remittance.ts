import { z } from 'zod';
import { accepted, failed, type Outcome } from '../../kernel/outside.ts';
import type { SignedJson } from './signed-json.ts';

export interface RemittanceOrder {
  /** Our own row's id. The bank pays one reference once, whatever is repeated. */
  readonly reference: string;
  readonly accountName: string;
  readonly bank: string;
  /** 对公账号, 8 to 32 digits. */
  readonly accountNumber: string;
  /** 1 to 200 (UNI-018). We fix it; it is told to nobody but the bank. */
  readonly amountFen: number;
}

const state = z.object({
  reference: z.string(),
  state: z.enum(['accepted', 'paid', 'failed', 'absent']),
  reason: z.enum(['account-not-found', 'name-mismatch', 'bank-not-found', 'account-closed']).optional(),
});

export interface RemittanceState {
  /** `absent`: the bank never got an order under this reference; it may be ordered again under the same one. */
  readonly state: 'accepted' | 'paid' | 'failed' | 'absent';
  readonly reason?: 'account-not-found' | 'name-mismatch' | 'bank-not-found' | 'account-closed';
}

/** The small transfer to a company's account (对公账号打款): order, then ask how it went. The amount is never read back. */
export class Remittance {
  constructor(private readonly party: SignedJson) {}

  /**
   * Orders the transfer. Failures: those of SignedJson, `reject` with `remittance.amount` or the bank's code
   * (`remittance.reference-reused` when the reference carries another order); after `unknown` ask `state`.
   */
  async order(order: RemittanceOrder): Promise<Outcome<RemittanceState>> {
    if (!Number.isInteger(order.amountFen) || order.amountFen < 1 || order.amountFen > 200) {
      return failed('reject', 'remittance.amount', 'a transfer is 1 to 200 fen');
    }
    return this.#ask('once', '/remittances', order, order.reference);
  }

  /** How the transfer of that reference stands. Safe to repeat. */
  state(reference: string): Promise<Outcome<RemittanceState>> {
    return this.#ask('safe', '/remittances/states', { reference }, reference);
  }

  async #ask(repeat: 'safe' | 'once', path: string, content: object, reference: string): Promise<Outcome<RemittanceState>> {
    const answer = await this.party.post(repeat, path, content, state);
    if (!answer.ok) return answer;
    const { reason, state: now } = answer.value;
    if (answer.value.reference !== reference) return failed('unknown', 'remittance.other-order', 'the answer speaks of another transfer');
    return accepted({ state: now, ...(reason !== undefined && { reason }) });
  }
}
