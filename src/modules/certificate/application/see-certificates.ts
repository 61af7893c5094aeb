import type { Actor } from '../../../kernel/actor.ts';
import { DomainError, Missing } from '../../../kernel/domain-error.ts';
import { parseUscc } from '../../../kernel/uscc.ts';
import { mayHaveOwn, maySeeAll, mayUseOwn } from '../domain/certificate-policy.ts';
import type { GrantFacts } from '../domain/grant-request.ts';
import { SerialNumber } from '../domain/serial-number.ts';
import type { CertificateAuthority } from '../ports/certificate-authority.ts';
import type {
  CertificateReading,
  CertificateRow,
  EntitlementRow,
  ListPosition,
  StaffFilter,
  SurplusRow,
} from '../ports/certificate-reading.ts';
import type { UnitOfHolder, Units } from '../ports/units.ts';

export interface CertificateFile {
  readonly certificate: CertificateRow;
  readonly der: Uint8Array;
  /** Issuer first, root last. */
  readonly chain: readonly Uint8Array[];
}

/** The questions of pages about certificates; each asks first who may know. */
export class SeeCertificates {
  constructor(
    private readonly reading: CertificateReading,
    private readonly authority: CertificateAuthority,
    private readonly units: Units,
  ) {}

  async mine(actor: Actor): Promise<{
    readonly rows: readonly EntitlementRow[];
    readonly units: readonly UnitOfHolder[];
    readonly surplus: readonly (SurplusRow & { readonly unitName: string })[];
    readonly grants: readonly GrantFacts[];
    /** The person administers a unit, or is an ordinary member of one. */
    readonly administers: boolean;
    readonly mayAsk: boolean;
  }> {
    const { accountId } = mayHaveOwn(actor);
    const [rows, units] = await Promise.all([this.reading.entitlementsOf(accountId), this.units.unitsOf(accountId)]);
    const administered = await this.#administered(accountId, units);
    const lots = await Promise.all(
      administered.map(async (unit) => (await this.reading.surplusOf(unit.unitId)).map((lot) => ({ ...lot, unitName: unit.name }))),
    );
    const grants = await this.reading.grantsBy(accountId);
    return { rows, units, surplus: lots.flat(), grants, administers: administered.length > 0, mayAsk: administered.length < units.length };
  }

  async one(
    actor: Actor,
    entitlementId: string,
  ): Promise<{ readonly row: EntitlementRow; readonly certificates: readonly CertificateRow[] }> {
    const row = await this.reading.entitlement(entitlementId);
    if (row === undefined) throw new Missing('certificate.missing');
    mayUseOwn(actor, row.accountId);
    return { row, certificates: await this.reading.certificatesOf(entitlementId) };
  }

  /** For download: the holder, or staff who may see all. */
  async file(actor: Actor, serial: string): Promise<CertificateFile> {
    const certificate = await this.reading.certificate(SerialNumber.parse(serial).hex);
    if (certificate?.der === undefined) throw new Missing('certificate.missing');
    if (actor.kind === 'staff') maySeeAll(actor);
    else mayUseOwn(actor, certificate.accountId);
    return { certificate, der: certificate.der, chain: await this.authority.chain(certificate.issuer) };
  }

  async list(actor: Actor, filter: StaffFilter, position: ListPosition | undefined, limit: number) {
    maySeeAll(actor);
    return this.reading.list(filter, position, limit);
  }

  async forStaff(actor: Actor, serial: string): Promise<CertificateRow> {
    maySeeAll(actor);
    const certificate = await this.reading.certificate(SerialNumber.parse(serial).hex);
    if (certificate === undefined) throw new Missing('certificate.missing');
    return certificate;
  }

  /** CER-095: whoever asks, by serial or USCC: status and validity only. */
  async lookUp(words: string): Promise<readonly Pick<CertificateRow, 'serial' | 'state' | 'notBefore' | 'notAfter' | 'revokedAt'>[]> {
    const rows = await this.#found(words);
    return rows.map(({ serial, state, notBefore, notAfter, revokedAt }) => ({ serial, state, notBefore, notAfter, revokedAt }));
  }

  async #found(words: string): Promise<readonly CertificateRow[]> {
    const uscc = parseUscc(words);
    if (uscc !== undefined) return this.reading.byUscc(uscc, 20);
    const serial = parsedSerial(words);
    const row = serial === undefined ? undefined : await this.reading.certificate(serial);
    return row === undefined || row.state === 'issuing' || row.state === 'abandoned' ? [] : [row];
  }

  async #administered(accountId: string, units: readonly UnitOfHolder[]): Promise<readonly UnitOfHolder[]> {
    const roles = await Promise.all(units.map((unit) => this.units.roleOf(accountId, unit.unitId)));
    return units.filter((_, index) => roles[index] === 'admin');
  }
}

function parsedSerial(words: string): string | undefined {
  try {
    return SerialNumber.parse(words).hex;
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
