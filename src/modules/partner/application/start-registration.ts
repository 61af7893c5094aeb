import { anonymous } from '../../../kernel/actor.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { PartnerRegistration } from '../domain/partner-registration.ts';
import type { Region } from '../domain/region.ts';
import type { PartnerWork } from '../ports/partner-work.ts';

/** PAR-002: the first step of a registration is the region; a draft of the visit begins, or its region changes. */
export class StartRegistration {
  constructor(
    private readonly work: PartnerWork,
    private readonly ids: Ids,
  ) {}

  execute(visitId: string, region: Region, registrationId: string | undefined): Promise<{ registrationId: string }> {
    return this.work.run(async ({ registrations, audit }) => {
      if (registrationId !== undefined) {
        const registration = await registrations.byId(registrationId);
        if (registration.belongsTo(visitId)) {
          registration.changeRegion(region);
          await registrations.save(registration);
          return { registrationId };
        }
      }
      const registration = PartnerRegistration.start(this.ids.next(), visitId, region);
      await registrations.save(registration);
      await audit.record(anonymous, 'partner.start-registration', {
        subject: 'partner.registration',
        subjectId: registration.id,
        to: 'draft',
      });
      return { registrationId: registration.id };
    });
  }
}
