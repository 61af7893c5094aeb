import { Money } from '../../../../kernel/money.ts';
import type { ShownErrors } from '../../../../web/forms.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { PricedPurchase } from '../../application/buy-unit-certificate.ts';
import type { UnitOffer } from '../../application/offer-unit-certificate.ts';
import { serviceAgreement } from '../../application/purchase-words.ts';
import type { TradingPlatform } from '../../domain/trading-platform.ts';
import { offeredYears, type UnitPurchaseChoice } from '../../domain/unit-purchase.ts';
import type { UnitOfHolder } from '../../ports/units.ts';
import { choiceQuery } from './purchase-form.ts';

const phases = ['choose', 'confirm', 'pay', 'make'] as const;

/** 选择 · 确认 · 支付 · 制证. */
export function steps(t: Translate, now: (typeof phases)[number]) {
  const at = phases.indexOf(now);
  return phases.map((phase, index) => ({
    label: t(`certificate.step.${phase}`),
    state: index < at ? 'done' : index === at ? 'current' : 'todo',
  }));
}

export function platformPage(
  t: Translate,
  units: readonly UnitOfHolder[],
  unitId: string,
  words: string,
  platforms: readonly TradingPlatform[],
) {
  const unit = units.find((candidate) => candidate.unitId === unitId) ?? units[0];
  return {
    title: t('certificate.buy.title'),
    steps: steps(t, 'choose'),
    unitChoices: units.map((candidate) => ({ value: candidate.unitId, label: candidate.name })),
    unit,
    words,
    platforms: platforms.map((platform) => ({
      href: `/certificates/buy/${encodeURIComponent(platform.id)}?unitId=${encodeURIComponent(unit?.unitId ?? '')}`,
      name: platform.name,
      detail: platformDetail(t, platform),
    })),
  };
}

export function platformDetail(t: Translate, platform: TradingPlatform): string {
  const kind = t(platform.supportsInterconnect ? 'certificate.platform.interconnect' : 'certificate.platform.single');
  return [platform.region, kind, platform.alliance === undefined ? '' : t('certificate.platform.alliance', { name: platform.alliance })]
    .filter((text) => text !== '')
    .join(' · ');
}

export function choicePage(t: Translate, offer: UnitOffer, choice: UnitPurchaseChoice, errors: ShownErrors) {
  const priced = offer.prices.filter((price) => price.kind === choice.kind && price.typeCode === choice.typeCode);
  const priceOf = (years: number) => priced.find((price) => price.years === years);
  return {
    title: t('certificate.buy.title'),
    steps: steps(t, 'choose'),
    unit: offer.unit,
    platform: { ...offer.platform, detail: platformDetail(t, offer.platform) },
    changePlatform: `/certificates/buy?unitId=${encodeURIComponent(offer.unit.unitId)}`,
    kinds: offer.kinds.map((kind) => ({ value: kind, label: t(`certificate.kind.${kind}`), hint: t(`certificate.kind.${kind}-hint`) })),
    types: offer.types.map((type) => ({ value: type.code, label: type.name, hint: type.provider })),
    years: offeredYears.map((years) => {
      const price = priceOf(years);
      return { value: String(years), label: t('certificate.years', { years }), end: price === undefined ? '' : yuan(t, price.fen) };
    }),
    tariff: tariff(t, offer),
    choice: { ...choice, years: String(choice.years), quantity: Number.isNaN(choice.quantity) ? '' : String(choice.quantity) },
    errors,
  };
}

/** Without script a change of kind or type cannot change the prices beside the years: the whole tariff stands beside the form. */
function tariff(t: Translate, offer: UnitOffer) {
  return offer.kinds.flatMap((kind) =>
    offer.types.map((type) => ({
      label: `${type.name} · ${t(`certificate.kind.${kind}`)}`,
      lines: offer.prices
        .filter((price) => price.kind === kind && price.typeCode === type.code)
        .map((price) => ({ label: t('certificate.years', { years: price.years }), amount: yuan(t, price.fen) })),
    })),
  );
}

export function confirmPage(t: Translate, priced: PricedPurchase, operationId: string, errors: ShownErrors) {
  return {
    title: t('certificate.confirm.title'),
    steps: steps(t, 'confirm'),
    answers: answers(t, priced),
    bill: bill(t, priced),
    query: choiceQuery(priced.choice),
    hidden: hidden(priced.choice),
    agreement: serviceAgreement.name,
    operationId,
    errors,
  };
}

export function noticePage(t: Translate, priced: PricedPurchase, operationId: string) {
  return {
    title: t('certificate.notice.title'),
    steps: steps(t, 'pay'),
    points: [1, 2, 3, 4].map((point) => t(`certificate.notice.point-${point}`)),
    amount: yuan(t, priced.amountFen),
    hidden: [...hidden(priced.choice), { name: 'agreed', value: '1' }, { name: 'noticeRead', value: '1' }],
    query: choiceQuery(priced.choice),
    operationId,
  };
}

function answers(t: Translate, { offer, choice, typeName }: PricedPurchase) {
  const change = `/certificates/buy/${encodeURIComponent(choice.platformId)}?${choiceQuery(choice)}`;
  return [
    { label: t('certificate.field.unit'), value: offer.unit.name },
    {
      label: t('certificate.field.platform'),
      value: offer.platform.name,
      href: `/certificates/buy?unitId=${encodeURIComponent(choice.unitId)}`,
    },
    { label: t('certificate.field.type'), value: `${typeName} · ${t(`certificate.kind.${choice.kind}`)}`, href: change },
    { label: t('certificate.field.years'), value: t('certificate.years', { years: choice.years }), href: change },
    { label: t('certificate.field.quantity'), value: String(choice.quantity), num: true, href: change },
    {
      label: t('certificate.field.localInstall'),
      value: t(choice.localInstall ? 'certificate.install.yes' : 'certificate.install.no', {
        surplus: choice.quantity - (choice.localInstall ? 1 : 0),
      }),
      href: change,
    },
    { label: t('certificate.field.invoice'), value: t('certificate.invoice.later') },
    { label: t('certificate.field.method'), value: t('certificate.method.alipay') },
  ];
}

function bill(t: Translate, { choice, price, amountFen, typeName }: PricedPurchase) {
  const note = t('certificate.bill.note', { price: yuan(t, price.fen), years: choice.years, quantity: choice.quantity });
  return {
    lines: [{ label: typeName, note, amount: yuan(t, amountFen) }],
    total: { label: t('certificate.bill.total'), amount: yuan(t, amountFen) },
  };
}

function hidden(choice: UnitPurchaseChoice): { name: string; value: string }[] {
  return [...new URLSearchParams(choiceQuery(choice))].map(([name, value]) => ({ name, value }));
}

export function yuan(t: Translate, fen: number): string {
  return t('certificate.yuan', { amount: Money.fen(fen).yuan });
}
