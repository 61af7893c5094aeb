const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checks = '10X98765432';

/** VAL-02: the normalised resident ID number (GB 11643-1999), or undefined when birth date or check digit is wrong. */
export function parseResidentId(text: string): string | undefined {
  const id = text.trim().toUpperCase();
  if (!/^[1-9]\d{16}[\dX]$/.test(id)) return undefined;
  if (!isDate(Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14)))) return undefined;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(id.charAt(index)), 0);
  return checks.charAt(sum % 11) === id.charAt(17) ? id : undefined;
}

function isDate(year: number, month: number, day: number): boolean {
  if (year < 1900 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day <= days;
}

/** `3201**********1234`: what a page may show of an ID number. */
export function maskedId(id: string): string {
  return id.length <= 8 ? '*'.repeat(id.length) : `${id.slice(0, 4)}${'*'.repeat(id.length - 8)}${id.slice(-4)}`;
}
