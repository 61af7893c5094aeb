import type { DocumentRecognition, Picture } from '../../../../adapters/identity/document-recognition.ts';
import type { FaceCheck } from '../../../../adapters/identity/face-check.ts';
import { accepted, type Outcome } from '../../../../kernel/outside.ts';
import type { CardPicture, FaceProof, IdCardReader } from '../../ports/identity-proof.ts';

/** Reads ID cards through the OCR party. */
export class RecognisedIdCards implements IdCardReader {
  readonly #recognition: DocumentRecognition;

  constructor(recognition: DocumentRecognition) {
    this.#recognition = recognition;
  }

  async portrait(picture: CardPicture): Promise<Outcome<{ name: string; idNumber: string } | undefined>> {
    const read = await this.#recognition.idCardPortrait(pictureOf(picture));
    if (!read.ok) return read;
    return accepted(
      read.value.recognised ? { name: read.value.fields.name, idNumber: read.value.fields.idNumber.toUpperCase() } : undefined,
    );
  }

  async emblem(picture: CardPicture): Promise<Outcome<{ validUntil: string | null } | undefined>> {
    const read = await this.#recognition.idCardEmblem(pictureOf(picture));
    if (!read.ok) return read;
    return accepted(read.value.recognised ? { validUntil: read.value.fields.validUntil } : undefined);
  }
}

function pictureOf({ mediaType, bytes }: CardPicture): Picture {
  return { mediaType: mediaType === 'image/png' ? 'image/png' : 'image/jpeg', bytes };
}

/** Face checks through the face party; the browser comes back to `returnUrl`. */
export class PartyFaceProof implements FaceProof {
  readonly #faces: FaceCheck;
  readonly #returnUrl: string;

  constructor(faces: FaceCheck, returnUrl: string) {
    this.#faces = faces;
    this.#returnUrl = returnUrl;
  }

  async begin(reference: string, person: { name: string; idNumber: string }): Promise<Outcome<{ checkId: string; url: string }>> {
    const begun = await this.#faces.begin(reference, person, this.#returnUrl);
    return begun.ok ? accepted({ checkId: begun.value.sessionId, url: begun.value.url }) : begun;
  }

  async result(
    reference: string,
    checkId: string,
    person: { name: string; idNumber: string },
  ): Promise<Outcome<'pending' | 'passed' | 'failed'>> {
    const result = await this.#faces.result(reference, checkId, person);
    return result.ok ? accepted(result.value.state) : result;
  }
}
