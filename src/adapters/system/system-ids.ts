import { randomBytes, randomInt } from 'node:crypto';
import type { Ids } from '../../kernel/ids.ts';

export class SystemIds implements Ids {
  next(): string {
    const bytes = randomBytes(16);
    bytes.writeUIntBE(Date.now(), 0, 6);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6); // version 7
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8); // variant
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  secret(): string {
    return randomBytes(32).toString('base64url');
  }

  digits(digits: number): string {
    return String(randomInt(10 ** digits)).padStart(digits, '0');
  }
}
