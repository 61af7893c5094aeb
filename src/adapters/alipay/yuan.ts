// Alipay writes amounts as yuan text and allows 0.01 to 100000000.00. Digits are moved as text: no float ever holds money.
const MAXIMUM_FEN = 10_000_000_000;

/** `123456` fen as `1234.56`. @throws RangeError when it is not an integer from 1 to 10,000,000,000 */
export function yuanOf(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 1 || fen > MAXIMUM_FEN) throw new RangeError('an Alipay amount is 1 to 10000000000 fen');
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `1234.5` or `1234.50` as 123450 fen; undefined for anything but plain digits with at most two decimals. Zero is allowed. */
export function fenOf(yuan: string): number | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(yuan);
  return match === null ? undefined : Number(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`);
}
