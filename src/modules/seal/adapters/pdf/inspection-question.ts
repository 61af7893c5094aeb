import type { InspectedPdf } from '../../ports/pdf-inspection.ts';

/** What the inspecting thread is asked: plain data only. Certificates, lists and answers are DER or PEM files. */
export interface InspectionQuestion {
  readonly path: string;
  readonly at: Date;
  readonly trust: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

export type InspectionAnswer =
  /** `signers`: serial numbers of the certificates that lead to somebody, in hexadecimal. */
  { readonly inspected: InspectedPdf; readonly signers: readonly string[] } | { readonly unusable: string } | { readonly failed: string };
