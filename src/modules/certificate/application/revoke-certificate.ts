import type { Actor } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Certificate } from '../domain/certificate.ts';
import { blocksKey, mayRevoke, type RevocationReason } from '../domain/revocation.ts';
import type { CertificateStores, CertificateWork } from '../ports/certificate-work.ts';

export const publishCrlJob = 'certificate.publish-crl';

export interface RevokeCertificateCommand {
  readonly serial: string;
  readonly reason: RevocationReason;
  readonly note: string;
}

/** CER-093. The status says so from the commit on; the CRL follows by a job of the same transaction. */
export class RevokeCertificate {
  constructor(
    private readonly work: CertificateWork,
    private readonly clock: Clock,
  ) {}

  execute(actor: Actor, { serial, reason, note }: RevokeCertificateCommand): Promise<{ readonly serial: string }> {
    mayRevoke(actor, reason);
    return this.work.run(async (stores) => {
      const certificate = await stores.certificates.bySerial(serial);
      await revokeOne(stores, actor, certificate, { reason, note }, this.clock.now());
      await endEntitlement(stores, certificate);
      return { serial: certificate.facts.serial };
    });
  }
}

/** Part of the caller's transaction. */
export async function revokeOne(
  { certificates, blockedKeys, jobs, audit }: CertificateStores,
  actor: Actor,
  certificate: Certificate,
  { reason, note }: Pick<RevokeCertificateCommand, 'reason' | 'note'>,
  at: Date,
): Promise<void> {
  const from = certificate.state;
  certificate.revoke(reason, at, note);
  await certificates.save(certificate);
  if (blocksKey(reason)) await blockedKeys.add(certificate.facts.keyHash, at);
  await jobs.enqueue(publishCrlJob, { issuer: certificate.facts.issuer }, { key: `${publishCrlJob}:${certificate.facts.issuer}` });
  const entry = { subject: 'certificate', subjectId: certificate.facts.serial, from, to: certificate.state, reason };
  await audit.record(actor, 'certificate.revoke', note === '' ? entry : { ...entry, detail: { note } });
}

/** §8.6: with the certificate in use the right to it ends. An older serial may be revoked alone. */
async function endEntitlement({ entitlements }: CertificateStores, certificate: Certificate): Promise<void> {
  const entitlement = await entitlements.byId(certificate.facts.entitlementId);
  if (entitlement.facts.currentSerial !== certificate.facts.serial) return;
  if (entitlement.state !== 'active' && entitlement.state !== 'blocked_no_grant') return;
  entitlement.revoke();
  await entitlements.save(entitlement);
}
