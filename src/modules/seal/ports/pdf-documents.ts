import type { StoredFile } from '../domain/document.ts';
import type { DocumentFacts } from '../domain/document-policy.ts';
import type { PersonalPicture } from '../domain/personal-seal.ts';
import type { KeywordHit, PlacementMode, SealSize, SeenPoint } from '../domain/placement.ts';
import type { SealPicture } from '../domain/seal-picture.ts';
import type { DocumentCertificate } from './document-certificates.ts';

export interface ExaminedPdf extends DocumentFacts {
  readonly size: number;
  readonly sha256: string;
}

export interface SealingOrder {
  readonly input: string;
  readonly output: string;
  readonly picture: SealPicture | PersonalPicture;
  readonly placement: PlacementMode;
  readonly certificate: DocumentCertificate;
  readonly time: Date;
  readonly signerName: string;
  /** Signs with the certificate's key: DER ECDSA-Sig-Value or PKCS #1 v1.5 octets over the message itself. */
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
}

/** Where a keyword stands, and the middle of the words on the page as seen. */
export interface FoundKeyword extends KeywordHit {
  readonly at: SeenPoint;
}

export interface SealedPdf extends Omit<StoredFile, 'fileId'> {
  /** Pages that show the seal, from 1. */
  readonly pages: readonly number[];
}

/** Reads and seals PDF files by path; never holds one whole. */
export abstract class PdfDocuments {
  /** Throws DocumentRefused for what is no PDF or cannot be read. */
  abstract examine(path: string): Promise<ExaminedPdf>;
  /** The page as seen, in millimetres; undefined for a page that is not there. */
  abstract pageSize(path: string, page: number): SealSize | undefined;
  /** All places of a keyword, in page order. Throws `seal.keyword-too-long`, `seal.keyword-too-many`, `seal.text-unreadable`, `access.too-many`. */
  abstract findKeyword(path: string, keyword: string): Promise<readonly FoundKeyword[]>;
  /** The seal's size on paper. */
  abstract sealSize(picture: SealPicture | PersonalPicture): Promise<SealSize>;
  /**
   * PAdES B-B with the seal in sight, appended to the input; complete and synced at `output`, or nothing at all.
   * Throws DocumentRefused (the document), `seal.…` refusals of placing, and whatever `sign` throws.
   */
  abstract seal(order: SealingOrder): Promise<SealedPdf>;
}
