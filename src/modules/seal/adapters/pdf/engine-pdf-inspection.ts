import { BoundedThreads, ThreadGaveUp } from '../../../../adapters/system/bounded-threads.ts';
import { type InspectedPdf, PdfInspection } from '../../ports/pdf-inspection.ts';
import { fileDigest } from './file-digest.ts';
import type { InspectionAnswer, InspectionQuestion } from './inspection-question.ts';
import { nothingStated, type OwnAuthority, type StatusFiles } from './own-authority.ts';
import type { TrustFolder } from './trust-folder.ts';

const mostAsked = 20;
const limits = { threads: 2, timeoutMs: 60_000, memoryMb: 512 } as const;

/**
 * The inspection of the command line, in a thread with bounded time and memory, and with the answers of our own CA about its certificates.
 * Nothing is fetched from anywhere.
 */
export class EnginePdfInspection extends PdfInspection {
  readonly #trust: TrustFolder;
  readonly #own: OwnAuthority;
  readonly #threads: BoundedThreads<InspectionQuestion, InspectionAnswer>;

  constructor(trust: TrustFolder, own: OwnAuthority) {
    super();
    this.#trust = trust;
    this.#own = own;
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#threads = new BoundedThreads(new URL(`./inspection-thread.${ending}`, import.meta.url), limits);
  }

  override sizeAndDigest(path: string): Promise<{ size: number; sha256: string }> {
    return fileDigest(path);
  }

  /** Who signed is known after a first look; what the CA says of them changes the second. */
  override async inspect(path: string, at: Date): Promise<InspectedPdf | { readonly unusable: string }> {
    // Without an answer of our own CA the anchors in the folder judge alone.
    await this.#trust.add(await this.#own.certificates().catch(() => []));
    const question = { path, at, trust: await this.#trust.files(), crls: [], ocsps: [] };
    const first = await this.#answer(question);
    if (!('inspected' in first)) return first;
    const { crls, ocsps } = await this.#statements(first.signers);
    if (crls.length + ocsps.length === 0) return first.inspected;
    const second = await this.#answer({ ...question, crls, ocsps });
    return 'inspected' in second ? second.inspected : second;
  }

  async #answer(question: InspectionQuestion): Promise<Exclude<InspectionAnswer, { readonly failed: string }>> {
    try {
      const answer = await this.#threads.ask(question);
      if ('failed' in answer) throw new Error(`the inspection failed: ${answer.failed}`);
      return answer;
    } catch (error) {
      if (error instanceof ThreadGaveUp) return { unusable: 'too-complex' };
      throw error;
    }
  }

  async #statements(signers: readonly string[]): Promise<StatusFiles> {
    const serials = [...new Set(signers)].slice(0, mostAsked);
    const answers = await Promise.all(serials.map((serial) => this.#own.statusOf(serial).catch(() => nothingStated)));
    return { crls: answers.flatMap(({ crls }) => crls), ocsps: answers.flatMap(({ ocsps }) => ocsps) };
  }
}
