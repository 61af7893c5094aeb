import type { BlobInfo } from '../../../../kernel/blobs.ts';
import type { ShownErrors } from '../../../../web/forms.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { OpenedChange } from '../../application/review-change.ts';
import type { AdministratorApplicationRecord } from '../../domain/administrator-application.ts';
import type { UnitRecord } from '../../domain/unit.ts';
import type { ChangePapers } from '../../domain/unit-change.ts';
import type { ApplicationOfUnit, ChangeOfUnit, UnitWithPeople } from '../../ports/unit-queries.ts';
import { minuteOf, paperNames } from './unit-pages.ts';
import { stateTag } from './unit-status.ts';

function reviewKind(t: Translate, { kind, reviewNode }: UnitRecord): string {
  if (kind === 'foreign') return t('unit.review.foreign');
  return t(reviewNode === 'licence' ? 'unit.review.licence' : 'unit.review.registration');
}

interface WaitingReviews {
  readonly units: readonly UnitRecord[];
  readonly applications: readonly ApplicationOfUnit[];
  readonly changes: readonly ChangeOfUnit[];
}

export function staffReviewsPage(t: Translate, { units, applications, changes }: WaitingReviews) {
  return {
    title: t('unit.nav.staff-reviews'),
    columns: [{ label: t('unit.field.name') }, { label: t('unit.review.kind') }, { label: t('unit.review.since') }],
    rows: units.map((unit) => ({
      cells: [
        { text: unit.profile.name, small: unit.profile.code, href: `/staff/unit-reviews/${unit.id}` },
        { text: reviewKind(t, unit) },
        { text: minuteOf(unit.registeredAt), num: true },
      ],
      ops: [{ href: `/staff/unit-reviews/${unit.id}`, label: t('unit.review.open'), about: unit.profile.name }],
    })),
    applications: applications.map(({ id, unitName, name, sentAt }) => {
      const href = `/staff/administrator-applications/${id}`;
      return {
        cells: [{ text: unitName, href }, { text: name }, { text: minuteOf(sentAt), num: true }],
        ops: [{ href, label: t('unit.review.open'), about: unitName }],
      };
    }),
    changes: changes.map(({ id, unitName, name, sentAt }) => {
      const href = `/staff/unit-changes/${id}`;
      return {
        cells: [{ text: unitName, href }, { text: name }, { text: minuteOf(sentAt), num: true }],
        ops: [{ href, label: t('unit.review.open'), about: unitName }],
      };
    }),
    changeColumns: [{ label: t('unit.field.name') }, { label: t('unit.change.new-name') }, { label: t('unit.review.sent') }],
    applicationColumns: [{ label: t('unit.field.name') }, { label: t('unit.review.applicant') }, { label: t('unit.review.sent') }],
  };
}

export function staffReviewPage(
  t: Translate,
  { unit, roster, idNumber }: UnitWithPeople & { readonly idNumber: string },
  infos: ReadonlyMap<string, BlobInfo>,
  form: { readonly errors: ShownErrors; readonly reason: string },
) {
  const { profile, legal } = unit;
  const registrant = roster.members.find(({ accountId }) => accountId === unit.registeredBy);
  return {
    title: profile.name,
    action: `/staff/unit-reviews/${unit.id}`,
    kind: reviewKind(t, unit),
    mayDecide: unit.state === 'manual_review' || unit.state === 'foreign_review',
    tag: stateTag(t, unit.state),
    errors: form.errors,
    reason: form.reason,
    facts: [
      { label: t('unit.field.name'), value: profile.name },
      { label: t(unit.kind === 'foreign' ? 'unit.field.unit-code' : 'unit.field.code'), value: profile.code, num: true },
      { label: t('unit.field.region'), value: profile.region === '' ? t('unit.none') : profile.region },
      { label: t('unit.field.address'), value: profile.address === '' ? t('unit.none') : profile.address },
      { label: t('unit.role.legal-representative'), value: legal.name },
      { label: t('unit.field.legal-id-type'), value: t(`unit.id-type.${legal.idType}`) },
      { label: t('unit.field.legal-id-number'), value: legal.maskedId === '' ? t('unit.review.own-identity') : idNumber, num: true },
      { label: t('unit.review.registrant'), value: registrant?.name ?? t('unit.none') },
    ],
    papers: paperNames.flatMap((name) => {
      const info = infos.get(name);
      if (info === undefined) return [];
      const href = `/staff/unit-reviews/${unit.id}/papers/${name}`;
      return [{ label: t(`unit.paper.${name}`), href, picture: info.mediaType.startsWith('image/') }];
    }),
  };
}

export function staffApplicationPage(
  t: Translate,
  application: AdministratorApplicationRecord & { readonly unitName: string },
  proof: BlobInfo,
  form: { readonly errors: ShownErrors; readonly reason: string },
) {
  const { id, unitName, name, note, sentAt, state } = application;
  const href = `/staff/administrator-applications/${id}/proof`;
  return {
    title: t('unit.review.application-of', { name, unit: unitName }),
    action: `/staff/administrator-applications/${id}`,
    kind: t('unit.apply.title'),
    mayDecide: state === 'pending',
    tag: undefined,
    errors: form.errors,
    reason: form.reason,
    facts: [
      { label: t('unit.field.name'), value: unitName },
      { label: t('unit.review.applicant'), value: name },
      { label: t('unit.join.note'), value: note },
      { label: t('unit.review.sent'), value: minuteOf(sentAt), num: true },
    ],
    papers: [{ label: t('unit.apply.proof'), href, picture: proof.mediaType.startsWith('image/') }],
  };
}

const changePapers = ['licence', 'proof', 'idPortrait', 'idEmblem'] as const satisfies readonly (keyof ChangePapers)[];

export function isChangePaper(name: string): name is (typeof changePapers)[number] {
  return changePapers.some((known) => known === name);
}

export function staffChangePage(
  t: Translate,
  change: OpenedChange,
  infos: ReadonlyMap<string, BlobInfo>,
  form: { readonly errors: ShownErrors; readonly reason: string },
) {
  const { id, unitName, formerLegalName, name, legal, idNumber, sentAt, state } = change;
  return {
    title: unitName,
    action: `/staff/unit-changes/${id}`,
    kind: t('unit.change.title'),
    mayDecide: state === 'manual',
    tag: undefined,
    errors: form.errors,
    reason: form.reason,
    facts: [
      { label: t('unit.change.former-name'), value: unitName },
      { label: t('unit.change.new-name'), value: name, match: name === unitName },
      { label: t('unit.change.former-legal'), value: formerLegalName },
      { label: t('unit.change.new-legal'), value: legal.name, note: idNumber, match: legal.name === formerLegalName },
      { label: t('unit.review.sent'), value: minuteOf(sentAt), num: true },
    ],
    papers: changePapers.flatMap((paper) => {
      const info = infos.get(paper);
      if (info === undefined) return [];
      const href = `/staff/unit-changes/${id}/papers/${paper}`;
      return [{ label: t(`unit.change.${paper}`), href, picture: info.mediaType.startsWith('image/') }];
    }),
  };
}
