import type { ChinaRegions } from '../../../../adapters/system/china-regions.ts';
import type { BlobInfo } from '../../../../kernel/blobs.ts';
import { shanghaiTime } from '../../../../kernel/clock.ts';
import type { ShownErrors } from '../../../../web/forms.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { RegistrationRecord } from '../../domain/partner-registration.ts';
import type { Reviewer } from '../../domain/region.ts';
import type { RegistrationFilter, RegistrationPage, RegistrationRow } from '../../ports/registration-list.ts';
import { stateTag } from './partner-pages.ts';

function columns(t: Translate) {
  return [t('partner.field.companyName'), t('partner.field.region'), t('partner.submitted-at'), t('partner.state')].map((label) => ({
    label,
  }));
}

function rowOf(t: Translate, regions: ChinaRegions, row: RegistrationRow) {
  return {
    cells: [
      { text: row.company?.companyName ?? '', small: row.company?.uscc ?? '', href: `/staff/partners/${row.id}` },
      { text: regions.nameOf(row.region.province, row.region.city) },
      { text: row.submittedAt === undefined ? '' : shanghaiTime(row.submittedAt), num: true },
      { tag: stateTag(t, row.state) },
    ],
    ops: [
      {
        href: `/staff/partners/${row.id}`,
        label: row.state === 'submitted' ? t('partner.review') : t('partner.open'),
        about: row.company?.companyName ?? '',
      },
    ],
  };
}

export function staffQueuePage(t: Translate, regions: ChinaRegions, rows: readonly RegistrationRow[]) {
  return {
    title: t('partner.nav.reviews'),
    count: rows.length,
    table: { caption: t('partner.queue-caption'), columns: columns(t), rows: rows.map((row) => rowOf(t, regions, row)), ops: true },
  };
}

const states = ['submitted', 'rejected', 'effective', 'effective_no_admin', 'suspended'] as const;

export function staffListPage(t: Translate, regions: ChinaRegions, page: RegistrationPage, filter: RegistrationFilter) {
  const query = new URLSearchParams({ state: filter.state, text: filter.text });
  const all = { value: '', label: t('partner.all-states') };
  return {
    title: t('partner.nav.partners'),
    filters: {
      action: '/staff/partners',
      fields: [
        { name: 'text', label: t('partner.search-label'), value: filter.text, type: 'search' },
        {
          name: 'state',
          label: t('partner.state'),
          value: filter.state,
          options: [all, ...states.map((state) => ({ value: state, label: t(`partner.state.${state}`) }))],
        },
      ],
    },
    table: { caption: t('partner.list-caption'), columns: columns(t), rows: page.rows.map((row) => rowOf(t, regions, row)), ops: true },
    next: page.next === undefined ? undefined : `/staff/partners?${query}&after=${page.next}`,
    first: filter.after === '' ? undefined : `/staff/partners?${query}`,
  };
}

export function reviewPage(
  t: Translate,
  regions: ChinaRegions,
  found: { readonly registration: RegistrationRecord; readonly reviewers: readonly Reviewer[]; readonly mayDecide: boolean },
  licence: BlobInfo | undefined,
  form: { readonly errors: ShownErrors; readonly reason: string },
) {
  const { registration, reviewers, mayDecide } = found;
  const { company, region } = registration;
  const item = (label: string, value: string | undefined, num = false) => ({
    label: t(`partner.field.${label}`),
    value: value === undefined || value === '' ? t('partner.not-given') : value,
    num,
  });
  return {
    title: company?.companyName ?? t('partner.nav.reviews'),
    id: registration.id,
    tag: stateTag(t, registration.state),
    mayDecide,
    form,
    companyFacts: [
      item('companyName', company?.companyName),
      item('uscc', company?.uscc, true),
      item('legalRepresentative', company?.legalRepresentative),
      item('address', company?.address),
    ],
    contactFacts: [
      item('contactName', company?.contactName),
      item('contactMobile', company?.contactMobile, true),
      item('contactMail', company?.contactMail),
      item('region', regions.nameOf(region.province, region.city)),
    ],
    licence:
      licence === undefined
        ? undefined
        : { name: licence.name, href: `/staff/partners/${registration.id}/licence`, picture: licence.mediaType !== 'application/pdf' },
    reviewers: reviewers.map((reviewer) => ({ value: reviewer.id, label: reviewer.name })),
    reviewerId: registration.reviewerId ?? '',
    mayReassign: registration.state === 'submitted' && reviewers.length > 1,
    rounds: registration.rounds.map((round) => ({
      label: round.decision === undefined ? t('partner.trail.waiting') : t(`partner.trail.${round.decision}`),
      detail: [shanghaiTime(new Date(round.decidedAt ?? round.submittedAt)), round.reason].filter((text) => text !== undefined).join('，'),
      state: round.decision === undefined ? 'current' : round.decision === 'approved' ? 'done' : 'failed',
    })),
  };
}
