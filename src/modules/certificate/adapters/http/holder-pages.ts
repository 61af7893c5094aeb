import { shanghaiTime } from '../../../../kernel/clock.ts';
import type { PinState } from '../../../../kernel/hardware-key.ts';
import type { ShownErrors } from '../../../../web/forms.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { GrantFacts } from '../../domain/grant-request.ts';
import { validityText } from '../../domain/term.ts';
import type { CertificateRow, EntitlementRow, SurplusRow } from '../../ports/certificate-reading.ts';
import type { UnitOfHolder } from '../../ports/units.ts';
import {
  awaitsMaking,
  certificateTag,
  endsSoon,
  entitlementTag,
  grantTag,
  kindText,
  needsMaking,
  revocationText,
  serialText,
  termText,
} from './certificate-words.ts';

export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly keyLabel: string;
  readonly fingerprint: string;
  readonly chain: readonly { readonly name: string; readonly until: Date }[];
}

interface Mine {
  readonly rows: readonly EntitlementRow[];
  readonly units: readonly UnitOfHolder[];
  readonly surplus: readonly (SurplusRow & { readonly unitName: string })[];
  readonly grants: readonly GrantFacts[];
  readonly administers: boolean;
  readonly mayAsk: boolean;
}

export function listPage(t: Translate, { rows, units, surplus, grants, administers, mayAsk }: Mine, pin: PinState, now: Date) {
  const unitName = (row: EntitlementRow) => units.find((unit) => unit.unitId === row.unitId)?.name ?? t('certificate.personal');
  return {
    title: t('certificate.nav.mine'),
    pin: { state: pin.state, text: t(`certificate.pin.${pin.state}`) },
    empty: rows.length === 0,
    mayBuy:
      (administers && units.some((unit) => unit.verified)) ||
      rows.some((row) => row.unitId !== undefined && row.state !== 'blocked_no_grant'),
    actions: [
      ...(mayAsk ? [{ href: '/certificates/apply', label: t('certificate.apply.title') }] : []),
      ...(administers ? [{ href: '/certificates/grants', label: t('certificate.grants.open') }] : []),
    ],
    requests: requestTable(t, grants, units),
    table: {
      caption: t('certificate.list.caption'),
      columns: [
        { label: t('certificate.field.certificate') },
        { label: t('certificate.field.platform'), minor: true },
        { label: t('certificate.field.validity') },
        { label: t('certificate.field.state') },
      ],
      rows: rows.map((row) => ({
        cells: [
          { text: unitName(row), small: `${row.typeName} · ${kindText(t, row)}`, href: `/certificates/${row.id}` },
          { text: row.platforms.map((platform) => platform.name).join('、') },
          { text: termText(row), num: true },
          { tag: entitlementTag(t, row, now) },
        ],
        ops: opsOf(t, row, unitName(row), now),
      })),
      ops: true,
    },
    surplus: surplusTable(t, surplus),
  };
}

function opsOf(t: Translate, row: EntitlementRow, about: string, now: Date) {
  if (needsMaking(row)) return [{ href: `/certificates/${row.id}/make`, label: t('certificate.make'), about }];
  const renew = renewHref(row);
  const open = { href: `/certificates/${row.id}`, label: t('certificate.open'), about };
  if (renew !== undefined && (row.state === 'expired' || endsSoon(row, now)))
    return [{ href: renew, label: t('certificate.renew'), about }, open];
  return [open];
}

/** BIL-053: renewal is buying the same again. */
function renewHref(row: EntitlementRow): string | undefined {
  const platform = row.platforms[0];
  if (row.unitId === undefined || platform === undefined) return undefined;
  const query = new URLSearchParams({
    unitId: row.unitId,
    kind: row.kind,
    typeCode: row.typeCode,
    years: '1',
    quantity: '1',
    localInstall: '1',
  });
  return `/certificates/buy/${encodeURIComponent(platform.platformId)}?${query}`;
}

function surplusTable(t: Translate, surplus: Mine['surplus']) {
  if (surplus.length === 0) return undefined;
  return {
    caption: t('certificate.surplus.caption'),
    showCaption: true,
    columns: [
      { label: t('certificate.field.certificate') },
      { label: t('certificate.field.platform') },
      { label: t('certificate.field.years'), minor: true },
      { label: t('certificate.surplus.remaining'), right: true },
    ],
    rows: surplus.map((lot) => ({
      cells: [
        { text: lot.unitName, small: `${lot.typeName} · ${t(`certificate.kind.${lot.kind}`)}` },
        { text: lot.platformName },
        { text: t('certificate.years', { years: lot.years }) },
        { text: t('certificate.surplus.of', { remaining: lot.remaining, bought: lot.bought }), num: true },
      ],
    })),
  };
}

