import { z } from 'zod';
import { failed, type Outcome } from '../../kernel/outside.ts';
import type { SignedJson } from './signed-json.ts';

const text = z.string().min(1).max(500);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

const shapes = {
  /** 营业执照. `validUntil` null: 长期. */
  licence: z.object({ name: text, uscc: text, legalRepresentative: text, address: text.optional(), validUntil: day.nullable().optional() }),
  /** 人像面 */
  'id-card-portrait': z.object({ name: text, idNumber: text, address: text.optional() }),
  /** 国徽面. `validUntil` null: 长期. */
  'id-card-emblem': z.object({ issuer: text, validFrom: day, validUntil: day.nullable() }),
  /** 授权委托书 */
  letter: z.object({ unitName: text, uscc: text, legalRepresentative: text, agentName: text, agentIdNumber: text }),
} as const;

const recognition = <T extends z.ZodType>(fields: T) =>
  z.discriminatedUnion('recognised', [
    z.object({ recognised: z.literal(true), fields }),
    z.object({ recognised: z.literal(false), reason: text }),
  ]);

export type DocumentKind = keyof typeof shapes;
export type LicenceFields = z.infer<(typeof shapes)['licence']>;
export type IdCardPortraitFields = z.infer<(typeof shapes)['id-card-portrait']>;
export type IdCardEmblemFields = z.infer<(typeof shapes)['id-card-emblem']>;
export type LetterFields = z.infer<(typeof shapes)['letter']>;
/** Not recognised is an ordinary outcome (UNI-006 counts it), not a failure. */
export type Recognition<T> = { readonly recognised: true; readonly fields: T } | { readonly recognised: false; readonly reason: string };

export interface Picture {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'application/pdf';
  /** The uploaded bytes, unchanged; at most 10 MiB. */
  readonly bytes: Uint8Array;
}

/** Reads documents (OCR). What it tells is a reading to compare with typed data, never a proof by itself. Safe to repeat. */
export class DocumentRecognition {
  constructor(private readonly party: SignedJson) {}

  /** Failures: those of SignedJson, `reject` with `ocr.too-large` or the party's code. */
  licence(picture: Picture): Promise<Outcome<Recognition<LicenceFields>>> {
    return this.#read('licence', picture, recognition(shapes.licence));
  }

  idCardPortrait(picture: Picture): Promise<Outcome<Recognition<IdCardPortraitFields>>> {
    return this.#read('id-card-portrait', picture, recognition(shapes['id-card-portrait']));
  }

  idCardEmblem(picture: Picture): Promise<Outcome<Recognition<IdCardEmblemFields>>> {
    return this.#read('id-card-emblem', picture, recognition(shapes['id-card-emblem']));
  }

  letter(picture: Picture): Promise<Outcome<Recognition<LetterFields>>> {
    return this.#read('letter', picture, recognition(shapes.letter));
  }

  async #read<T>(kind: DocumentKind, picture: Picture, shape: z.ZodType<T>): Promise<Outcome<T>> {
    if (picture.bytes.byteLength > 10_485_760) return failed('reject', 'ocr.too-large', 'the picture is larger than 10 MiB');
    const data = Buffer.from(picture.bytes).toString('base64');
    return this.party.post('safe', '/ocr/recognitions', { kind, mediaType: picture.mediaType, data }, shape);
  }
}
