import { shanghaiTime } from '../../../../kernel/clock.ts';
import { qrSymbol } from '../../../../web/qr-symbol.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { SeenOrder } from '../../application/view-order.ts';
import type { OrderRecord } from '../../domain/order.ts';
import type { OrderPage } from '../../ports/order-list.ts';
import { billOf, contentOf, minuteText, paymentsTable, stateTag, yuanText } from './order-words.ts';

export function payable({ state }: OrderRecord): boolean {
  return state === 'pending' || state === 'paying';
}

export function listPage(t: Translate, page: OrderPage, after: string) {
  return {
    title: t('billing.list.title'),
    empty: page.rows.length === 0 && after === '',
    table: {
      caption: t('billing.list.caption'),
      columns: [
        { label: t('billing.field.content') },
        { label: t('billing.field.amount'), right: true },
        { label: t('billing.field.created') },
        { label: t('billing.state') },
      ],
      rows: page.rows.map((order) => rowOf(t, order)),
      ops: true,
    },
    first: after === '' ? undefined : '/orders',
    next: page.next === undefined ? undefined : `/orders?after=${page.next}`,
  };
}

function rowOf(t: Translate, order: OrderRecord) {
  const about = contentOf(t, order);
  const pay = { href: `/orders/${order.id}/cashier`, label: t('billing.list.pay'), about };
  return {
    cells: [
      { text: about, small: order.number, href: `/orders/${order.id}` },
      { text: yuanText(order.amountFen), num: true },
      { text: minuteText(order.createdAt), num: true },
      { tag: stateTag(t, order.state) },
    ],
    ops: [...(payable(order) ? [pay] : []), { href: `/orders/${order.id}`, label: t('billing.list.open'), about }],
  };
}

/** What every page about one order shows of it. */
export function factsOf(t: Translate, order: OrderRecord) {
  const paid = order.paidAt === undefined ? [] : [{ label: t('billing.field.paid-at'), value: shanghaiTime(order.paidAt), num: true }];
  const open = payable(order) ? [{ label: t('billing.field.expires'), value: minuteText(order.expiresAt), num: true }] : [];
  return [
    { label: t('billing.field.number'), value: order.number, num: true },
    { label: t('billing.field.payer'), value: order.payerName },
    { label: t('billing.field.created'), value: shanghaiTime(order.createdAt), num: true },
    ...open,
    ...paid,
  ];
}

export function detailPage(t: Translate, { order, payments }: SeenOrder, printed: { at: Date; by: string; publicUrl: string }) {
  return {
    title: t('billing.detail.title', { number: order.number }),
    tag: stateTag(t, order.state),
    facts: factsOf(t, order),
    bill: billOf(t, order),
    payments: payments.length === 0 ? undefined : paymentsTable(t, payments),
    noPayments: t(order.paidAt !== undefined ? 'billing.detail.free' : 'billing.detail.no-payments'),
    payHref: payable(order) ? `/orders/${order.id}/cashier` : undefined,
    followHref: order.state === 'paid' ? order.returnTo : undefined,
    cancelling: payable(order) ? cancelDialog(t, order, `/orders/${order.id}`) : undefined,
    printed: {
      title: t('billing.printed-title'),
      number: order.number,
      at: minuteText(printed.at),
      by: printed.by,
      qr: qrSymbol(`${printed.publicUrl}/orders/${order.id}`),
    },
  };
}

export function cancelDialog(t: Translate, order: OrderRecord, back: string) {
  return {
    id: 'cancel-order',
    title: t('billing.cancel.title'),
    text: t('billing.cancel.text'),
    action: `/orders/${order.id}/cancellation`,
    cancel: back,
    danger: true,
    facts: [
      { label: t('billing.field.number'), value: order.number, num: true },
      { label: t('billing.field.amount'), value: yuanText(order.amountFen), num: true },
    ],
  };
}
