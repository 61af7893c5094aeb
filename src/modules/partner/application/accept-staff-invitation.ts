import { systemActor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { InvalidFields, Missing } from '../../../kernel/domain-error.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import { checkNewPassword } from '../domain/password.ts';
import type { OneTimeCodes } from '../ports/one-time-codes.ts';
import type { PartnerStores, PartnerWork } from '../ports/partner-work.ts';
import type { Passwords } from '../ports/passwords.ts';
import type { StaffInvitation, StaffRecord } from '../ports/staff-members.ts';

export interface AcceptCommand {
  readonly newPassword: string;
  readonly confirmPassword: string;
  readonly code: string;
}

/** The new staff member sets a password and proves that the authenticator app works; the link is used up. */
export class AcceptStaffInvitation {
  constructor(
    private readonly work: PartnerWork,
    private readonly passwords: Passwords,
    private readonly codes: OneTimeCodes,
    private readonly sealed: SealedText,
    private readonly clock: Clock,
  ) {}

  /** What the page shows: the name, and the address for the app's QR code. Throws Missing for a used or old link. */
  see(token: string): Promise<{ name: string; login: string; appAddress: string }> {
    return this.work.run(async (stores) => {
      const { member, invitation } = await this.#open(stores, token);
      return {
        name: member.name,
        login: member.login,
        appAddress: this.codes.address(this.sealed.open(invitation.sealedTotpSecret), member.login),
      };
    });
  }

  async execute(token: string, command: AcceptCommand): Promise<void> {
    checkNewPassword(command.newPassword, command.confirmPassword);
    const passwordHash = await this.passwords.hash(command.newPassword);
    await this.work.run(async (stores) => {
      const { member, invitation } = await this.#open(stores, token);
      const fits = await this.codes.matches(this.sealed.open(invitation.sealedTotpSecret), command.code, member.id);
      if (!fits) throw new InvalidFields([{ field: 'code', code: 'partner.wrong-app-code' }]);
      await stores.staff.save({ ...member, passwordHash, sealedTotpSecret: invitation.sealedTotpSecret });
      await stores.staff.dropInvitation(token);
      await stores.audit.record(systemActor('partner.welcome'), 'partner.accept-staff-invitation', {
        subject: 'partner.staff',
        subjectId: member.id,
      });
    });
  }

  async #open({ staff }: PartnerStores, token: string): Promise<{ member: StaffRecord; invitation: StaffInvitation }> {
    const invitation = await staff.invitation(token);
    if (invitation === undefined || invitation.expiresAt <= this.clock.now()) throw new Missing('partner.invitation-over');
    const member = await staff.byId(invitation.staffId);
    if (member === undefined) throw new Missing('partner.invitation-over');
    return { member, invitation };
  }
}
