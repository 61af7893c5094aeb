import { InvalidFields, Missing } from '../../../kernel/domain-error.ts';
import { type CompanyForm, type PhonePolicy, parseCompanyData } from '../domain/company-data.ts';
import { PartnerAlreadyEffective } from '../domain/partner-errors.ts';
import type { PartnerWork } from '../ports/partner-work.ts';

/** PAR-004, PAR-006: company data and licence of a draft; refused where the company is a partner already. */
export class SaveCompanyData {
  constructor(
    private readonly work: PartnerWork,
    private readonly phones: PhonePolicy,
  ) {}

  execute(visitId: string, registrationId: string, form: CompanyForm, licenceBlobId: string | undefined): Promise<void> {
    return this.work.run(async ({ registrations }) => {
      const registration = await registrations.byId(registrationId);
      if (!registration.belongsTo(visitId)) throw new Missing();
      const company = parseCompanyData(form, this.phones);
      if (await registrations.hasEffective(company.uscc)) throw new PartnerAlreadyEffective();
      registration.enterCompany(company);
      if (licenceBlobId !== undefined) registration.attachLicence(licenceBlobId);
      else if (registration.record.licenceBlobId === undefined)
        throw new InvalidFields([{ field: 'licence', code: 'input.file-required' }]);
      await registrations.save(registration);
    });
  }
}
