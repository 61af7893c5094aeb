import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { Standing } from '../../domain/roster.ts';
import type { UnitRecord } from '../../domain/unit.ts';
import type { UnitState } from '../../domain/unit-state.ts';

type TagKind = 'ok' | 'warn' | 'error' | 'info';

const tags: Readonly<Record<UnitState, { readonly kind: TagKind; readonly icon: string }>> = {
  registered: { kind: 'warn', icon: 'warn' },
  licence_ok: { kind: 'warn', icon: 'clock' },
  transfer_applied: { kind: 'info', icon: 'clock' },
  awaiting_amount: { kind: 'warn', icon: 'clock' },
  verified: { kind: 'ok', icon: 'check' },
  manual_review: { kind: 'info', icon: 'wait' },
  foreign_review: { kind: 'info', icon: 'wait' },
  rejected: { kind: 'error', icon: 'x' },
};

const steps: Partial<Readonly<Record<UnitState, string>>> = {
  registered: 'licence',
  licence_ok: 'transfer',
  transfer_applied: 'transfer/progress',
  awaiting_amount: 'amount',
  rejected: 'resubmission',
};

export function stateTag(t: Translate, state: UnitState) {
  return { ...tags[state], word: t(`unit.tag.${state}`) };
}

/** UNI-053: where the next step of a unit is done, for those who may do it. */
export function nextStep(t: Translate, unit: UnitRecord, standing: Standing): { href: string; label: string } | undefined {
  const step = steps[unit.state];
  if (step === undefined || !standing.administrator) return undefined;
  return { href: `/units/${unit.id}/${step}`, label: t(`unit.next.${unit.state}`) };
}

export function roleText(t: Translate, standing: Standing): string {
  if (standing.legalRepresentative) return t('unit.role.legal-representative');
  return t(standing.administrator ? 'unit.role.administrator' : 'unit.role.member');
}

const phases = ['register', 'licence', 'transfer', 'amount'] as const;

/** The fixed phases of becoming a verified unit. */
export function verificationSteps(t: Translate, current: (typeof phases)[number]) {
  const at = phases.indexOf(current);
  return phases.map((phase, index) => ({
    label: t(`unit.step.${phase}`),
    state: index < at ? 'done' : index === at ? 'current' : 'todo',
  }));
}
