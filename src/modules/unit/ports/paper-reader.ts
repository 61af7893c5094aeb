/** `undefined`: the paper could not be read as one of its kind. */
export interface LicenceReading {
  readonly name: string;
  readonly code: string;
  readonly legalRepresentative: string;
}

export interface IdCardReading {
  readonly name: string;
  readonly idNumber: string;
}

export interface LetterReading {
  readonly unitName: string;
  readonly code: string;
  readonly legalRepresentative: string;
  readonly agentName: string;
  readonly agentIdNumber: string;
}

/** Reads uploaded papers (OCR). A reading is compared with typed data and proves nothing alone. All throw CheckUnavailable. */
export abstract class PaperReader {
  abstract licence(blobId: string): Promise<LicenceReading | undefined>;
  abstract idPortrait(blobId: string): Promise<IdCardReading | undefined>;
  /** Whether it is the emblem side of an ID card. */
  abstract idEmblem(blobId: string): Promise<boolean>;
  abstract letter(blobId: string): Promise<LetterReading | undefined>;
}
