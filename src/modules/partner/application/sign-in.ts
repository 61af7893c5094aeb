import { systemActor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { parseMobile } from '../../../kernel/mobile.ts';
import { WrongCredentials } from '../domain/partner-errors.ts';
import type { PartnerWork } from '../ports/partner-work.ts';
import type { Passwords } from '../ports/passwords.ts';

/** PAR-034: account (mobile number or mail address) and password open a session. */
export class SignIn {
  constructor(
    private readonly work: PartnerWork,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async execute(login: string, password: string): Promise<{ sessionId: string }> {
    const name = parseMobile(login) ?? login.trim().toLowerCase();
    const account = await this.work.run(({ accounts }) => accounts.byLogin(name));
    if (!(await this.passwords.matches(password, account?.record.passwordHash)) || account === undefined) throw new WrongCredentials();
    account.assertMaySignIn();
    const sessionId = this.ids.secret();
    await this.work.run(async ({ sessions, audit }) => {
      await sessions.open(sessionId, { kind: 'account', id: account.id }, this.clock.now());
      await audit.record(systemActor('partner.sign-in'), 'partner.sign-in', { subject: 'partner.account', subjectId: account.id });
    });
    return { sessionId };
  }
}
