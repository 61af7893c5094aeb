const USCC = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 32100: the check character of 17 characters. */
export function usccOf(first17: string): string {
  const sum = USCC_WEIGHTS.reduce((total, weight, at) => total + weight * USCC.indexOf(first17.charAt(at)), 0);
  return first17 + USCC.charAt((31 - (sum % 31)) % 31);
}

export const isUscc = (text: string): boolean => /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text) && usccOf(text.slice(0, 17)) === text;

/** GB 11643: the check digit of 17 digits. */
export function residentIdOf(first17: string): string {
  const sum = ID_WEIGHTS.reduce((total, weight, at) => total + weight * Number(first17.charAt(at)), 0);
  return first17 + '10X98765432'.charAt(sum % 11);
}

export const isResidentId = (text: string): boolean => /^\d{17}[\dX]$/.test(text) && residentIdOf(text.slice(0, 17)) === text;
