import { systemActor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Ids } from '../../../kernel/ids.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import { AccountBlocked, WrongCredentials } from '../domain/partner-errors.ts';
import type { OneTimeCodes } from '../ports/one-time-codes.ts';
import type { PartnerWork } from '../ports/partner-work.ts';
import type { Passwords } from '../ports/passwords.ts';

/** Staff sign in with password and, outside the demo, a code of their authenticator app (RFC 6238). */
export class StaffSignIn {
  constructor(
    private readonly work: PartnerWork,
    private readonly passwords: Passwords,
    private readonly codes: OneTimeCodes,
    private readonly sealed: SealedText,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly codeNeeded: boolean,
  ) {}

  async execute(login: string, password: string, code: string): Promise<{ sessionId: string }> {
    const member = await this.work.run(({ staff }) => staff.byLogin(login.trim().toLowerCase()));
    const passwordFits = await this.passwords.matches(password, member?.passwordHash);
    if (member === undefined || !passwordFits) throw new WrongCredentials();
    if (member.disabled) throw new AccountBlocked();
    if (this.codeNeeded || member.sealedTotpSecret !== undefined) {
      const secret = member.sealedTotpSecret;
      if (secret === undefined || !(await this.codes.matches(this.sealed.open(secret), code, member.id))) throw new WrongCredentials();
    }
    const sessionId = this.ids.secret();
    await this.work.run(async ({ sessions, audit }) => {
      await sessions.open(sessionId, { kind: 'staff', id: member.id }, this.clock.now());
      await audit.record(systemActor('partner.sign-in'), 'partner.staff-sign-in', { subject: 'partner.staff', subjectId: member.id });
    });
    return { sessionId };
  }
}
