const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** The check character of the first 17 characters of a unified social credit code (GB 32100-2015). */
export function usccCheckCharacter(first17: string): string | undefined {
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    const value = alphabet.indexOf(first17.charAt(index));
    if (value < 0) return undefined;
    sum += value * weight;
  }
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** VAL-03: the normalised 18-character code, or undefined when length, alphabet or check character is wrong. */
export function parseUscc(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  if (code.length !== 18) return undefined;
  return usccCheckCharacter(code.slice(0, 17)) === code.charAt(17) ? code : undefined;
}
