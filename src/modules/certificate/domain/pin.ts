import type { FieldChecks } from '../../../kernel/field-checks.ts';

/** VAL-09: six digits. Also refused: one digit repeated, runs up or down, two digits in turn, and what everybody picks. */
export function isWeakPin(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0));
  if (steps.every((step) => step === steps[0] && Math.abs(step) <= 1)) return true;
  const half = pin.length / 2;
  return pin.slice(0, 2).repeat(half) === pin || pin.slice(0, half).repeat(2) === pin || common.has(pin);
}

const common = new Set(['112233', '332211', '123321', '321123', '520520', '521521', '147258', '159357', '100000', '888666', '666888']);

/** Notes what is wrong with a new PIN and its repetition (CER-074). */
export function checkNewPin(checks: FieldChecks, pin: string, repeated: string): void {
  checks.require(/^\d{6}$/.test(pin), 'pin', 'certificate.pin-six-digits');
  checks.require(!isWeakPin(pin), 'pin', 'certificate.pin-weak');
  checks.require(pin === repeated, 'pinRepeated', 'certificate.pin-differs');
}
