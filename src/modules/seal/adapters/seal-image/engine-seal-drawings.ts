import { z } from 'zod';
import { drawSeal } from '../../../../engines/seal-image/draw-seal.ts';
import { drawStrokes } from '../../../../engines/seal-image/draw-strokes.ts';
import type { SealDesign as EngineDesign } from '../../../../engines/seal-image/seal-design.ts';
import { sealDesign, sealWeights } from '../../../../engines/seal-image/seal-design.ts';
import type { SealDrawing } from '../../../../engines/seal-image/seal-drawing.ts';
import { SealImageError } from '../../../../engines/seal-image/seal-image-error.ts';
import { personalSealText } from '../../../../engines/seal-image/square-text.ts';
import { toPng } from '../../../../engines/seal-image/to-png.ts';
import { toSvg } from '../../../../engines/seal-image/to-svg.ts';
import { type FieldError, InvalidFields } from '../../../../kernel/domain-error.ts';
import type { Handwriting } from '../../domain/personal-seal.ts';
import type { SealDesign } from '../../domain/seal-design.ts';
import type { DrawingParameters } from '../../domain/seal-picture.ts';
import type { SealDrawings } from '../../ports/seal-drawings.ts';

const mm = z.number();
const stored = z.strictObject({
  shape: z.enum(['round', 'ellipse', 'square']),
  widthMm: mm,
  heightMm: mm,
  color: z.string(),
  weight: z.literal(sealWeights),
  ringMm: mm,
  innerRingMm: mm,
  innerRingGapMm: mm,
  starMm: mm,
  starCentreMm: mm,
  textGapMm: mm,
  name: z.string(),
  nameHeightMm: mm,
  nameSweepDeg: mm,
  nameStepDeg: mm,
  middle: z.string(),
  middleHeightMm: mm,
  middleCentreMm: mm,
  middleWidthMm: mm,
  title: z.string(),
  titleHeightMm: mm,
  titleCentreMm: mm,
  titleWidthMm: mm,
  code: z.string(),
  codeHeightMm: mm,
  codeSweepDeg: mm,
});

/** Draws seals with our own engine. What was stored at making is drawn as stored, whatever the defaults are by now. */
export class EngineSealDrawings implements SealDrawings {
  async resolve(design: SealDesign): Promise<DrawingParameters> {
    const parameters = engineDesign(design);
    await drawn(parameters);
    return { ...parameters };
  }

  async resolveName(name: string): Promise<DrawingParameters> {
    const parameters = sealDesign('name', { name: personalSealText(name) });
    await drawn(parameters);
    return { ...parameters };
  }

  handwritingSvg({ strokes, strokeMm, color }: Handwriting): string {
    return toSvg(drawStrokes(strokes, strokeMm, color));
  }

  async svg(drawing: DrawingParameters): Promise<string> {
    return toSvg(await this.drawing(drawing));
  }

  async png(drawing: DrawingParameters, dpi: number): Promise<Uint8Array> {
    return toPng(await this.drawing(drawing), dpi);
  }

  /** The geometry itself, for writing it into a PDF. */
  drawing(drawing: DrawingParameters): Promise<SealDrawing> {
    return drawSeal(stored.parse(drawing));
  }
}

function engineDesign({ kind, text, title, code, sizeMm, ringMm, starMm, textMm, color }: SealDesign): EngineDesign {
  const size = { widthMm: sizeMm, heightMm: sizeMm, ringMm, color };
  if (kind === 'legal-representative') return sealDesign(kind, { ...size, name: personalSealText(text) });
  return sealDesign(kind, { ...size, name: text, title, code, starMm, nameHeightMm: textMm });
}

/** Draws once, so that what cannot be drawn is refused in the words of the form. */
async function drawn(design: EngineDesign): Promise<void> {
  try {
    await drawSeal(design);
  } catch (error) {
    if (!(error instanceof SealImageError)) throw error;
    throw new InvalidFields([fieldError(error, design)]);
  }
}

function fieldError({ code, subject }: SealImageError, design: EngineDesign): FieldError {
  if (code === 'missing-glyph') {
    return { field: design.title.includes(subject) ? 'title' : 'name', code: 'seal.missing-glyph', params: { character: subject } };
  }
  if (code === 'empty-name') return { field: 'name', code: 'seal.name-empty' };
  if (code === 'name-too-long') return { field: 'name', code: 'seal.name-too-long' };
  if (code !== 'parts-overlap') return { field: 'template', code: 'seal.cannot-be-drawn' };
  return { field: overlapField(subject), code: 'seal.parts-overlap' };
}

function overlapField(parts: string): string {
  if (parts.includes('star')) return 'starMm';
  return parts.includes('title') ? 'title' : 'textMm';
}
