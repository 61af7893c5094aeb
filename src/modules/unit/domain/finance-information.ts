import { FieldChecks } from '../../../kernel/field-checks.ts';

export const taxpayerTypes = ['general', 'small-scale', 'other'] as const;

export type TaxpayerType = (typeof taxpayerTypes)[number];

/** UNI-021: 纳税信息 and 银资信息. Every field may be empty; nothing of it is proof of anything. */
export interface FinanceInformation {
  readonly taxpayerId: string;
  readonly taxpayerType: TaxpayerType;
  readonly taxAddress: string;
  readonly taxPhone: string;
  readonly bank: string;
  readonly bankAccount: string;
  readonly creditNotes: string;
}

export type FinanceInput = Readonly<Partial<Record<keyof FinanceInformation, string | undefined>>>;

/** Throws InvalidFields with every refused field. */
export function readFinance(input: FinanceInput): FinanceInformation {
  const checks = new FieldChecks();
  const text = (field: Exclude<keyof FinanceInformation, 'taxpayerType'>, max: number) => {
    const value = (input[field] ?? '').normalize('NFC').trim();
    checks.require(value.length <= max, field, 'input.too-long', { max });
    return value;
  };
  const taxpayerId = text('taxpayerId', 20).toUpperCase();
  const bankAccount = text('bankAccount', 60).replace(/[\s-]/g, '');
  const taxPhone = text('taxPhone', 30);
  checks
    .require(/^(?:[A-Z0-9]{15,20})?$/.test(taxpayerId), 'taxpayerId', 'unit.taxpayer-id-invalid')
    .require(/^(?:\d{8,32})?$/.test(bankAccount), 'bankAccount', 'unit.bank-account-invalid')
    .require(/^(?:[\d+() -]{5,30})?$/.test(taxPhone), 'taxPhone', 'unit.phone-invalid');
  const read = {
    taxpayerId,
    taxpayerType: taxpayerTypes.find((type) => type === input.taxpayerType) ?? ('general' as const),
    taxAddress: text('taxAddress', 200),
    taxPhone,
    bank: text('bank', 100),
    bankAccount,
    creditNotes: text('creditNotes', 500),
  };
  checks.throwIfAny();
  return read;
}
