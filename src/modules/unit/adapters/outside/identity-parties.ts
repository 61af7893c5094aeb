import type { BusinessRegistry } from '../../../../adapters/identity/business-registry.ts';
import type { DocumentRecognition, Picture, Recognition } from '../../../../adapters/identity/document-recognition.ts';
import type { Remittance, RemittanceState } from '../../../../adapters/identity/remittance.ts';
import type { Blobs } from '../../../../kernel/blobs.ts';
import type { Failure, Outcome } from '../../../../kernel/outside.ts';
import { CheckUnavailable } from '../../domain/unit-errors.ts';
import { BusinessRegister, type RegisterAnswer, type RegisterQuestion } from '../../ports/business-register.ts';
import { CorporateTransfers, type TransferState, type TransferToSend } from '../../ports/corporate-transfers.ts';
import { type IdCardReading, type LetterReading, type LicenceReading, PaperReader } from '../../ports/paper-reader.ts';

function unavailable(failure: Failure): CheckUnavailable {
  return new CheckUnavailable({ cause: new Error(`${failure.kind} ${failure.code}`) });
}

/** Reads the stored papers through the OCR party. */
export class RecognisedPapers extends PaperReader {
  constructor(
    private readonly recognition: DocumentRecognition,
    private readonly blobs: Blobs,
  ) {
    super();
  }

  async licence(blobId: string): Promise<LicenceReading | undefined> {
    const fields = read(await this.recognition.licence(await this.#picture(blobId)));
    return fields && { name: fields.name, code: fields.uscc, legalRepresentative: fields.legalRepresentative };
  }

  async idPortrait(blobId: string): Promise<IdCardReading | undefined> {
    return read(await this.recognition.idCardPortrait(await this.#picture(blobId)));
  }

  async idEmblem(blobId: string): Promise<boolean> {
    return read(await this.recognition.idCardEmblem(await this.#picture(blobId))) !== undefined;
  }

  async letter(blobId: string): Promise<LetterReading | undefined> {
    const fields = read(await this.recognition.letter(await this.#picture(blobId)));
    return fields && { ...fields, code: fields.uscc };
  }

  async #picture(blobId: string): Promise<Picture> {
    const { mediaType } = await this.blobs.info(blobId);
    const bytes = await this.blobs.bytes(blobId);
    return { mediaType: mediaType === 'application/pdf' || mediaType === 'image/png' ? mediaType : 'image/jpeg', bytes };
  }
}

function read<T>(answer: Outcome<Recognition<T>>): T | undefined {
  if (!answer.ok) throw unavailable(answer);
  return answer.value.recognised ? answer.value.fields : undefined;
}

/** Asks the business register through the identity party. */
export class PartyBusinessRegister extends BusinessRegister {
  constructor(private readonly registry: BusinessRegistry) {
    super();
  }

  async compare({ name, code, legalRepresentative, legalRepresentativeId }: RegisterQuestion): Promise<RegisterAnswer> {
    const elements = { name, uscc: code, legalRepresentative };
    const answer = await this.registry.verify(legalRepresentativeId === undefined ? elements : { ...elements, legalRepresentativeId });
    if (!answer.ok) throw unavailable(answer);
    const { value } = answer;
    if (value.result === 'absent') return { result: 'absent' };
    if (value.result === 'mismatch') return { result: 'mismatch', elements: value.mismatched };
    return value.operating === 'operating' ? { result: 'match' } : { result: 'not-operating' };
  }
}

const stateOf: Readonly<Record<RemittanceState['state'], TransferState>> = {
  accepted: 'underway',
  paid: 'paid',
  failed: 'failed',
  absent: 'underway',
};

/** Sends small sums through the remittance party. */
export class PartyCorporateTransfers extends CorporateTransfers {
  constructor(private readonly remittance: Remittance) {
    super();
  }

  /** The state is asked first, so that an order whose answer was lost is never placed under doubt twice. */
  async send({ id, accountName, bank, account, amountFen }: TransferToSend): Promise<TransferState> {
    const known = await this.remittance.state(id);
    if (!known.ok) throw unavailable(known);
    if (known.value.state !== 'absent') return stateOf[known.value.state];
    const ordered = await this.remittance.order({ reference: id, accountName, bank, accountNumber: account, amountFen });
    if (ordered.ok) return stateOf[ordered.value.state];
    if (ordered.kind === 'reject') return 'failed';
    if (ordered.kind === 'unknown') return 'underway';
    throw unavailable(ordered);
  }
}
