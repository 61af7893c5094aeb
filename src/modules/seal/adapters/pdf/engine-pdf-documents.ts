import { PdfSealer } from '../../../../adapters/pdf-sealing/pdf-sealer.ts';
import { searchKeyword } from '../../../../adapters/pdf-text/keyword-search.ts';
import { pageAt, pageCount } from '../../../../engines/pdf/page-tree.ts';
import { openPdf, type PdfDocument } from '../../../../engines/pdf/pdf-document.ts';
import { PdfError } from '../../../../engines/pdf/pdf-error.ts';
import { FileSource } from '../../../../engines/pdf/pdf-source.ts';
import { signaturesOf } from '../../../../engines/pdf/signatures.ts';
import { DomainError } from '../../../../kernel/domain-error.ts';
import { PageFrame, type Rect } from '../../domain/page-frame.ts';
import type { PersonalPicture } from '../../domain/personal-seal.ts';
import { type Mark, type PlacementMode, placeSeal, type SealSize, type SeenPoint } from '../../domain/placement.ts';
import type { SealPicture } from '../../domain/seal-picture.ts';
import { type ExaminedPdf, type FoundKeyword, PdfDocuments, type SealedPdf, type SealingOrder } from '../../ports/pdf-documents.ts';
import { refusalOf } from './document-refusal.ts';
import { fileDigest } from './file-digest.ts';
import type { SealAppearances } from './seal-appearances.ts';

/** Each search takes a thread and its memory. */
const mostSearches = 2;

/** Our own PDF engine behind the port. */
export class EnginePdfDocuments extends PdfDocuments {
  readonly #appearances: SealAppearances;
  #searches = 0;

  constructor(appearances: SealAppearances) {
    super();
    this.#appearances = appearances;
  }

  override async examine(path: string): Promise<ExaminedPdf> {
    const facts = reading(path, (document) => {
      const pages = pageCount(document);
      if (pages > 0) pageAt(document, pages - 1);
      const signatures = signaturesOf(document);
      const certified = signatures.some(({ certification }) => certification !== undefined);
      return { pages, certified, rebuilt: document.rebuilt, signatures: signatures.length };
    });
    return { ...facts, ...(await fileDigest(path)) };
  }

  override pageSize(path: string, page: number): SealSize | undefined {
    return reading(path, (document) => {
      if (page < 1 || page > pageCount(document)) return undefined;
      const { width, height } = new PageFrame(pageAt(document, page - 1));
      return { width, height };
    });
  }

  override async findKeyword(path: string, keyword: string): Promise<readonly FoundKeyword[]> {
    if (this.#searches >= mostSearches) throw new DomainError('too-many', 'access.too-many', { seconds: 10 });
    this.#searches++;
    try {
      const places = await searchKeyword({ path, keyword });
      return reading(path, (document) => places.map(({ page, box }) => ({ page, box, at: middleOf(document, page, box) })));
    } finally {
      this.#searches--;
    }
  }

  override async sealSize(picture: SealPicture | PersonalPicture): Promise<SealSize> {
    return (await this.#appearances.of(picture)).size;
  }

  override async seal({ input, output, picture, placement, certificate, time, signerName, sign }: SealingOrder): Promise<SealedPdf> {
    const { form, size } = await this.#appearances.of(picture);
    const source = FileSource.open(input);
    try {
      const marks = marksOf(openPdf(source), placement, size);
      const signer = { algorithm: certificate.algorithm, sign };
      const sealer = new PdfSealer({ certificate: certificate.certificate, chain: certificate.chain, signer });
      await sealer.seal({ input: source, output, time, signerName, seal: { appearance: form, marks } });
      return { ...(await fileDigest(output)), pages: marks.map(({ page }) => page) };
    } catch (error) {
      throw refusalOf(error);
    } finally {
      source.close();
    }
  }
}

function middleOf(document: PdfDocument, page: number, box: Rect): SeenPoint {
  const { left, top, width, height } = new PageFrame(pageAt(document, page - 1)).toSeen(box);
  return { x: left + width / 2, y: top + height / 2 };
}

function marksOf(document: PdfDocument, placement: PlacementMode, size: SealSize): readonly Mark[] {
  return placeSeal({ pageCount: pageCount(document), geometryOf: (page) => pageAt(document, page - 1) }, placement, size);
}

function reading<T>(path: string, read: (document: PdfDocument) => T): T {
  const source = FileSource.open(path);
  try {
    // The header must stand in the first octets: what merely holds a PDF somewhere is not taken (VAL-11).
    if (!source.read(0, 1024).includes('%PDF-')) throw new PdfError('not-a-pdf', 'no header');
    return read(openPdf(source));
  } catch (error) {
    throw refusalOf(error);
  } finally {
    source.close();
  }
}
