import { type Actor, personOf } from '../../../kernel/actor.ts';
import { DomainError } from '../../../kernel/domain-error.ts';
import { WrongOldPassword } from '../domain/partner-errors.ts';
import { checkNewPassword } from '../domain/password.ts';
import type { PartnerWork } from '../ports/partner-work.ts';
import type { Passwords } from '../ports/passwords.ts';

export interface ChangePasswordCommand {
  readonly oldPassword: string;
  readonly newPassword: string;
  readonly confirmPassword: string;
}

/** PAR-039, and PAR-012 after a delivered password. All other sessions of the account end. */
export class ChangePassword {
  constructor(
    private readonly work: PartnerWork,
    private readonly passwords: Passwords,
  ) {}

  async execute(actor: Actor, sessionId: string, command: ChangePasswordCommand): Promise<void> {
    const person = personOf(actor);
    checkNewPassword(command.newPassword, command.confirmPassword);
    const before = await this.work.run(({ accounts }) => accounts.byId(person.accountId));
    if (!(await this.passwords.matches(command.oldPassword, before.record.passwordHash))) throw new WrongOldPassword();
    if (command.newPassword === command.oldPassword) throw new DomainError('invalid', 'partner.password-unchanged');
    const hash = await this.passwords.hash(command.newPassword);
    await this.work.run(async ({ accounts, sessions, audit }) => {
      const account = await accounts.byId(person.accountId);
      account.choosePassword(hash);
      await accounts.save(account);
      await sessions.endAllOf({ kind: 'account', id: person.accountId }, sessionId);
      await audit.record(actor, 'partner.change-password', { subject: 'partner.account', subjectId: person.accountId });
    });
  }
}
