import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { SealDetail, SealList } from '../../application/view-seals.ts';
import type { SealRecord } from '../../domain/seal.ts';
import type { GrantRecord } from '../../domain/seal-grant.ts';
import type { GrantState } from '../../domain/seal-grant-state.ts';
import { templatesOf } from '../../domain/seal-kind.ts';
import { sizeText } from './maker-page.ts';
import { shownTime } from './seal-stage.ts';

interface Tag {
  readonly kind?: 'ok' | 'warn' | 'error' | 'info';
  readonly icon: string;
  readonly word: string;
}

/** State first, as an icon and a word. */
export function sealTag(t: Translate, { state, outdated }: SealRecord): Tag {
  if (state === 'voided') return { icon: 'ban', word: t('seal.state.voided') };
  if (outdated !== undefined) return { kind: 'warn', icon: 'warn', word: t(`seal.outdated.${outdated}`) };
  return { kind: 'ok', icon: 'check', word: t('seal.state.active') };
}

export function grantTag(t: Translate, state: GrantState): Tag {
  const word = t(`seal.grant.${state}`);
  if (state === 'granted') return { kind: 'ok', icon: 'check', word };
  if (state === 'pending') return { kind: 'info', icon: 'clock', word };
  return state === 'rejected' ? { kind: 'error', icon: 'x', word } : { icon: 'ban', word };
}

/** 合同章 · 合同专用章（1） */
export function sealName(t: Translate, { kind, title, ownerId }: SealRecord): string {
  const usual = templatesOf(kind)[0]?.title;
  const name = t(`seal.kind.${kind}`);
  if (ownerId !== undefined) return t('seal.name-own', { name });
  return title === '' || title === usual ? name : `${name} · ${title}`;
}

export function wayText(t: Translate, { picture }: SealRecord): string {
  return picture.way === 'made' ? sizeText(t, picture.design) : t('seal.size.scanned', { size: picture.widthMm.toFixed(1) });
}

/** The page 我的印章 of one unit: all of it for administrators, the own rights for members. */
export function listPage(t: Translate, list: SealList, accountId: string, voided: boolean) {
  const { unit, standing, units, seals } = list;
  const shown = seals.filter((seal) =>
    standing.administrator ? (seal.state === 'voided') === voided : concerns(seal, list.grants, accountId),
  );
  const pending = standing.administrator ? list.grants.filter((grant) => grant.state === 'pending') : [];
  return {
    title: t('seal.list.title'),
    unit: { id: unit.id, name: unit.name, verified: unit.verified },
    units: { name: unit.name, href: '/units' },
    myUnits: units.length > 1 ? units.map(({ id, name }) => ({ href: `/seals?unit=${id}`, name, current: id === unit.id })) : [],
    administrator: standing.administrator,
    voided: voided && standing.administrator,
    counts: {
      active: seals.filter(({ state }) => state === 'active').length,
      voided: seals.filter(({ state }) => state === 'voided').length,
    },
    seals: shown.map((seal) => (standing.administrator ? ownRow(t, seal, accountId) : memberRow(t, seal, list.grants, accountId))),
    outdated: standing.administrator && seals.some(({ outdated, state }) => outdated !== undefined && state === 'active'),
    pending: pending.map((grant) => grantRow(t, grant, seals)),
    mayAsk: !standing.administrator && seals.some((seal) => mayBeAskedFor(seal, list.grants)),
  };
}

function ownRow(t: Translate, seal: SealRecord, accountId: string) {
  const made = t(seal.state === 'voided' ? 'seal.list.voided-by' : 'seal.list.made-by', {
    name: seal.voidedBy?.name ?? seal.madeBy.name,
    at: shownTime(seal.voidedAt ?? seal.madeAt),
  });
  return {
    id: seal.id,
    picture: maySeePicture(seal, accountId) ? `/seals/${seal.id}/picture.svg` : undefined,
    href: `/seals/${seal.id}`,
    name: sealName(t, seal),
    detail: `${wayText(t, seal)}，${made}`,
    tag: sealTag(t, seal),
  };
}

/** SEA-053: a member is told of a seal and of the own right, and never gets its picture. */
function memberRow(t: Translate, seal: SealRecord, grants: readonly GrantRecord[], accountId: string) {
  const grant = grants.find((candidate) => candidate.sealId === seal.id && candidate.accountId === accountId);
  const tag = grant === undefined ? { icon: 'ban', word: t('seal.grant.none') } : grantTag(t, grant.state);
  const until = grant === undefined ? wayText(t, seal) : t('seal.grant.until', { until: grant.until });
  const detail = seal.state === 'voided' ? t('seal.grant.voided', { until }) : until;
  return { id: seal.id, picture: undefined, href: undefined, name: sealName(t, seal), detail, tag };
}

/** SEA-011, SEA-014: a member sees the seals in force, and a voided one as long as the own grant of it goes on. */
function concerns({ id, state }: SealRecord, grants: readonly GrantRecord[], accountId: string): boolean {
  const newest = grants.find((grant) => grant.sealId === id && grant.accountId === accountId);
  return state === 'active' || newest?.state === 'granted';
}

