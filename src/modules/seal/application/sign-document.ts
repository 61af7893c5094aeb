import { type Actor, verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Ids } from '../../../kernel/ids.ts';
import type { DocumentRecord } from '../domain/document.ts';
import { type PlacementInput, readPlacement } from '../domain/document-placement.ts';
import { mustFit, mustLookLikePin } from '../domain/document-policy.ts';
import type { PlacementMode } from '../domain/placement.ts';
import type { DocumentCertificate, DocumentCertificates } from '../ports/document-certificates.ts';
import type { DocumentFiles } from '../ports/document-files.ts';
import type { DocumentWork } from '../ports/document-work.ts';
import type { PdfDocuments, SealedPdf } from '../ports/pdf-documents.ts';
import type { SealUsable, UsableSeal } from './seal-usable.ts';

export interface SignDocumentCommand {
  readonly documentId: string;
  readonly operationId: string;
  readonly sealId: string;
  readonly serial: string;
  readonly placement: PlacementInput;
  readonly pin: string;
  /** What the person signs with: shown in the usage record. */
  readonly device: string;
}

interface Sealing {
  readonly command: SignDocumentCommand;
  readonly operation: string;
  readonly mode: PlacementMode;
  readonly usable: UsableSeal;
  readonly certificate: DocumentCertificate;
  readonly document: DocumentRecord;
}

/**
 * SEA-027, SEA-028: seals a document with the person's PIN as consent. One form makes at most one result: a short transaction holds the
 * document, the sealing itself runs outside of any, and a second one stores the outcome.
 */
export class SignDocument {
  constructor(
    private readonly work: DocumentWork,
    private readonly seals: SealUsable,
    private readonly certificates: DocumentCertificates,
    private readonly pdfs: PdfDocuments,
    private readonly files: DocumentFiles,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, command: SignDocumentCommand): Promise<{ readonly documentId: string }> {
    const { accountId } = verifiedPersonOf(actor);
    const { documentId } = command;
    const operation = `document-sign/${accountId}/${command.operationId}`;
    const known = await this.work.run(async ({ documents, operations }) => {
      await documents.byId(documentId, accountId);
      return operations.answerTo(operation);
    });
    if (known !== undefined) return { documentId };
    const placement = readPlacement(command.placement);
    mustLookLikePin(command.pin);
    const usable = await this.seals.execute(actor, command.sealId, 'document');
    const certificate = await this.certificates.bySerial(accountId, command.serial);
    mustFit(certificate, usable.certificate);
    const document = await this.#hold(documentId, accountId, operation);
    await this.#seal(actor, { command, operation, mode: placement, usable, certificate, document });
    return { documentId };
  }

  #hold(documentId: string, accountId: string, operation: string): Promise<DocumentRecord> {
    return this.work.run(async ({ documents }) => {
      const document = await documents.byId(documentId, accountId);
      document.begin(operation, this.clock.now());
      await documents.save(document);
      return document.record;
    });
  }

  async #seal(actor: Actor, sealing: Sealing): Promise<void> {
    const fileId = this.ids.next();
    try {
      const sealed = await this.#write(await this.#found(sealing), this.files.pathOf(fileId));
      const superseded = await this.#store(actor, sealing, fileId, sealed);
      if (superseded !== undefined) await this.files.remove(superseded);
    } catch (error) {
      await this.files.remove(fileId);
      await this.#giveUp(sealing);
      throw error;
    }
  }

  /** A keyword is looked for in the very file that is sealed. */
  async #found(sealing: Sealing): Promise<Sealing> {
    const { mode, document } = sealing;
    if (mode.mode !== 'keyword') return sealing;
    const hits = await this.pdfs.findKeyword(this.files.pathOf(document.newest.fileId), mode.keyword);
    return { ...sealing, mode: { ...mode, hits } };
  }

  #write({ command, mode, usable, certificate, document }: Sealing, output: string): Promise<SealedPdf> {
    const { accountId } = document;
    return this.pdfs.seal({
      input: this.files.pathOf(document.newest.fileId),
      output,
      picture: usable.seal.picture,
      placement: mode,
      certificate,
      time: this.clock.now(),
      signerName: certificate.holderName,
      sign: (message) => this.certificates.sign(accountId, certificate.serial, message, command.pin),
    });
  }

  /** The outcome, its usage record and its audit row stand or fall together. */
  #store(actor: Actor, sealing: Sealing, fileId: string, { size, sha256, pages }: SealedPdf): Promise<string | undefined> {
    const { command, operation, document, usable, certificate, mode } = sealing;
    const { seal } = usable;
    return this.work.run(async ({ documents, usage, operations, audit }) => {
      const now = this.clock.now();
      const held = await documents.byId(document.id, document.accountId);
      const superseded = held.finish(operation, { fileId, size, sha256 }, now);
      await documents.save(held);
      await operations.remember(operation, document.id);
      await usage.add({
        id: this.ids.next(),
        at: now,
        accountId: document.accountId,
        personName: verifiedPersonOf(actor).name,
        unitId: seal.unitId,
        sealId: seal.id,
        sealName: seal.title === '' ? seal.kind : seal.title,
        certificateSerial: certificate.serial,
        operation: 'document',
        platformId: undefined,
        subjectId: document.id,
        subjectName: document.name,
        place: placeOf(mode, pages),
        device: command.device.slice(0, 200),
      });
      await audit.record(actor, 'seal.document-sign', {
        subject: 'seal.document',
        subjectId: document.id,
        from: document.sealings === 0 ? 'imported' : 'sealed',
        to: 'sealed',
        detail: { sealId: seal.id, by: usable.by, certificate: certificate.serial, mode: mode.mode, sha256 },
      });
      return superseded?.fileId;
    });
  }

  #giveUp({ document, operation }: Sealing): Promise<void> {
    return this.work.run(async ({ documents }) => {
      const held = await documents.byId(document.id, document.accountId);
      held.giveUp(operation);
      await documents.save(held);
    });
  }
}

/** `current:3` or `straddle:1-6`, in data; pages put it into words. */
function placeOf({ mode }: PlacementMode, pages: readonly number[]): string {
  const [first, last] = [pages[0], pages.at(-1)];
  return `${mode}:${first === last ? String(first) : `${String(first)}-${String(last)}`}`;
}
