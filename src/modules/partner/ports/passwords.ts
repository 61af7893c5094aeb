/** Slow, salted hashing (argon2id, RFC 9106). */
export abstract class Passwords {
  abstract hash(password: string): Promise<string>;
  /** Takes the same time when `hash` is undefined, so that a caller cannot learn whether an account exists. */
  abstract matches(password: string, hash: string | undefined): Promise<boolean>;
}
