import { deflateSync } from 'node:zlib';
import type { FormContent, FormImage, Matrix, Rect, Stamp } from './append-types.ts';
import { PdfError } from './pdf-error.ts';
import { name, PdfDict, type PdfObject, type PdfRef } from './pdf-object.ts';
import type { RevisionDraft } from './revision-draft.ts';

const packedOnce = new WeakMap<Uint8Array, Buffer>();

/** Deflating a vector seal costs more than signing: the same content object is deflated once. */
function packed(content: Uint8Array): Buffer {
  const known = packedOnce.get(content);
  if (known) return known;
  const made = deflateSync(content, { level: 9 });
  packedOnce.set(content, made);
  return made;
}

const IDENTITY = '1 0 0 1 0 0';

type Shown = NonNullable<Stamp['appearance']>;

/** Stamps with the same key look the same. */
export const appearanceKey = ({ form, bbox, matrix }: Shown): string => `${form}|${bbox?.join(' ') ?? ''}|${matrix?.join(' ') ?? ''}`;

/** Forms reserved in an earlier update, still empty, by the appearance that they are meant for. */
export type FormSlots = ReadonlyMap<string, PdfRef>;

/**
 * Writes each form once per revision and answers references to it; a slice or a turned copy becomes a tiny form of its own that draws the
 * shared one, and is itself shared by the stamps that look the same.
 */
export class SharedForms {
  readonly #draft: RevisionDraft;
  readonly #forms: readonly FormContent[];
  readonly #transparency: 'allowed' | 'forbidden';
  readonly #written = new Map<number, PdfRef>();
  readonly #wrappers = new Map<string, PdfRef>();
  #multiply: PdfRef | undefined;

  constructor(draft: RevisionDraft, forms: readonly FormContent[], transparency: 'allowed' | 'forbidden') {
    this.#draft = draft;
    this.#forms = forms;
    this.#transparency = transparency;
  }

  /** The form for a stamp's /AP /N. */
  appearance(stamp: Shown): PdfRef {
    const whole = this.#form(stamp.form).bbox.join(' ');
    const plain = (stamp.bbox?.join(' ') ?? whole) === whole && (stamp.matrix?.join(' ') ?? IDENTITY) === IDENTITY;
    if (plain) return this.#shared(stamp.form);
    const key = appearanceKey(stamp);
    const known = this.#wrappers.get(key);
    if (known) return known;
    const made = this.#draft.reserve();
    this.#wrappers.set(key, made);
    this.#wrap(made, stamp);
    return made;
  }

  /** Puts the appearance into the form reserved for it. */
  fill(slot: PdfRef, stamp: Shown): void {
    this.#wrap(slot, stamp);
  }

  #wrap(ref: PdfRef, stamp: Shown): void {
    const resources = PdfDict.of({ XObject: PdfDict.of({ S: this.#shared(stamp.form) }) });
    const dict = formDict(stamp.bbox ?? this.#form(stamp.form).bbox, resources, stamp.matrix);
    this.#draft.putStream(ref, dict, Buffer.from('/S Do'));
  }

  #form(index: number): FormContent {
    const form = this.#forms[index];
    if (!form) throw new PdfError('invalid-request', `there is no form ${index}`);
    return form;
  }

  #shared(index: number): PdfRef {
    const known = this.#written.get(index);
    if (known) return known;
    const form = this.#form(index);
    const multiplied = (form.blend ?? 'multiply') === 'multiply' && this.#transparency === 'allowed';
    const drawn = this.#addForm(form, multiplied ? PdfDict.of({ Type: name('Group'), S: name('Transparency'), I: true }) : undefined);
    const made = multiplied ? this.#multiplied(form.bbox, drawn) : drawn;
    this.#written.set(index, made);
    return made;
  }

  #addForm(form: FormContent, group: PdfDict | undefined): PdfRef {
    const resources = form.resources?.copy() ?? new PdfDict();
    if (form.images) {
      const own = resources.get('XObject');
      const objects = own instanceof PdfDict ? own.copy() : new PdfDict();
      for (const [key, image] of Object.entries(form.images)) objects.set(key, this.#image(image));
      resources.set('XObject', objects);
    }
    if (!resources.has('ProcSet')) resources.set('ProcSet', [name('PDF'), name('ImageC'), name('ImageB')]);
    const dict = formDict(form.bbox, resources);
    if (group) dict.set('Group', group); // composed by itself first: parts of the seal do not darken each other
    return this.#draft.addStream(dict, packed(form.content), 'deflated');
  }

  /** Draws a form so that it darkens what lies under it, as ink does: black text stays black under a red seal. */
  #multiplied(bbox: Rect, drawn: PdfRef): PdfRef {
    this.#multiply ??= this.#draft.add(PdfDict.of({ Type: name('ExtGState'), BM: name('Multiply') }));
    const resources = PdfDict.of({ ExtGState: PdfDict.of({ M: this.#multiply }), XObject: PdfDict.of({ S: drawn }) });
    return this.#draft.addStream(formDict(bbox, resources), Buffer.from('/M gs /S Do'));
  }

  #image(image: FormImage): PdfRef {
    const pixels = image.width * image.height;
    const channels = image.color === 'rgb' ? 3 : 1;
    const fits = image.samples.length === pixels * channels && (image.alpha === undefined || image.alpha.length === pixels);
    if (!(pixels > 0) || !fits) throw new PdfError('invalid-request', 'an image does not have as many samples as its size says');
    const mask = image.alpha && this.#transparency === 'allowed' ? this.#plane(image, 'DeviceGray', image.alpha) : undefined;
    const samples = image.alpha && !mask ? onWhite(image.samples, image.alpha, channels) : image.samples;
    return this.#plane(image, channels === 3 ? 'DeviceRGB' : 'DeviceGray', samples, mask);
  }

  #plane(image: FormImage, space: string, samples: Uint8Array, mask?: PdfObject): PdfRef {
    const dict = PdfDict.of({
      Type: name('XObject'),
      Subtype: name('Image'),
      Width: image.width,
      Height: image.height,
      ColorSpace: name(space),
      BitsPerComponent: 8,
      SMask: mask,
    });
    return this.#draft.addStream(dict, packed(samples), 'deflated');
  }
}

/** An empty form, the appearance of a reserved field. */
export function emptyForm(draft: RevisionDraft): PdfRef {
  return draft.addStream(formDict([0, 0, 1, 1], new PdfDict()), Buffer.from(' '));
}

function formDict(bbox: Rect, resources: PdfDict, matrix?: Matrix): PdfDict {
  const dict = PdfDict.of({ Type: name('XObject'), Subtype: name('Form'), BBox: [...bbox], Resources: resources });
  if (![...bbox, ...(matrix ?? [])].every(Number.isFinite)) throw new PdfError('invalid-request', 'a box is not made of numbers');
  if (matrix && matrix.join(' ') !== IDENTITY) dict.set('Matrix', [...matrix]);
  return dict;
}

function onWhite(samples: Uint8Array, alpha: Uint8Array, channels: number): Uint8Array {
  const out = new Uint8Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const opacity = alpha[Math.floor(i / channels)] ?? 255;
    out[i] = Math.round(((samples[i] ?? 0) * opacity + 255 * (255 - opacity)) / 255);
  }
  return out;
}
