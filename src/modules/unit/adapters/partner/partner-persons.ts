import type { ChinaRegions } from '../../../../adapters/system/china-regions.ts';
import type { PartnerDirectory } from '../../../partner/published/partner-directory.ts';
import type { People } from '../../../partner/published/people.ts';
import { type CompanyHint, type KnownPerson, Persons } from '../../ports/persons.ts';

/** The people and companies that the partner module knows. */
export class PartnerPersons extends Persons {
  constructor(
    private readonly people: People,
    private readonly partners: PartnerDirectory,
    private readonly regions: ChinaRegions,
  ) {
    super();
  }

  async verified(accountId: string): Promise<KnownPerson | undefined> {
    const person = await this.people.byId(accountId);
    if (person?.idFingerprint === undefined || !person.realNameVerified) return undefined;
    return { name: person.name, idFingerprint: person.idFingerprint, sealedId: person.sealedId };
  }

  async companyOf(accountId: string): Promise<CompanyHint | undefined> {
    const [partner] = await this.partners.administeredBy(accountId);
    if (partner === undefined) return undefined;
    const { companyName: name, uscc: code, legalRepresentative, address, province, city } = partner;
    return { name, code, legalRepresentative, address, region: this.regions.nameOf(province, city) };
  }

  async notify(accountId: string, text: string): Promise<void> {
    await this.people.sendSms(accountId, { template: 'notice', params: { content: text } });
  }
}
