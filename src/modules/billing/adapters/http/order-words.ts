import { shanghaiTime } from '../../../../kernel/clock.ts';
import { Money } from '../../../../kernel/money.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { OrderRecord } from '../../domain/order.ts';
import type { OrderState } from '../../domain/order-states.ts';
import type { PaymentRecord, PaymentState } from '../../domain/payment.ts';

interface Look {
  readonly kind?: 'ok' | 'warn' | 'error' | 'info';
  readonly icon: string;
}

const looks: Readonly<Record<OrderState, Look>> = {
  pending: { kind: 'warn', icon: 'clock' },
  paying: { kind: 'info', icon: 'wait' },
  paid: { kind: 'ok', icon: 'ok' },
  closed: { icon: 'ban' },
  refunding: { kind: 'info', icon: 'back' },
  refunded: { icon: 'back' },
};

const paymentLooks: Readonly<Record<PaymentState, Look>> = {
  open: { kind: 'info', icon: 'wait' },
  paid: { kind: 'ok', icon: 'ok' },
  closed: { icon: 'ban' },
  refunding: { kind: 'info', icon: 'back' },
  refunded: { icon: 'back' },
};

export function stateTag(t: Translate, state: OrderState) {
  return { ...looks[state], word: t(`billing.state.${state}`) };
}

export function paymentTag(t: Translate, state: PaymentState) {
  return { ...paymentLooks[state], word: t(`billing.payment.${state}`) };
}

/** `1,234.50`: thousands are set off, so that nobody reads a wrong amount. */
export function yuanText(fen: number): string {
  const [whole = '', cents = ''] = Money.fen(fen).yuan.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

/** What the order is for, in one line. */
export function contentOf(t: Translate, { lines }: OrderRecord): string {
  const first = lines[0]?.description ?? '';
  return lines.length > 1 ? t('billing.more-lines', { first, count: lines.length }) : first;
}

/** `2026-11-22 08:30`, in Asia/Shanghai. */
export function minuteText(at: Date): string {
  return shanghaiTime(at).slice(0, 16);
}

const totalLabels: Readonly<Record<OrderState, string>> = {
  pending: 'billing.total',
  paying: 'billing.total',
  paid: 'billing.total-paid',
  closed: 'billing.total-ended',
  refunding: 'billing.total-ended',
  refunded: 'billing.total-ended',
};

export function billOf(t: Translate, order: OrderRecord) {
  return {
    lines: order.lines.map(({ description, unitPriceFen, quantity }) => ({
      label: description,
      note: t('billing.line-note', { price: yuanText(unitPriceFen), quantity }),
      amount: yuanText(unitPriceFen * quantity),
    })),
    total: {
      label: t(totalLabels[order.state]),
      amount: t('billing.yuan', { amount: yuanText(order.amountFen) }),
    },
  };
}

export function paymentsTable(t: Translate, payments: readonly PaymentRecord[]) {
  return {
    caption: t('billing.detail.payments-caption'),
    columns: [
      { label: t('billing.field.out-trade-no') },
      { label: t('billing.field.channel') },
      { label: t('billing.field.amount'), right: true },
      { label: t('billing.field.opened') },
      { label: t('billing.state') },
    ],
    rows: payments.map((payment) => ({
      cells: [
        { text: payment.outTradeNo, small: payment.tradeNo === undefined ? '' : `${t('billing.field.trade-no')} ${payment.tradeNo}` },
        { text: t(`billing.channel.${payment.channel}`) },
        { text: yuanText(payment.amountFen), num: true },
        { text: minuteText(payment.openedAt), num: true },
        { tag: paymentTag(t, payment.state) },
      ],
    })),
  };
}
