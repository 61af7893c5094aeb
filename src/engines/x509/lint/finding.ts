/** One remark of the linter. `error`: must not be signed. `warning`: works, but a relying party may stumble. */
export interface Finding {
  /** Stable, lower-case with dots, e.g. `serial.not-positive`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** English, for logs and officers; the clause it comes from. */
  readonly message: string;
}

export const error = (code: string, message: string): Finding => ({ code, severity: 'error', message });
export const warning = (code: string, message: string): Finding => ({ code, severity: 'warning', message });
