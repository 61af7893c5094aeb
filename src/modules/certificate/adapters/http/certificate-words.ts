import { shanghaiTime } from '../../../../kernel/clock.ts';
import type { Translate } from '../../../../web/texts/catalogue.ts';
import type { GrantState } from '../../domain/grant-request.ts';
import { validityText } from '../../domain/term.ts';
import type { CertificateRow, EntitlementRow } from '../../ports/certificate-reading.ts';

export interface Tag {
  readonly kind?: 'ok' | 'warn' | 'error' | 'info';
  readonly icon: string;
  readonly word: string;
}

const soonMs = 60 * 86_400_000;

/** What an entitlement is now, in one word: paid but not made is 待制证, and an end within 60 days is said. */
export function entitlementTag(t: Translate, row: EntitlementRow, now: Date): Tag {
  if (row.state === 'active' && isEnded(row, now)) return { icon: 'clock', word: t('certificate.state.expired') };
  if (row.state === 'active' && awaitsMaking(row)) return { kind: 'warn', icon: 'wait', word: t('certificate.state.to-make') };
  if (row.state === 'active' && endsSoon(row, now)) return { kind: 'warn', icon: 'clock', word: t('certificate.state.ending') };
  if (row.state === 'active') return { kind: 'ok', icon: 'ok', word: t('certificate.state.active') };
  if (row.state === 'revoked') return { kind: 'error', icon: 'ban', word: t('certificate.state.revoked') };
  if (row.state === 'blocked_no_grant') return { kind: 'error', icon: 'ban', word: t('certificate.state.blocked_no_grant') };
  return { icon: 'clock', word: t(`certificate.state.${row.state}`) };
}

/** 待制证: no certificate reaches to the end of what was paid. */
export function awaitsMaking(row: EntitlementRow): boolean {
  return row.until !== undefined && (row.coveredUntil === undefined || row.coveredUntil < row.until);
}

/** The person has to act: there is no certificate at all. A longer term is made by itself. */
export function needsMaking(row: EntitlementRow): boolean {
  return row.state === 'active' && awaitsMaking(row) && row.currentSerial === undefined;
}

function isEnded(row: EntitlementRow, now: Date): boolean {
  return row.until !== undefined && row.until <= now;
}

export function endsSoon(row: EntitlementRow, now: Date): boolean {
  return row.until !== undefined && row.until.getTime() - now.getTime() < soonMs;
}

export function certificateTag(t: Translate, row: Pick<CertificateRow, 'state' | 'notAfter'>, now: Date): Tag {
  if (row.state === 'issued' && row.notAfter < now) return { icon: 'clock', word: t('certificate.x509.expired') };
  switch (row.state) {
    case 'issued':
      return { kind: 'ok', icon: 'ok', word: t('certificate.x509.issued') };
    case 'revoked':
      return { kind: 'error', icon: 'ban', word: t('certificate.x509.revoked') };
    case 'issuing':
      return { kind: 'warn', icon: 'wait', word: t('certificate.x509.issuing') };
    default:
      return { icon: 'history', word: t(`certificate.x509.${row.state}`) };
  }
}

/** Groups of four, as people compare them. */
export function serialText(serial: string): string {
  return (serial.toUpperCase().match(/.{1,4}/g) ?? []).join(' ');
}

export function termText(row: EntitlementRow): string {
  const [first, ...rest] = row.platforms;
  if (first === undefined || row.until === undefined) return '';
  const from = rest.reduce((start, term) => (term.from < start ? term.from : start), first.from);
  return validityText(from, row.until);
}

export function revocationText(t: Translate, row: Pick<CertificateRow, 'revokedAt' | 'revocationReason'>): string {
  if (row.revokedAt === undefined || row.revocationReason === undefined) return '';
  return t('certificate.revoked-at', { at: shanghaiTime(row.revokedAt), reason: t(`certificate.reason.${row.revocationReason}`) });
}

export function kindText(t: Translate, row: Pick<EntitlementRow, 'kind'>): string {
  return t(`certificate.kind.${row.kind}`);
}

export function grantTag(t: Translate, state: GrantState): Tag {
  const word = t(`certificate.grant.${state}`);
  if (state === 'pending') return { kind: 'warn', icon: 'wait', word };
  if (state === 'approved') return { kind: 'ok', icon: 'ok', word };
  return { icon: 'ban', word };
}
