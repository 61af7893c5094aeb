import type { ReportedSignature } from '../domain/verification-report.ts';

export interface InspectedPdf {
  readonly pages: number | undefined;
  readonly revisions: number;
  readonly signatures: readonly ReportedSignature[];
}

/** Finds out everything about the signatures of a file and judges nothing. */
export abstract class PdfInspection {
  /** `unusable`: a stable code of why the file cannot be read as a PDF. */
  abstract inspect(path: string, at: Date): Promise<InspectedPdf | { readonly unusable: string }>;
  abstract sizeAndDigest(path: string): Promise<{ readonly size: number; readonly sha256: string }>;
}
