/** Codes of an authenticator app (RFC 6238, 30 s, 6 digits, one step of tolerance). */
export abstract class OneTimeCodes {
  abstract newSecret(): string;
  /** True once per code and owner: a code that was used is refused. */
  abstract matches(secret: string, code: string, owner: string): Promise<boolean>;
  /** `otpauth://…` for a QR code. */
  abstract address(secret: string, login: string): string;
}
