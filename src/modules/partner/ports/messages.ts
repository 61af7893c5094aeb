import type { Outcome } from '../../../kernel/outside.ts';

export interface Mail {
  /** Our own row's id: a repeat under the same id is seen as the same mail. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Short messages and mail. Outcomes as of every outside party. */
export abstract class Messages {
  abstract sms(mobile: string, template: string, params: Readonly<Record<string, string>>): Promise<Outcome<unknown>>;
  abstract mail(mail: Mail): Promise<Outcome<unknown>>;
}
