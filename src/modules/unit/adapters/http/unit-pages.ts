import { shanghaiTime } from '../../../../kernel/clock.ts';
import { noErrors, type ShownErrors } from '../../../../web/forms.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { MyUnit, UnitTasks, ViewedUnit } from '../../application/view-units.ts';
import { maskedBankAccount } from '../../domain/corporate-transfer.ts';
import type { UnitPapers, UnitRecord } from '../../domain/unit.ts';
import type { FoundUnit, JoinRequestOfUnit } from '../../ports/unit-queries.ts';
import { nextStep, roleText, stateTag } from './unit-status.ts';

const joinTags = {
  pending: { kind: 'info', icon: 'clock' },
  approved: { kind: 'ok', icon: 'check' },
  rejected: { kind: 'error', icon: 'x' },
  withdrawn: { icon: 'back' },
} as const;

/** To the minute is exact enough for people. */
export function minuteOf(at: Date): string {
  return shanghaiTime(at).slice(0, 16);
}

export function listPage(
  t: Translate,
  mine: { units: readonly MyUnit[]; requests: readonly JoinRequestOfUnit[] },
  saved: string | undefined,
) {
  const open = mine.requests.filter(({ state }) => state === 'pending' || state === 'rejected');
  return {
    title: t('unit.list.title'),
    saved,
    rows: mine.units.map(({ unit, standing }) => ({
      id: unit.id,
      name: unit.profile.name,
      detail: `${roleText(t, standing)} · ${t(`unit.state.${unit.state}`)}`,
      tag: stateTag(t, unit.state),
      step: nextStep(t, unit, standing),
      asksToVerify: unit.state === 'registered' && standing.administrator,
    })),
    requests: open.map((request) => ({
      id: request.id,
      name: request.unitName,
      detail: joinDetail(t, request),
      tag: { ...joinTags[request.state], word: t(`unit.join-state.${request.state}`) },
      pending: request.state === 'pending',
    })),
  };
}

function joinDetail(t: Translate, { sentAt, note, reason }: JoinRequestOfUnit): string {
  const at = minuteOf(sentAt);
  return reason === undefined ? t('unit.join.detail', { at, note }) : t('unit.join.detail-reason', { at, reason });
}

export const paperNames = ['licence', 'authorisationLetter', 'idPortrait', 'idEmblem'] as const satisfies readonly (keyof UnitPapers)[];

export function isPaperName(name: string): name is (typeof paperNames)[number] {
  return paperNames.some((known) => known === name);
}

export function detailPage(t: Translate, viewed: ViewedUnit, waiting: number, saved: string | undefined) {
  const { unit, standing, members } = viewed;
  const { profile, papers } = unit;
  return {
    title: profile.name,
    unit,
    saved,
    tag: stateTag(t, unit.state),
    stateText:
      unit.state === 'rejected' ? t('unit.detail.rejected', { reason: unit.rejectionReason ?? '' }) : t(`unit.state.${unit.state}`),
    verified: unit.state === 'verified',
    step: nextStep(t, unit, standing),
    facts: factsOf(t, viewed),
    members: members
      .slice(0, 8)
      .map((member) => ({ initial: [...member.name][0] ?? '', name: member.name, role: roleText(t, member.standing) })),
    memberCount: t('unit.detail.members-all', { count: members.length }),
    papers: standing.administrator
      ? paperNames
          .filter((name) => papers[name] !== undefined)
          .map((name) => ({ label: t(`unit.paper.${name}`), href: `/units/${unit.id}/papers/${name}` }))
      : [],
    tasks: standing.administrator && waiting > 0 ? t('unit.detail.tasks', { count: waiting }) : undefined,
    finance: financeFacts(t, unit),
    administrator: standing.administrator,
    mayTransfer: viewed.mayTransfer,
    mayEditPermissions: standing.legalRepresentative,
    mayChange: standing.administrator && unit.state === 'verified' && !viewed.changePending,
    changePending: viewed.changePending,
  };
}

function factsOf(t: Translate, { unit, standing }: ViewedUnit) {
  const { profile, legal, kind, verifiedAt } = unit;
  const given = (text: string) => (text === '' ? t('unit.none') : text);
  return [
    { label: t('unit.field.name'), value: profile.name },
    { label: t(kind === 'foreign' ? 'unit.field.unit-code' : 'unit.field.code'), value: profile.code, num: true },
    { label: t('unit.role.legal-representative'), value: legal.name, note: standing.administrator ? legal.maskedId : undefined },
    { label: t('unit.field.region'), value: given(profile.region) },
    { label: t('unit.field.address'), value: given(profile.address) },
    { label: t('unit.detail.your-role'), value: roleText(t, standing) },
    ...(verifiedAt === undefined ? [] : [{ label: t('unit.detail.verified-at'), value: minuteOf(verifiedAt), num: true }]),
  ];
}