/** SEA-055 */
export function mayBeAskedFor(seal: SealRecord, ownGrants: readonly GrantRecord[]): boolean {
  if (seal.state !== 'active' || seal.ownerId !== undefined) return false;
  const newest = ownGrants.find((grant) => grant.sealId === seal.id);
  return newest?.state !== 'pending' && newest?.state !== 'granted';
}

function grantRow(t: Translate, grant: GrantRecord, seals: readonly SealRecord[]) {
  const seal = seals.find(({ id }) => id === grant.sealId);
  const name = seal === undefined ? '' : sealName(t, seal);
  const detail = t('seal.grant.asked', {
    until: grant.until,
    at: shownTime(grant.requestedAt),
    note: grant.note === '' ? t('seal.grant.no-note') : grant.note,
  });
  return {
    id: grant.id,
    title: t('seal.grant.who', { name: grant.name, seal: name }),
    detail,
    approve: `/seals/grants/${grant.id}/approval`,
    reject: `/seals/grants/${grant.id}/rejection`,
  };
}

/** One seal: its picture, its facts and who may use it (SEA-013). */
export function detailPage(t: Translate, { unit, seal, grants }: SealDetail, accountId: string) {
  const decided = grants.filter(({ state }) => state !== 'pending');
  return {
    title: sealName(t, seal),
    units: { name: unit.name, href: '/units' },
    unit: { id: unit.id, name: unit.name },
    seal: {
      id: seal.id,
      active: seal.state === 'active',
      outdated: seal.outdated,
      made: seal.picture.way === 'made',
      ...pictureOf(seal, accountId),
    },
    tag: sealTag(t, seal),
    facts: facts(t, seal),
    voiding: voidDialog(t, seal),
    grants: {
      caption: t('seal.grants.caption'),
      columns: ['seal.grants.who', 'seal.grants.decided', 'seal.grants.until', 'seal.grants.state'].map((key) => ({ label: t(key) })),
      ops: true,
      rows: decided.map((grant) => grantTableRow(t, grant)),
    },
    revoking: decided.filter(({ state }) => state === 'granted').map((grant) => revokeDialog(t, grant)),
    pending: grants.filter(({ state }) => state === 'pending').map((grant) => grantRow(t, grant, [seal])),
  };
}

/** SEA-057: the legal representative's own seal is shown to that person alone. */
function maySeePicture({ ownerId }: SealRecord, accountId: string): boolean {
  return ownerId === undefined || ownerId === accountId;
}

function pictureOf(seal: SealRecord, accountId: string) {
  if (!maySeePicture(seal, accountId)) return { picture: undefined, png: undefined };
  return { picture: `/seals/${seal.id}/picture.svg`, png: `/seals/${seal.id}/picture.png` };
}

function facts(t: Translate, seal: SealRecord) {
  const own = seal.ownerId !== undefined;
  return [
    { label: t('seal.fact.text'), value: seal.text },
    { label: t('seal.fact.size'), value: wayText(t, seal) },
    ...(seal.picture.way === 'made' && seal.picture.design.code !== ''
      ? [{ label: t('seal.fact.code'), value: seal.picture.design.code, num: true }]
      : []),
    { label: t('seal.fact.made'), value: `${seal.madeBy.name}，${shownTime(seal.madeAt)}` },
    {
      label: t('seal.fact.validity'),
      value:
        seal.voidedAt === undefined
          ? t('seal.facts.validity-value')
          : t('seal.fact.voided', { name: seal.voidedBy?.name ?? '', at: shownTime(seal.voidedAt) }),
    },
    { label: t('seal.fact.certificate'), value: t(own ? 'seal.fact.personal-certificate' : 'seal.fact.unit-certificate') },
  ];
}

function grantTableRow(t: Translate, grant: GrantRecord) {
  const revoke = {
    href: `/seals/grants/${grant.id}/revocation`,
    label: t('seal.grants.revoke'),
    about: grant.name,
    dialog: `revoke-${grant.id}`,
  };
  const decided = grant.decidedAt === undefined ? '' : shownTime(grant.decidedAt);
  return {
    cells: [
      { text: grant.name, small: grant.reason ?? grant.note },
      { text: decided, num: true },
      { text: grant.until, num: true },
      { tag: grantTag(t, grant.state) },
    ],
    ops: grant.state === 'granted' ? [revoke] : [],
  };
}

export function voidDialog(t: Translate, seal: SealRecord) {
  return {
    id: 'void-seal',
    title: t('seal.void.title', { name: sealName(t, seal) }),
    text: t('seal.void.text'),
    warning: t('seal.void.warning'),
    action: `/seals/${seal.id}/void`,
    cancel: `/seals/${seal.id}`,
    danger: true,
  };
}

export function revokeDialog(t: Translate, grant: GrantRecord) {
  return {
    id: `revoke-${grant.id}`,
    title: t('seal.revoke.title', { name: grant.name }),
    text: t('seal.revoke.text'),
    action: `/seals/grants/${grant.id}/revocation`,
    cancel: `/seals/${grant.sealId}`,
    danger: true,
  };
}
