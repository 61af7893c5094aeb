import { TransferLimitReached } from './unit-errors.ts';
import type { UnitRules } from './unit-rules.ts';

/** Times of the transfer requests of the last day, as counted for each of the three (UNI-014). */
export interface RecentTransfers {
  readonly ofBankAccount: readonly Date[];
  readonly ofCompany: readonly Date[];
  readonly ofPerson: readonly Date[];
}

const windowMs = 24 * 3600_000;

/** UNI-014: the window slides and each count blocks alone; the refusal says after how many hours there is room again. */
export function refuseBeyondDailyTransfers(recent: RecentTransfers, now: Date, rules: UnitRules): void {
  const opens = [recent.ofBankAccount, recent.ofCompany, recent.ofPerson].map((times) => roomAgainAt(times, now, rules.transfersPerDay));
  const latest = Math.max(...opens);
  if (latest > now.getTime()) {
    throw new TransferLimitReached(rules.transfersPerDay, Math.ceil((latest - now.getTime()) / 3600_000));
  }
}

/** When fewer than `limit` requests lie within the window; in the past when there is room already. */
function roomAgainAt(times: readonly Date[], now: Date, limit: number): number {
  const counted = times
    .map((time) => time.getTime())
    .filter((time) => time > now.getTime() - windowMs)
    .sort((a, b) => b - a);
  const deciding = counted[limit - 1];
  return deciding === undefined ? now.getTime() : deciding + windowMs;
}

export function transferWindowStart(now: Date): Date {
  return new Date(now.getTime() - windowMs);
}
