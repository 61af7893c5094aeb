import { FieldChecks } from '../../../kernel/field-checks.ts';
import { Money } from '../../../kernel/money.ts';
import type { UnitRules } from './unit-rules.ts';

/** A small sum sent to the unit's own bank account, to be told back (UNI-013 to UNI-019). */
export interface CorporateTransfer {
  readonly id: string;
  readonly bank: string;
  readonly account: string;
  /** Fixed here and told to nobody but the bank. */
  readonly amountFen: number;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly paidAt?: Date;
  readonly triesLeft: number;
}

/** What is fixed when a transfer is applied for. */
export type TransferOrder = Omit<CorporateTransfer, 'requestedAt' | 'paidAt' | 'triesLeft'>;

export interface BankAccount {
  readonly bank: string;
  readonly account: string;
}

/** UNI-013: account numbers of corporate accounts have 8 to 32 digits; spaces and dashes of the printed form are taken off. */
export function readBankAccount(input: { bank?: string | undefined; account?: string | undefined }): BankAccount {
  const checks = new FieldChecks();
  const bank = checks.text(input.bank, 'bank', 100);
  const account = checks.text(input.account, 'account', 60).replace(/[\s-]/g, '');
  checks.require(/^\d{8,32}$/.test(account), 'account', 'unit.bank-account-invalid').throwIfAny();
  return { bank, account };
}

/** VAL-10: what cannot be the sum is a typing mistake and costs no try. */
export function readTransferAmount(text: string | undefined, rules: UnitRules): Money {
  const checks = new FieldChecks();
  const typed = checks.text(text, 'amount', 12).replace(/^[¥￥]/, '');
  const readable = /^\d{1,4}(?:\.\d{1,2})?$/.test(typed);
  checks.require(readable, 'amount', 'unit.amount-invalid');
  const amount = readable ? Money.yuan(typed) : Money.fen(0);
  const possible = amount.fen >= rules.smallestTransferFen && amount.fen <= rules.largestTransferFen;
  checks.require(possible, 'amount', 'unit.amount-out-of-range', {
    from: Money.fen(rules.smallestTransferFen).yuan,
    to: Money.fen(rules.largestTransferFen).yuan,
  });
  checks.throwIfAny();
  return amount;
}

/** UNI-018: one of the possible sums, each as likely, from four random decimal digits. */
export function drawnAmount(digits: string, rules: UnitRules): number {
  const sums = rules.largestTransferFen - rules.smallestTransferFen + 1;
  return rules.smallestTransferFen + (Number(digits) % sums);
}

const dayMs = 24 * 3600_000;

/** UNI-016: the five days run from the payment. */
export function amountDeadline(paidAt: Date, rules: UnitRules): Date {
  return new Date(paidAt.getTime() + rules.amountDays * dayMs);
}

/** `**** 1234`: enough to know the own account again. */
export function maskedBankAccount(account: string): string {
  return `**** ${account.slice(-4)}`;
}
