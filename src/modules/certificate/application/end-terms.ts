import { systemActor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { JobHandler } from '../../../kernel/jobs.ts';
import type { CertificateWork } from '../ports/certificate-work.ts';

const atOnce = 200;

/** Marks what has passed its end, in portions; the uses were refused from the very second on (CER-094). */
export class EndTerms extends JobHandler {
  readonly name = 'certificate.end-terms';
  override readonly cron = '*/10 * * * *';

  constructor(
    private readonly work: CertificateWork,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async handle(): Promise<void> {
    while ((await this.#portion()) === atOnce);
  }

  #portion(): Promise<number> {
    const now = this.clock.now();
    const actor = systemActor(this.name);
    return this.work.run(async ({ certificates, entitlements, audit }) => {
      const ended = await certificates.ended(now, atOnce);
      for (const certificate of ended) {
        const from = certificate.state;
        certificate.expire(now);
        await certificates.save(certificate);
        await audit.record(actor, 'certificate.expire', {
          subject: 'certificate',
          subjectId: certificate.facts.serial,
          from,
          to: 'expired',
        });
      }
      const over = await entitlements.ended(now, atOnce);
      for (const entitlement of over) {
        const from = entitlement.state;
        entitlement.passEnd(now);
        await entitlements.save(entitlement);
        const subjectId = entitlement.facts.id;
        await audit.record(actor, 'certificate.term-end', { subject: 'certificate.entitlement', subjectId, from, to: 'expired' });
      }
      return Math.max(ended.length, over.length);
    });
  }
}
