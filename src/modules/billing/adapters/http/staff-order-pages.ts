import { shanghaiTime } from '../../../../kernel/clock.ts';
import type { ShownErrors } from '../../../../web/forms.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { StaffSeenOrder } from '../../application/view-order.ts';
import { orderStates } from '../../domain/order-states.ts';
import type { AlarmRow, NoticeRow, OrderFilter, OrderPage } from '../../ports/order-list.ts';
import { factsOf } from './order-pages.ts';
import { billOf, contentOf, minuteText, paymentsTable, stateTag, yuanText } from './order-words.ts';

const states = [...new Set(orderStates.transitions.flatMap(({ from, to }) => [from, to]))];

export function staffListPage(t: Translate, page: OrderPage, filter: OrderFilter, alarms: readonly AlarmRow[]) {
  const query = new URLSearchParams({ state: filter.state, text: filter.text });
  const all = { value: '', label: t('billing.staff.all-states') };
  return {
    title: t('billing.staff.title'),
    alarms: alarms.length === 0 ? undefined : alarmsTable(t, alarms),
    closing: alarms.map((alarm) => closingDialog(t, alarm)),
    filters: {
      action: '/staff/orders',
      fields: [
        { name: 'text', label: t('billing.staff.search'), value: filter.text, type: 'search' },
        {
          name: 'state',
          label: t('billing.state'),
          value: filter.state,
          options: [all, ...states.map((state) => ({ value: state, label: t(`billing.state.${state}`) }))],
        },
      ],
    },
    table: { caption: t('billing.staff.caption'), columns: columns(t), rows: rowsOf(t, page), ops: true },
    first: filter.after === '' ? undefined : `/staff/orders?${query}`,
    next: page.next === undefined ? undefined : `/staff/orders?${query}&after=${page.next}`,
  };
}

function columns(t: Translate) {
  return [
    { label: t('billing.field.content') },
    { label: t('billing.field.payer') },
    { label: t('billing.field.amount'), right: true },
    { label: t('billing.field.created') },
    { label: t('billing.state') },
  ];
}

function rowsOf(t: Translate, page: OrderPage) {
  return page.rows.map((order) => ({
    cells: [
      { text: contentOf(t, order), small: order.number, href: `/staff/orders/${order.id}` },
      { text: order.payerName },
      { text: yuanText(order.amountFen), num: true },
      { text: minuteText(order.createdAt), num: true },
      { tag: stateTag(t, order.state) },
    ],
    ops: [{ href: `/staff/orders/${order.id}`, label: t('billing.list.open'), about: order.number }],
  }));
}

function alarmsTable(t: Translate, alarms: readonly AlarmRow[]) {
  return {
    caption: t('billing.staff.alarms-caption'),
    columns: [{ label: t('billing.alarm.what') }, { label: t('billing.alarm.at') }],
    rows: alarms.map(({ id, what, detail, orderId, at }) => ({
      cells: [
        { text: alarmWords(t, what), small: detail },
        { text: shanghaiTime(at), num: true },
      ],
      ops: [
        ...(orderId === undefined ? [] : [{ href: `/staff/orders/${orderId}`, label: t('billing.alarm.order'), about: detail }]),
        { href: `/staff/orders/alarms/${id}/closing`, label: t('billing.alarm.close'), about: detail, dialog: `close-alarm-${id}` },
      ],
    })),
    ops: true,
  };
}

function alarmWords(t: Translate, what: string): string {
  return t(`billing.alarm.${what.replace(/^billing\./, '')}`);
}

export function closingDialog(t: Translate, alarm: AlarmRow, form: { errors: ShownErrors; note: string } | undefined = undefined) {
  return {
    id: `close-alarm-${alarm.id}`,
    title: t('billing.alarm.close-title'),
    text: t('billing.alarm.close-text'),
    action: `/staff/orders/alarms/${alarm.id}/closing`,
    cancel: '/staff/orders',
    facts: [{ label: alarmWords(t, alarm.what), value: alarm.detail }],
    fields: [
      {
        name: 'note',
        id: form === undefined ? `note-${alarm.id}` : 'note',
        label: t('billing.alarm.note'),
        type: 'textarea',
        rows: 3,
        maxlength: 500,
        value: form?.note ?? '',
        error: form?.errors.of['note'],
      },
    ],
  };
}

export function staffDetailPage(t: Translate, { order, payments, notices }: StaffSeenOrder) {
  return {
    title: t('billing.detail.title', { number: order.number }),
    tag: stateTag(t, order.state),
    facts: [...factsOf(t, order), { label: t('billing.field.buyer'), value: order.buyerAccountId, code: true }],
    bill: billOf(t, order),
    payments: payments.length === 0 ? undefined : paymentsTable(t, payments),
    noPayments: t(order.paidAt !== undefined ? 'billing.detail.free' : 'billing.detail.no-payments'),
    notices: notices.length === 0 ? undefined : noticesTable(t, notices),
  };
}

function noticesTable(t: Translate, notices: readonly NoticeRow[]) {
  return {
    caption: t('billing.staff.notices-caption'),
    columns: [
      { label: t('billing.notice.id') },
      { label: t('billing.notice.kind') },
      { label: t('billing.field.amount'), right: true },
      { label: t('billing.notice.at') },
    ],
    rows: notices.map(({ notifyId, outTradeNo, kind, amountFen, at }) => ({
      cells: [
        { text: notifyId, small: outTradeNo },
        { text: t(`billing.notice.kind.${kind}`) },
        { text: yuanText(amountFen), num: true },
        { text: shanghaiTime(at), num: true },
      ],
    })),
  };
}
