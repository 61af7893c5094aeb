import type { SealDesign } from './seal-design.ts';
import { sealWeights } from './seal-design.ts';
import { SealImageError } from './seal-image-error.ts';

/** National rule: no seal is over 45 mm (国发〔1999〕25号 sets 42 mm for enterprises, 45 mm for the largest bodies). */
export const largestSealMm = 45;
const smallestSealMm = 8;
const longestText = 60;

const ranges: readonly (readonly [keyof SealDesign, number, number])[] = [
  ['ringMm', 0.1, 4],
  ['innerRingMm', 0, 2],
  ['innerRingGapMm', 0, 3],
  ['starMm', 0, 25],
  ['starCentreMm', -20, 20],
  ['textGapMm', 0, 5],
  ['nameHeightMm', 1, 12],
  ['nameSweepDeg', 60, 300],
  ['nameStepDeg', 5, 60],
  ['middleHeightMm', 1, 10],
  ['middleCentreMm', -20, 20],
  ['middleWidthMm', 2, 44],
  ['titleHeightMm', 1, 10],
  ['titleCentreMm', -20, 20],
  ['titleWidthMm', 2, 40],
  ['codeHeightMm', 0.8, 4],
  ['codeSweepDeg', 10, 150],
];

function checkSize(measure: string, value: number): void {
  if (!(value >= smallestSealMm)) {
    throw new SealImageError('too-small', measure, `${measure} ${value} mm is under ${smallestSealMm} mm`);
  }
  if (value > largestSealMm) throw new SealImageError('too-large', measure, `${measure} ${value} mm is over ${largestSealMm} mm`);
}

/** Refuses a design that no seal may have; texts are checked for length here and for glyphs where they are set. */
export function checkDesign(design: SealDesign): void {
  checkSize('widthMm', design.widthMm);
  checkSize('heightMm', design.heightMm);
  if (design.shape === 'round' && design.widthMm !== design.heightMm) {
    throw new SealImageError('bad-measure', 'heightMm', 'a round seal is as high as wide');
  }
  for (const [measure, least, most] of ranges) {
    const value = design[measure];
    if (typeof value !== 'number' || !Number.isFinite(value) || value < least || value > most) {
      throw new SealImageError('bad-measure', measure, `${measure} must be ${least} to ${most}, is ${value}`);
    }
  }
  if (!sealWeights.includes(design.weight)) throw new SealImageError('bad-measure', 'weight', `there is no weight ${design.weight}`);
  if (!/^#[0-9a-f]{6}$/.test(design.color)) throw new SealImageError('bad-color', 'color', 'the colour must be #rrggbb');
  if (design.code !== '' && !/^[0-9]{13}$/.test(design.code)) {
    throw new SealImageError('bad-code', design.code.slice(0, 40), 'the code of a seal has 13 digits');
  }
  for (const text of [design.name, design.title, design.middle]) {
    if (text.length > longestText) throw new SealImageError('name-too-long', text.slice(0, longestText), 'the text is too long for a seal');
  }
}
