/** Reaches people with short messages; which number it is stays with the module that keeps accounts. */
export abstract class People {
  abstract notify(accountId: string, text: string): Promise<void>;
}
