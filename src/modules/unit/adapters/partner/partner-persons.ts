import type { ChinaRegions } from '../../../../adapters/system/china-regions.ts';
import type { PartnerDirectory } from '../../../partner/published/partner-directory.ts';
import type { People } from '../../../partner/published/people.ts';
import { isLegalRepresentative, type VerifiedPerson } from '../../domain/legal-representative.ts';
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

  async whoIs(accountIds: readonly string[], wanted: VerifiedPerson): Promise<string | undefined> {
    const cards = await this.people.byIds(accountIds);
    return cards.find(({ name, idFingerprint, realNameVerified }) => {
      return realNameVerified && idFingerprint !== undefined && isLegalRepresentative({ name, idFingerprint }, wanted);
    })?.accountId;
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
