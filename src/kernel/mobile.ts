/** VAL-01, VAL-07: a mainland mobile number of eleven digits, or undefined. */
export function parseMobile(text: string): string | undefined {
  const number = text.replace(/[\s-]/g, '').replace(/^(?:\+?86)(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(number) ? number : undefined;
}

/** `138****1234` */
export function maskedMobile(number: string): string {
  return number.length < 8 ? '*'.repeat(number.length) : `${number.slice(0, 3)}****${number.slice(-4)}`;
}

/** A plausible mailbox: one @, no spaces or control characters, at most 254 characters (RFC 5321 4.5.3.1.3). */
export function parseMailAddress(text: string): string | undefined {
  const address = text.trim();
  return address.length <= 254 && /^[^\s@<>",;:\\()[\]\p{C}]+@[^\s@<>",;:\\()[\]\p{C}]+\.[A-Za-z0-9-]{2,}$/u.test(address)
    ? address
    : undefined;
}
