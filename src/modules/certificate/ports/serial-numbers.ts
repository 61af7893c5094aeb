import type { SerialNumber } from '../domain/serial-number.ts';

export abstract class SerialNumbers {
  /** 136 bits of the system's random generator behind this instance's prefix. */
  abstract next(): SerialNumber;
}
