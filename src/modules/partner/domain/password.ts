import { FieldChecks } from '../../../kernel/field-checks.ts';

/** VAL-05, open question 1: digit, lower-case and upper-case letter, at least nine characters. */
export function isStrongPassword(password: string, minLength = 9): boolean {
  return password.length >= minLength && password.length <= 128 && /\d/.test(password) && /[a-z]/.test(password) && /[A-Z]/.test(password);
}

/** Throws InvalidFields for `newPassword` and `confirmPassword` (VAL-05, VAL-06). */
export function checkNewPassword(newPassword: string, confirmation: string): void {
  new FieldChecks()
    .require(isStrongPassword(newPassword), 'newPassword', 'input.password-weak')
    .require(newPassword === confirmation, 'confirmPassword', 'input.password-differs')
    .throwIfAny();
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A one-time password that is easy to read out: `Kd-482913-Xq` and the like; C03 forbids any shared default. */
export function oneTimePassword(digits: (count: number) => string): string {
  const letter = () => letters.charAt(Number(digits(6)) % letters.length);
  return `${letter()}${letter().toLowerCase()}-${digits(8)}-${letter()}${letter().toLowerCase()}`;
}
