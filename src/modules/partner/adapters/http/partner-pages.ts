import type { ChinaRegions } from '../../../../adapters/system/china-regions.ts';
import type { BlobInfo } from '../../../../kernel/blobs.ts';
import { shanghaiTime } from '../../../../kernel/clock.ts';
import { noErrors, type ShownErrors } from '../../../../web/forms.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { RegistrationRecord } from '../../domain/partner-registration.ts';
import type { Reviewer } from '../../domain/region.ts';
import type { RegistrationState } from '../../domain/registration-states.ts';

/** The five steps a company sees while it registers. */
export function registrationSteps(t: Translate, current: 'region' | 'company' | 'check' | 'result') {
  const order = ['region', 'company', 'check', 'result'] as const;
  const at = order.indexOf(current);
  return order.map((step, index) => ({ label: t(`partner.step.${step}`), state: index < at ? 'done' : index === at ? 'current' : 'todo' }));
}

export function regionPage(
  t: Translate,
  regions: ChinaRegions,
  values: { province: string; city: string },
  registrationId: string,
  errors: ShownErrors = noErrors,
) {
  const choose = { value: '', label: t('partner.choose') };
  return {
    title: t('partner.register.title'),
    steps: registrationSteps(t, 'region'),
    registrationId,
    values,
    errors,
    provinces: [choose, ...regions.provinces.map(({ code, name }) => ({ value: code, label: name }))],
    cities: [
      { value: '', label: t('partner.city-none') },
      ...regions.citiesOf(values.province).map(({ code, name }) => ({ value: code, label: name })),
    ],
  };
}

export function companyPage(
  t: Translate,
  registration: RegistrationRecord,
  values: Readonly<Record<string, string>>,
  kept: { readonly name: string } | undefined,
  errors: ShownErrors = noErrors,
) {
  return { title: t('partner.company.title'), steps: registrationSteps(t, 'company'), registration, values, errors, kept };
}

export function checkPage(
  t: Translate,
  regions: ChinaRegions,
  registration: RegistrationRecord,
  reviewers: readonly Reviewer[],
  licence: BlobInfo | undefined,
  errors: ShownErrors = noErrors,
) {
  const { company, region, id } = registration;
  const companyHref = `/register/partner/${id}/company`;
  const row = (label: string, value: string | undefined, href = companyHref) => ({
    label: t(`partner.field.${label}`),
    value: value === '' || value === undefined ? t('partner.not-given') : value,
    href,
  });
  return {
    title: t('partner.check.title'),
    steps: registrationSteps(t, 'check'),
    registration,
    reviewers: reviewers.map((reviewer) => ({ value: reviewer.id, label: reviewer.name })),
    errors,
    answers: [
      row('region', regions.nameOf(region.province, region.city), `/register/partner?registration=${id}`),
      row('companyName', company?.companyName),
      row('uscc', company?.uscc),
      row('legalRepresentative', company?.legalRepresentative),
      row('address', company?.address),
      row('contactName', company?.contactName),
      row('contactMobile', company?.contactMobile),
      row('contactMail', company?.contactMail),
      row('licence', licence?.name),
    ],
  };
}

const tags: Readonly<Record<RegistrationState, { kind?: string; icon: string }>> = {
  draft: { icon: 'file' },
  submitted: { kind: 'warn', icon: 'clock' },
  rejected: { kind: 'error', icon: 'x' },
  effective: { kind: 'ok', icon: 'ok' },
  effective_no_admin: { kind: 'info', icon: 'info' },
  suspended: { kind: 'error', icon: 'ban' },
};

export function stateTag(t: Translate, state: RegistrationState) {
  return { ...tags[state], word: t(`partner.state.${state}`) };
}

export function resultPage(t: Translate, registration: RegistrationRecord, reviewers: readonly Reviewer[]) {
  const round = registration.rounds.at(-1);
  const reviewer = reviewers.find((each) => each.id === registration.reviewerId)?.name ?? '';
  return {
    title: t('partner.result.title'),
    steps: registrationSteps(t, 'result'),
    registration,
    tag: stateTag(t, registration.state),
    reason: round?.reason,
    trail: trailOf(t, registration, reviewer),
  };
}

function trailOf(t: Translate, { rounds, state }: RegistrationRecord, reviewer: string) {
  const done = rounds.flatMap((round) => [
    { label: t('partner.trail.submitted'), detail: shanghaiTime(new Date(round.submittedAt)), state: 'done' },
    ...(round.decision === undefined || round.decidedAt === undefined
      ? []
      : [
          {
            label: t(`partner.trail.${round.decision}`),
            detail: shanghaiTime(new Date(round.decidedAt)),
            state: round.decision === 'approved' ? 'done' : 'failed',
          },
        ]),
  ]);
  return state === 'submitted' ? [...done, { label: t('partner.trail.reviewing', { reviewer }), state: 'current' }] : done;
}
