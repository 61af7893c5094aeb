import { systemActor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { FieldChecks } from '../../../kernel/field-checks.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { parseMailAddress } from '../../../kernel/mobile.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import type { OneTimeCodes } from '../ports/one-time-codes.ts';
import type { PartnerWork } from '../ports/partner-work.ts';
import { StaffAdmission, type StaffInvite } from '../published/staff-admission.ts';

const validMs = 24 * 3600_000;

/** An invitation forgets password and authenticator app of a member who had them: it is also the way back in. */
export class InviteStaff extends StaffAdmission {
  constructor(
    private readonly work: PartnerWork,
    private readonly codes: OneTimeCodes,
    private readonly sealed: SealedText,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    super();
  }

  invite({ mail, name, roles, regions }: StaffInvite): Promise<{ path: string }> {
    const login = parseMailAddress(mail)?.toLowerCase();
    new FieldChecks()
      .require(login !== undefined, 'mail', 'input.mail')
      .require(roles.length > 0, 'role', 'input.choose-one')
      .throwIfAny();
    const token = this.ids.secret();
    return this.work.run(async ({ staff, audit }) => {
      const known = await staff.byLogin(login ?? '');
      const id = known?.id ?? this.ids.next();
      await staff.save({
        id,
        login: login ?? '',
        name,
        mail: login ?? '',
        roles,
        regions,
        passwordHash: undefined,
        sealedTotpSecret: undefined,
        disabled: false,
      });
      const sealedTotpSecret = this.sealed.seal(this.codes.newSecret());
      await staff.invite(token, { staffId: id, sealedTotpSecret, expiresAt: new Date(this.clock.now().getTime() + validMs) });
      await audit.record(systemActor('cli'), 'partner.invite-staff', {
        subject: 'partner.staff',
        subjectId: id,
        detail: { roles: roles.join(',') },
      });
      return { path: `/staff/welcome/${token}` };
    });
  }
}
