import type { Clock } from '../../../kernel/clock.ts';
import { DomainError } from '../../../kernel/domain-error.ts';
import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import type { RevocationListSigning } from '../ports/revocation-list-signing.ts';
import type { RevocationLists } from '../ports/revocation-lists.ts';
import { publishCrlJob } from './revoke-certificate.ts';

const lifeMs = 24 * 3600_000;
const issuingId = 'issuing';

/**
 * Publishes a new CRL: at once after a revocation (the job names the issuer), and by the clock before half of the last one's life is over.
 * Numbers rise by one; of two processes one publishes a number and the other starts again.
 */
export class PublishCrl extends JobHandler {
  readonly name = publishCrlJob;
  override readonly cron = '*/15 * * * *';

  constructor(
    private readonly lists: RevocationLists,
    private readonly signing: RevocationListSigning,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async handle({ issuer }: JobPayload): Promise<void> {
    if (typeof issuer === 'string') await this.publish(issuer);
    else await this.#publishIfDue();
  }

  async publish(issuer: string): Promise<void> {
    for (let tries = 0; tries < 10; tries++) {
      const before = await this.lists.latest(issuer);
      const thisUpdate = this.clock.now();
      // RFC 5280 3.3: an entry stays until a CRL was published after the certificate's end.
      const entries = await this.lists.revoked(issuer, before?.thisUpdate ?? new Date(0));
      const list = { issuer, number: (before?.number ?? 0) + 1, thisUpdate, nextUpdate: new Date(thisUpdate.getTime() + lifeMs) };
      if (await this.lists.publish({ ...list, der: await this.signing.sign({ ...list, entries }) })) return;
    }
    throw new DomainError('unavailable', 'certificate.crl-contended');
  }

  /** No CA yet: nothing to do. */
  async #publishIfDue(): Promise<void> {
    const before = await this.lists.latest(issuingId);
    if (before === undefined) return;
    if (this.clock.now().getTime() - before.thisUpdate.getTime() >= lifeMs / 2 - 3600_000) await this.publish(issuingId);
  }
}
