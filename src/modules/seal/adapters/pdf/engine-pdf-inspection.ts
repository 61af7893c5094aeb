import type { InspectedDocument } from '../../../../adapters/pdf-verification/inspected-document.ts';
import { inspectPdf } from '../../../../adapters/pdf-verification/pdf-inspector.ts';
import { joined, noRevocationData, type RevocationData } from '../../../../adapters/pdf-verification/revocation-data.ts';
import { pageCount } from '../../../../engines/pdf/page-tree.ts';
import { openPdf } from '../../../../engines/pdf/pdf-document.ts';
import { PdfError } from '../../../../engines/pdf/pdf-error.ts';
import { FileSource, type PdfSource } from '../../../../engines/pdf/pdf-source.ts';
import { type InspectedPdf, PdfInspection } from '../../ports/pdf-inspection.ts';
import { fileDigest } from './file-digest.ts';
import type { OwnAuthority } from './own-authority.ts';
import type { TrustFolder } from './trust-folder.ts';

const mostAsked = 20;

/** The inspection of the command line, with the answers of our own CA about its certificates. Nothing is fetched from anywhere. */
export class EnginePdfInspection extends PdfInspection {
  readonly #trust: TrustFolder;
  readonly #own: OwnAuthority;

  constructor(trust: TrustFolder, own: OwnAuthority) {
    super();
    this.#trust = trust;
    this.#own = own;
  }

  override sizeAndDigest(path: string): Promise<{ size: number; sha256: string }> {
    return fileDigest(path);
  }

  override async inspect(path: string, at: Date): Promise<InspectedPdf | { readonly unusable: string }> {
    await this.#trust.add(await this.#own.certificates().catch(nothing));
    const source = FileSource.open(path);
    try {
      const { signatures, revisions } = await this.#inspected(source, at);
      return { signatures, revisions, pages: pageCount(openPdf(source)) };
    } catch (error) {
      if (error instanceof PdfError) return { unusable: error.code };
      throw error;
    } finally {
      source.close();
    }
  }

  /** Who signed is known after a first look; what the CA says of them changes the second. */
  async #inspected(source: PdfSource, at: Date): Promise<InspectedDocument> {
    const trust = await this.#trust.read();
    const first = await inspectPdf(source, { trust, at });
    const revocation = await this.#statements(first);
    return revocation === noRevocationData ? first : inspectPdf(source, { trust, at, revocation });
  }

  async #statements({ chains }: InspectedDocument): Promise<RevocationData> {
    const serials = new Set(chains.filter((chain) => chain.length > 1).flatMap(([signer]) => signer?.serialHex ?? []));
    const asked = [...serials].slice(0, mostAsked).map((serial) => this.#own.statusOf(serial).catch(() => noRevocationData));
    const answers = (await Promise.all(asked)).filter((answer) => answer !== noRevocationData);
    return answers.length === 0 ? noRevocationData : joined(...answers);
  }
}

/** Without an answer of our own CA the anchors in the folder judge alone. */
function nothing(): readonly Uint8Array[] {
  return [];
}
