import { hash, verify } from '@node-rs/argon2';

/** argon2id (RFC 9106) with 19 MiB and two passes: the second recommended setting of the OWASP cheat sheet. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Password hashes as PHC strings. */
export class Argon2Passwords {
  #decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return hash(password, cost);
  }

  /** Takes the same time without a hash, so that an answer never tells whether an account exists. */
  async matches(password: string, phc: string | undefined): Promise<boolean> {
    this.#decoy ??= hash('decoy', cost);
    const fits = await verify(phc ?? (await this.#decoy), password.slice(0, 256));
    return fits && phc !== undefined;
  }
}
