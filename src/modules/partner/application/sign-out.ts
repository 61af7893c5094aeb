import type { PartnerWork } from '../ports/partner-work.ts';

/** PLT-012 */
export class SignOut {
  constructor(private readonly work: PartnerWork) {}

  execute(sessionId: string): Promise<void> {
    return this.work.run(({ sessions }) => sessions.end(sessionId));
  }
}
