import type { People as PublishedPeople } from '../../../partner/published/people.ts';
import type { People } from '../../ports/people.ts';

/** Our port over what the partner module publishes. */
export class PartnerPeople implements People {
  constructor(private readonly published: PublishedPeople) {}

  async notify(accountId: string, text: string): Promise<void> {
    await this.published.sendSms(accountId, { template: 'notice', params: { content: text } });
  }
}
