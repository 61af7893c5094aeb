import { authenticator } from 'otplib';

/** RFC 6238 codes: 30 s, six digits, one step back and forth. A code that was used is refused for its remaining life. */
export class TotpCodes {
  readonly #codes = authenticator.clone({ window: 1 });
  readonly #used = new Map<string, number>();

  newSecret(): string {
    return this.#codes.generateSecret(20);
  }

  async matches(secret: string, code: string, owner: string): Promise<boolean> {
    const digits = code.replace(/\s/g, '');
    if (!/^\d{6}$/.test(digits) || !this.#codes.check(digits, secret)) return false;
    const now = Date.now();
    for (const [key, until] of this.#used) if (until < now) this.#used.delete(key);
    const key = `${owner}:${digits}`;
    if (this.#used.has(key)) return false;
    this.#used.set(key, now + 120_000);
    return true;
  }

  address(secret: string, login: string): string {
    return this.#codes.keyuri(login, '印信', secret);
  }
}
