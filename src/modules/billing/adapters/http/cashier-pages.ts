import { shanghaiTime } from '../../../../kernel/clock.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { SeenOrder } from '../../application/view-order.ts';
import type { OrderRecord } from '../../domain/order.ts';
import { cancelDialog, factsOf } from './order-pages.ts';
import { billOf, minuteText, yuanText } from './order-words.ts';

export function cashierPage(t: Translate, order: OrderRecord, now: Date) {
  const here = `/orders/${order.id}`;
  return {
    title: t('billing.cashier.title', { amount: yuanText(order.amountFen) }),
    price: yuanText(order.amountFen),
    left: t('billing.cashier.left', { until: minuteText(order.expiresAt), left: timeLeft(t, order.expiresAt.getTime() - now.getTime()) }),
    action: `${here}/payment`,
    asked: order.state === 'paying' ? `${here}/result` : undefined,
    aside: t(order.state === 'paying' ? 'billing.cashier.asked' : 'billing.cashier.later'),
    steps: steps(t),
    methods: [{ value: 'alipay', label: t('billing.channel.alipay') }],
    facts: factsOf(t, order),
    bill: billOf(t, order),
    cancelHref: `${here}/cancellation`,
    cancelling: cancelDialog(t, order, `${here}/cashier`),
  };
}

function steps(t: Translate) {
  return [
    { label: t('billing.step.chosen'), state: 'done' },
    { label: t('billing.step.pay'), state: 'current' },
    { label: t('billing.step.done'), state: 'todo' },
  ];
}

function timeLeft(t: Translate, ms: number): string {
  const all = Math.max(1, Math.ceil(ms / 60_000));
  const [hours, minutes] = [Math.floor(all / 60), all % 60];
  return hours === 0 ? t('billing.cashier.left-minutes', { minutes }) : t('billing.cashier.left-hours', { hours, minutes });
}

/** After the return from the gateway: what is known, and what to do next. */
export function resultPage(t: Translate, seen: SeenOrder) {
  const { order } = seen;
  return {
    title: t('billing.result.title'),
    waiting: order.state === 'paying',
    progress: resultProgress(t, seen),
    verdict: order.state === 'paying' ? undefined : verdictOf(t, order),
    goOn: order.state === 'paying' ? `/orders/${order.id}/cashier` : undefined,
    facts: factsOf(t, order),
    bill: billOf(t, order),
    actions: actionsOf(t, order),
  };
}

export function resultProgress(t: Translate, { order, payments }: SeenOrder) {
  const opened = payments.at(-1)?.openedAt;
  return {
    id: 'payment-progress',
    running: order.state === 'paying',
    href: `/orders/${order.id}/status`,
    steps: [
      { label: t('billing.result.step-ordered'), detail: shanghaiTime(order.createdAt), state: 'done' },
      { label: t('billing.result.step-opened'), detail: opened === undefined ? '' : shanghaiTime(opened), state: 'done' },
      { label: t('billing.result.step-waiting'), detail: t('billing.result.step-waiting-text'), state: 'current' },
      { label: t('billing.result.step-paid'), state: 'todo' },
    ],
  };
}

function verdictOf(t: Translate, { state, amountFen }: OrderRecord) {
  const amount = yuanText(amountFen);
  switch (state) {
    case 'paid':
      return amountFen === 0
        ? { kind: 'ok', title: t('billing.result.free'), text: t('billing.result.free-text') }
        : { kind: 'ok', title: t('billing.result.paid'), text: t('billing.result.paid-text', { amount }) };
    case 'closed':
      return { kind: 'warn', title: t('billing.result.closed'), text: t('billing.result.closed-text') };
    case 'refunding':
      return { kind: 'warn', icon: 'back', title: t('billing.result.refunding'), text: t('billing.result.refunding-text') };
    case 'refunded':
      return { kind: 'warn', icon: 'back', title: t('billing.result.refunded'), text: t('billing.result.refunded-text') };
    default:
      return { kind: 'warn', title: t('billing.result.pending'), text: t('billing.result.pending-text') };
  }
}

/** The first is the way on. */
function actionsOf(t: Translate, order: OrderRecord) {
  const toOrder = { href: `/orders/${order.id}`, label: t('billing.result.to-order') };
  if (order.state === 'paid') return [{ href: order.returnTo, label: t('billing.result.next') }, toOrder];
  if (order.state === 'pending') return [{ href: `/orders/${order.id}/cashier`, label: t('billing.list.pay') }, toOrder];
  return [{ href: '/', label: t('billing.result.home') }, toOrder];
}