/** UNI-021: members see all of it, read only. */
function financeFacts(t: Translate, { finance }: UnitRecord) {
  if (finance === undefined) return [];
  const given = (text: string) => (text === '' ? t('unit.none') : text);
  return [
    { label: t('unit.finance.taxpayer-id'), value: given(finance.taxpayerId), num: true },
    { label: t('unit.finance.taxpayer-type'), value: t(`unit.taxpayer.${finance.taxpayerType}`) },
    { label: t('unit.finance.tax-address'), value: given(finance.taxAddress) },
    { label: t('unit.finance.tax-phone'), value: given(finance.taxPhone), num: true },
    { label: t('unit.finance.bank'), value: given(finance.bank) },
    { label: t('unit.finance.bank-account'), value: given(finance.bankAccount), num: true },
    { label: t('unit.finance.credit-notes'), value: given(finance.creditNotes) },
  ];
}

/** The registered data beside the licence, so that people compare before they upload. */
export function registeredFacts(t: Translate, { profile, legal }: UnitRecord) {
  return [
    { label: t('unit.field.name'), value: profile.name },
    { label: t('unit.field.code'), value: profile.code, num: true },
    { label: t('unit.role.legal-representative'), value: legal.name },
  ];
}

export function membersPage(t: Translate, { unit, standing, members }: ViewedUnit, ownId: string, saved: string | undefined) {
  return {
    title: t('unit.members.title'),
    text: t('unit.members.text', { name: unit.profile.name }),
    saved,
    actions: [{ href: `/units/${unit.id}/invitations`, label: t('unit.invite.title'), icon: 'plus', primary: true }],
    administrator: standing.administrator,
    columns: [{ label: t('unit.members.name') }, { label: t('unit.members.role') }, { label: t('unit.members.joined') }],
    rows: members.map((member) => {
      const removable =
        member.accountId !== ownId &&
        !member.standing.legalRepresentative &&
        (!member.standing.administrator || standing.legalRepresentative);
      return {
        cells: [
          { text: member.accountId === ownId ? t('unit.members.you', { name: member.name }) : member.name },
          { text: roleText(t, member.standing) },
          { text: minuteOf(member.joinedAt), num: true },
        ],
        ops: removable
          ? [
              {
                href: `/units/${unit.id}/members/${member.accountId}/removal`,
                label: t(standing.administrator ? 'unit.members.remove' : 'unit.members.request-removal'),
                about: member.name,
              },
            ]
          : [],
      };
    }),
  };
}

export function transferTargets(t: Translate, { members, standing, unit }: ViewedUnit, ownId: string, text: string) {
  const others = members.filter(({ accountId }) => accountId !== ownId);
  const items = others
    .filter(({ name }) => text === '' || name.includes(text))
    .map(({ accountId, name, standing: role }) => ({ value: accountId, label: name, hint: roleText(t, role) }));
  return {
    title: t('unit.administrator.title'),
    text: t(standing.legalRepresentative ? 'unit.administrator.text-legal' : 'unit.administrator.text'),
    unitId: unit.id,
    search: text,
    nobody: others.length === 0,
    items,
  };
}

export function tasksPage(t: Translate, { joins, removals }: UnitTasks, saved: string | undefined) {
  return {
    title: t('unit.tasks.title'),
    saved,
    joins: joins.map(({ id, unitId, unitName, name, note, sentAt }) => ({
      title: t('unit.tasks.join-of', { name, unit: unitName }),
      detail: t('unit.tasks.note', { at: minuteOf(sentAt), note }),
      about: name,
      approve: `/units/${unitId}/join-requests/${id}/approval`,
      reject: `/units/${unitId}/join-requests/${id}/rejection`,
    })),
    removals: removals.map(({ id, unitId, unitName, name, requestedByName, reason, sentAt }) => ({
      title: t('unit.tasks.removal-of', { by: requestedByName, name, unit: unitName }),
      detail: t('unit.tasks.reason', { at: minuteOf(sentAt), reason }),
      about: name,
      approve: `/units/${unitId}/removal-requests/${id}/approval`,
      reject: `/units/${unitId}/removal-requests/${id}/rejection`,
    })),
  };
}

export function joinPage(t: Translate, text: string, found: readonly FoundUnit[]) {
  return {
    title: t('unit.join.title'),
    search: text,
    results: found.map(({ id, name, code, region }) => ({
      icon: 'unit',
      title: name,
      detail: [code, region].filter((part) => part !== '').join(' · '),
      action: { href: `/units/join/${id}`, label: t('unit.join.choose'), about: name },
    })),
  };
}

export function amountPage(
  t: Translate,
  unit: UnitRecord,
  deadline: Date | undefined,
  form: { readonly amount: string; readonly errors: ShownErrors } = { amount: '', errors: noErrors },
) {
  const { transfer } = unit;
  return {
    title: t('unit.amount.title'),
    unitId: unit.id,
    amount: form.amount,
    errors: form.errors,
    tries: t('unit.amount.tries', { tries: transfer?.triesLeft ?? 0 }),
    until: deadline === undefined ? undefined : t('unit.amount.until', { until: minuteOf(deadline) }),
    facts: [
      { label: t('unit.transfer.confirm-name'), value: unit.profile.name },
      { label: t('unit.transfer.bank'), value: transfer?.bank ?? '' },
      { label: t('unit.amount.account'), value: maskedBankAccount(transfer?.account ?? ''), num: true },
    ],
  };
}
