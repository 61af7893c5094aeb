import { randomBytes } from 'node:crypto';
import { SerialNumber, serialRandomBytes } from '../../domain/serial-number.ts';
import { SerialNumbers } from '../../ports/serial-numbers.ts';

export class RandomSerialNumbers extends SerialNumbers {
  readonly #prefix: number;

  /** @param prefix 01 to 7f, different for each process that issues */
  constructor(prefix: number) {
    super();
    this.#prefix = prefix;
  }

  override next(): SerialNumber {
    return SerialNumber.fresh(this.#prefix, randomBytes(serialRandomBytes));
  }
}
