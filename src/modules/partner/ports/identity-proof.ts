import type { Outcome } from '../../../kernel/outside.ts';

export interface CardPicture {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Reads the two sides of a resident ID card. */
export abstract class IdCardReader {
  /** Name and number as printed, or undefined when the picture cannot be read. */
  abstract portrait(picture: CardPicture): Promise<Outcome<{ readonly name: string; readonly idNumber: string } | undefined>>;
  /** The day after which the card is no longer valid (`2031-04-05`, null: long-term), or undefined when it cannot be read. */
  abstract emblem(picture: CardPicture): Promise<Outcome<{ readonly validUntil: string | null } | undefined>>;
}

/** Live face check against the public-security store. The return of the browser proves nothing: only `result` does. */
export abstract class FaceProof {
  abstract begin(
    reference: string,
    person: { readonly name: string; readonly idNumber: string },
  ): Promise<Outcome<{ readonly checkId: string; readonly url: string }>>;
  abstract result(
    reference: string,
    checkId: string,
    person: { readonly name: string; readonly idNumber: string },
  ): Promise<Outcome<'pending' | 'passed' | 'failed'>>;
}
