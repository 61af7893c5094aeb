import type { Clock } from '../../../kernel/clock.ts';
import { Missing } from '../../../kernel/domain-error.ts';
import type { HardwareKey, KeyAlgorithm } from '../../../kernel/hardware-key.ts';
import { UseRefused } from '../domain/certificate-errors.ts';
import type { Authorities } from '../ports/authorities.ts';
import type { CertificateAuthority } from '../ports/certificate-authority.ts';
import type { CertificateReading } from '../ports/certificate-reading.ts';
import type { CertificateWork } from '../ports/certificate-work.ts';
import type { Digests } from '../ports/digests.ts';
import type { StatusStatements } from '../ports/status-statements.ts';
import { type SigningCertificate, SigningCertificates, type StatusProofs } from '../published/signing-certificates.ts';

const algorithms: Readonly<Record<KeyAlgorithm, SigningCertificate['algorithm']>> = {
  'ecdsa-p256': 'ecdsa-p256-sha256',
  'ecdsa-p384': 'ecdsa-p384-sha384',
  'rsa-2048': 'rsa-pkcs1-sha256',
  'rsa-3072': 'rsa-pkcs1-sha256',
  'rsa-4096': 'rsa-pkcs1-sha256',
};

export class SignWithCertificate extends SigningCertificates {
  constructor(
    private readonly reading: CertificateReading,
    private readonly work: CertificateWork,
    private readonly authority: CertificateAuthority,
    private readonly ca: Authorities,
    private readonly keys: HardwareKey,
    private readonly statements: StatusStatements,
    private readonly digests: Digests,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async usable(accountId: string, unitId?: string): Promise<readonly SigningCertificate[]> {
    const rows = await this.reading.entitlementsOf(accountId);
    const serials = rows.filter((row) => row.unitId === unitId).flatMap((row) => row.currentSerial ?? []);
    const found: SigningCertificate[] = [];
    for (const serial of serials) {
      const certificate = await this.usableBySerial(accountId, serial).catch(refusedAsUndefined);
      if (certificate !== undefined) found.push(certificate);
    }
    return found;
  }

  override async usableBySerial(accountId: string, serial: string): Promise<SigningCertificate> {
    const facts = await this.work.run(async ({ certificates, entitlements }) => {
      const certificate = await certificates.bySerial(serial);
      if (certificate.facts.accountId !== accountId) throw new Missing('certificate.missing');
      const now = this.clock.now();
      certificate.assertUsable(now);
      (await entitlements.byId(certificate.facts.entitlementId)).assertUsable(now);
      return certificate.facts;
    });
    if (facts.der === undefined) throw new UseRefused('certificate.not-made');
    const { entitlementId, unitId, holderName, notBefore, notAfter, issuer, keyId } = facts;
    const typeName = (await this.reading.entitlement(entitlementId))?.typeName ?? '';
    const chain = await this.authority.chain(issuer);
    const algorithm = algorithms[(await this.keys.find(keyId)).algorithm];
    return {
      serial,
      entitlementId,
      accountId,
      unitId,
      holderName,
      typeName,
      notBefore,
      notAfter,
      certificate: facts.der,
      chain,
      algorithm,
    };
  }

  override async sign(accountId: string, serial: string, message: Uint8Array, pin: string): Promise<Uint8Array> {
    const [signature] = await this.signAll(accountId, serial, [message], pin);
    if (signature === undefined) throw new UseRefused('certificate.not-made');
    return signature;
  }

  override async signAll(accountId: string, serial: string, messages: readonly Uint8Array[], pin: string): Promise<readonly Uint8Array[]> {
    await this.usableBySerial(accountId, serial);
    const certificate = await this.reading.certificate(serial);
    if (certificate === undefined) throw new Missing('certificate.missing');
    const digests = messages.map((message) => this.digests.sha256(message));
    const consent = await this.keys.authorise(certificate.keyId, digests, { kind: 'pin', pin });
    return Promise.all(messages.map((message) => this.keys.sign(certificate.keyId, message, consent)));
  }

  override async statusProofs(serial: string): Promise<StatusProofs> {
    const certificate = await this.reading.certificate(serial);
    if (certificate?.der === undefined) throw new Missing('certificate.missing');
    return this.statements.about(certificate.der, certificate.issuer);
  }

  override async authorities(): Promise<{ roots: readonly Uint8Array[]; issuing: readonly Uint8Array[] }> {
    const [root, issuing] = await Promise.all([this.ca.byId('root'), this.ca.byId('issuing')]);
    return { roots: root === undefined ? [] : [root.der], issuing: issuing === undefined ? [] : [issuing.der] };
  }
}

function refusedAsUndefined(error: unknown): undefined {
  if (error instanceof UseRefused) return undefined;
  throw error;
}
