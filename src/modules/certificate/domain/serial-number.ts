import { DomainError } from '../../../kernel/domain-error.ts';

/** 136 random bits behind the instance prefix: 18 octets, positive, never a leading zero (RFC 5280 4.1.2.2). */
export const serialRandomBytes = 17;

/** The serial number of an X.509 certificate: one octet 01 to 7f that names the issuing instance, then 136 random bits. */
export class SerialNumber {
  readonly hex: string;

  private constructor(hex: string) {
    this.hex = hex;
  }

  static fresh(instancePrefix: number, random: Uint8Array): SerialNumber {
    const fits =
      Number.isInteger(instancePrefix) && instancePrefix >= 0x01 && instancePrefix <= 0x7f && random.length === serialRandomBytes;
    if (!fits) throw new RangeError('a serial number is made of a prefix 01 to 7f and 17 random octets');
    return new SerialNumber([instancePrefix, ...random].map((octet) => octet.toString(16).padStart(2, '0')).join(''));
  }

  /** Reads what a person types or a link carries: hexadecimal, case, colons and spaces aside; at most 20 octets. */
  static parse(text: string): SerialNumber {
    const hex = text.replace(/[\s:]/g, '').toLowerCase();
    if (!/^(?:[0-9a-f]{2}){1,20}$/.test(hex)) throw new DomainError('invalid', 'certificate.not-a-serial');
    return new SerialNumber(hex);
  }

  /** Big-endian magnitude for an INTEGER. */
  bytes(): Uint8Array {
    return Uint8Array.from(this.hex.match(/../g) ?? [], (octet) => Number.parseInt(octet, 16));
  }

  equals(other: SerialNumber): boolean {
    return this.hex === other.hex;
  }

  toString(): string {
    return this.hex;
  }
}
