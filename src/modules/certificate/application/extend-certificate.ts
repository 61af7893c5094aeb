import { JobHandler, type JobPayload } from '../../../kernel/jobs.ts';
import { extendJob } from './apply-paid-line.ts';
import type { MakeCertificate } from './make-certificate.ts';

/** A term was appended: the same key gets a certificate to the new end, and the old one is superseded (§8.6). */
export class ExtendCertificate extends JobHandler {
  readonly name = extendJob;

  constructor(private readonly make: MakeCertificate) {
    super();
  }

  override async handle({ entitlementId }: JobPayload): Promise<void> {
    if (typeof entitlementId !== 'string') throw new TypeError('the job names no entitlement');
    await this.make.extend(entitlementId);
  }
}
