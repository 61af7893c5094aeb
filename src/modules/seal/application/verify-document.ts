import type { Clock } from '../../../kernel/clock.ts';
import { shanghaiDay } from '../../../kernel/clock.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { unusableReport, type VerificationReport, verificationReport } from '../domain/verification-report.ts';
import type { PdfInspection } from '../ports/pdf-inspection.ts';

/** A report on a file that is not kept: the number and the time are on the paper only. */
export interface DocumentVerification {
  readonly number: string;
  readonly at: Date;
  readonly size: number;
  readonly sha256: string;
  readonly pages: number | undefined;
  readonly revisions: number | undefined;
  readonly report: VerificationReport;
}

/** For anybody: who signed the file, whether it holds, and every change made later. The same judgement as on the command line. */
export class VerifyDocument {
  constructor(
    private readonly inspection: PdfInspection,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(path: string, name: string): Promise<DocumentVerification> {
    const at = this.clock.now();
    const { size, sha256 } = await this.inspection.sizeAndDigest(path);
    const inspected = await this.inspection.inspect(path, at);
    const number = `V-${shanghaiDay(at).replaceAll('-', '')}-${sha256.slice(0, 4).toUpperCase()}-${this.ids.digits(4)}`;
    const facts = { number, at, size, sha256 };
    if ('unusable' in inspected)
      return { ...facts, pages: undefined, revisions: undefined, report: unusableReport(name, inspected.unusable) };
    const { pages, revisions, signatures } = inspected;
    return { ...facts, pages, revisions, report: verificationReport(name, signatures, { revocation: 'if-known' }) };
  }
}
