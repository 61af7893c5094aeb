import { DerError } from './der-error.ts';

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

function dayAndTime(at: Date): string {
  return two(at.getUTCMonth() + 1) + two(at.getUTCDate()) + two(at.getUTCHours()) + two(at.getUTCMinutes()) + two(at.getUTCSeconds()) + 'Z';
}

function yearOf(at: Date): number {
  const year = at.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw new DerError('unencodable', 'not a time between the years 0 and 9999');
  return year;
}

/** `YYMMDDHHMMSSZ` (RFC 5280 4.1.2.5.1): 1950 to 2049 only; parts of a second are dropped. */
export function formatUtcTime(at: Date): string {
  const year = yearOf(at);
  if (year < 1950 || year > 2049) throw new DerError('unencodable', 'UTCTime reaches from 1950 to 2049');
  return two(year % 100) + dayAndTime(at);
}

/** `YYYYMMDDHHMMSSZ` (RFC 5280 4.1.2.5.2): parts of a second are dropped. */
export function formatGeneralizedTime(at: Date): string {
  return String(yearOf(at)).padStart(4, '0') + dayAndTime(at);
}

/** Reads `YYMMDDHHMMSSZ`; 50 to 99 are the twentieth century (RFC 5280 4.1.2.5.1). */
export function parseUtcTime(text: string): Date {
  const match = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) throw new DerError('bad-value', 'not a UTCTime of the form YYMMDDHHMMSSZ');
  const [year = 0, ...rest] = match.slice(1).map(Number);
  return instant(year >= 50 ? 1900 + year : 2000 + year, rest, 0);
}

/** Reads `YYYYMMDDHHMMSS[.fff]Z`. DER allows a fraction without trailing zeros (X.690 11.7); it is kept to the millisecond. */
export function parseGeneralizedTime(text: string): Date {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{0,8}[1-9])?Z$/.exec(text);
  if (!match) throw new DerError('bad-value', 'not a GeneralizedTime of the form YYYYMMDDHHMMSSZ');
  const [year = 0, ...rest] = match.slice(1, 7).map(Number);
  return instant(year, rest, Math.floor(Number(`0${match[7] ?? '.0'}`) * 1000));
}

function instant(year: number, [month = 0, day = 0, hour = 0, minute = 0, second = 0]: number[], millisecond: number): Date {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  at.setUTCHours(hour, minute, second, millisecond);
  const same = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!same) throw new DerError('bad-value', 'no such day or time of day');
  return at;
}