function requestTable(t: Translate, grants: readonly GrantFacts[], units: readonly UnitOfHolder[]) {
  const shown = grants.filter((grant) => grant.state !== 'approved').slice(0, 10);
  if (shown.length === 0) return undefined;
  return {
    caption: t('certificate.apply.caption'),
    showCaption: true,
    columns: [{ label: t('certificate.field.unit') }, { label: t('certificate.field.state') }],
    rows: shown.map((grant) => ({
      cells: [
        {
          text: units.find((unit) => unit.unitId === grant.unitId)?.name ?? '',
          small: [shanghaiTime(grant.askedAt), grant.reason ?? ''].join(' '),
        },
        { tag: grantTag(t, grant.state) },
      ],
    })),
  };
}

export function detailPage(
  t: Translate,
  { row, certificates }: { readonly row: EntitlementRow; readonly certificates: readonly CertificateRow[] },
  facts: CertificateFacts | undefined,
  holder: string,
  now: Date,
) {
  const current = certificates.find((certificate) => certificate.serial === row.currentSerial);
  return {
    title: holder,
    tag: entitlementTag(t, row, now),
    lede: `${row.typeName} · ${kindText(t, row)}`,
    makeHref: needsMaking(row) ? `/certificates/${row.id}/make` : undefined,
    extending: row.state === 'active' && awaitsMaking(row) && !needsMaking(row),
    sealHref: current !== undefined && row.unitId !== undefined ? `/seals/new?unit=${row.unitId}&next=documents` : undefined,
    renewHref: row.state === 'active' || row.state === 'expired' ? renewHref(row) : undefined,
    platforms: platformTable(t, row, now),
    facts: current === undefined || facts === undefined ? undefined : factItems(t, current, facts, now),
    chain: facts?.chain.map((link) => ({ name: link.name, until: t('certificate.until', { at: shanghaiTime(link.until) }) })),
    files: current === undefined ? undefined : filesOf(t, current.serial),
    usage: [1, 2].map((line) => t(`certificate.usage.${line}`)),
    earlier: earlierTable(t, certificates, row.currentSerial, now),
  };
}

function platformTable(t: Translate, row: EntitlementRow, now: Date) {
  return {
    caption: t('certificate.platforms.caption'),
    columns: [
      { label: t('certificate.field.platform') },
      { label: t('certificate.field.validity') },
      { label: t('certificate.field.state') },
    ],
    rows: row.platforms.map((platform) => ({
      cells: [
        { text: platform.name },
        { text: validityText(platform.from, platform.until), num: true },
        {
          tag:
            platform.until > now
              ? { kind: 'ok', icon: 'ok', word: t('certificate.state.active') }
              : { icon: 'clock', word: t('certificate.state.expired') },
        },
      ],
    })),
  };
}

export function factItems(t: Translate, certificate: CertificateRow, facts: CertificateFacts, now: Date) {
  const revoked = revocationText(t, certificate);
  return [
    { label: t('certificate.field.holder'), value: certificate.holderName },
    ...(certificate.uscc === undefined ? [] : [{ label: t('certificate.field.uscc'), value: certificate.uscc, num: true }]),
    { label: t('certificate.field.subject'), value: facts.subject },
    { label: t('certificate.field.issuer'), value: facts.issuer },
    { label: t('certificate.field.serial'), value: serialText(certificate.serial), num: true },
    { label: t('certificate.field.validity'), value: validityText(certificate.notBefore, certificate.notAfter), num: true },
    { label: t('certificate.field.x509'), tag: certificateTag(t, certificate, now), ...(revoked === '' ? {} : { note: revoked }) },
    { label: t('certificate.field.key'), value: facts.keyLabel, num: true },
    { label: t('certificate.field.fingerprint'), value: facts.fingerprint, code: true },
  ];
}

export function filesOf(t: Translate, serial: string) {
  return [
    { href: `/certificates/files/${serial}/certificate.pem`, label: t('certificate.file.pem') },
    { href: `/certificates/files/${serial}/certificate.cer`, label: t('certificate.file.cer') },
    { href: `/certificates/files/${serial}/chain.pem`, label: t('certificate.file.chain') },
  ];
}

function earlierTable(t: Translate, certificates: readonly CertificateRow[], current: string | undefined, now: Date) {
  const rows = certificates.filter((certificate) => certificate.serial !== current);
  if (rows.length === 0) return undefined;
  return {
    caption: t('certificate.earlier.caption'),
    columns: [
      { label: t('certificate.field.serial') },
      { label: t('certificate.field.validity') },
      { label: t('certificate.field.state') },
    ],
    rows: rows.map((certificate) => ({
      cells: [
        { text: serialText(certificate.serial), num: true, small: revocationText(t, certificate) },
        { text: validityText(certificate.notBefore, certificate.notAfter), num: true },
        { tag: certificateTag(t, certificate, now) },
      ],
    })),
  };
}

export function makePage(t: Translate, row: EntitlementRow, holder: string, pin: PinState, errors: ShownErrors) {
  return {
    title: t('certificate.make.title'),
    id: row.id,
    pin,
    facts: [
      { label: t('certificate.field.holder'), value: holder },
      { label: t('certificate.field.type'), value: `${row.typeName} · ${kindText(t, row)}` },
      { label: t('certificate.field.platform'), value: row.platforms.map((platform) => platform.name).join('、') },
      { label: t('certificate.field.validity'), value: termText(row), num: true },
    ],
    errors,
  };
}
