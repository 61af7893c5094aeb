import { type Actor, verifiedPersonOf } from '../../../kernel/actor.ts';
import { sealKinds } from '../domain/seal-kind.ts';
import type { FittingCertificate } from '../domain/seal-use.ts';
import type { DocumentCertificate, DocumentCertificates } from '../ports/document-certificates.ts';
import type { PdfDocuments } from '../ports/pdf-documents.ts';
import type { PreviewPicture, SealPreviews } from '../ports/seal-previews.ts';
import type { SealUnit, UnitDirectory } from '../ports/unit-directory.ts';
import type { AppliedSeal, SealUsable, UsableSeal } from './seal-usable.ts';

export interface OfferedSeal extends UsableSeal {
  /** Undefined for the person's own seals. */
  readonly unit: SealUnit | undefined;
  readonly size: { readonly width: number; readonly height: number };
}

/** What a person can sign documents with at this moment. */
export interface SigningMeans {
  readonly seals: readonly OfferedSeal[];
  readonly certificates: readonly DocumentCertificate[];
  readonly pin: { readonly state: 'unset' | 'set' | 'locked'; readonly triesLeft: number };
}

/** Seals and certificates for document signing (SEA-027, SEA-029, SEA-031). */
export class DocumentSeals {
  constructor(
    private readonly usable: SealUsable,
    private readonly units: UnitDirectory,
    private readonly certificates: DocumentCertificates,
    private readonly pdfs: PdfDocuments,
    private readonly previews: SealPreviews,
  ) {}

  async meansOf(actor: Actor): Promise<SigningMeans> {
    const { accountId } = verifiedPersonOf(actor);
    const seals = await this.#seals(actor, accountId);
    const [certificates, pin] = await Promise.all([this.#certificates(accountId, seals), this.certificates.pinState(accountId)]);
    return { seals, certificates, pin };
  }

  /** The picture of a seal that the person may apply now: exact for who may see it anyway, coarse for others. Throws as SealUsable does. */
  async picture(actor: Actor, sealId: string): Promise<PreviewPicture> {
    const { seal, by } = await this.usable.execute(actor, sealId, 'document');
    return by === 'grant' ? this.previews.coarse(seal.picture) : this.previews.fine(seal.picture);
  }

  async #seals(actor: Actor, accountId: string): Promise<readonly OfferedSeal[]> {
    const offered: OfferedSeal[] = [];
    for (const usable of await this.usable.personal(actor)) {
      offered.push({ ...usable, unit: undefined, size: await this.pdfs.sealSize(usable.seal.picture) });
    }
    for (const { unit } of await this.units.unitsOf(accountId)) {
      for (const usable of await this.usable.all(actor, unit.id, 'document')) {
        offered.push({ ...usable, unit, size: await this.pdfs.sealSize(usable.seal.picture) });
      }
    }
    return offered.sort((a, b) => rankOf(a) - rankOf(b));
  }

  async #certificates(accountId: string, seals: readonly OfferedSeal[]): Promise<readonly DocumentCertificate[]> {
    const wanted = new Set(seals.map(({ certificate }) => unitOf(certificate)));
    const found = await Promise.all([...wanted].map((unitId) => this.certificates.usable(accountId, unitId)));
    return found.flat();
  }
}

const order: readonly AppliedSeal['kind'][] = [...sealKinds, 'personal-name', 'personal-signature'];

function rankOf({ seal }: OfferedSeal): number {
  return order.indexOf(seal.kind);
}

function unitOf(fitting: FittingCertificate): string | undefined {
  return fitting.kind === 'unit' ? fitting.unitId : undefined;
}
