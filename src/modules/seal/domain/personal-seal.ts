import { FieldChecks } from '../../../kernel/field-checks.ts';
import type { DrawingParameters, ScannedPicture } from './seal-picture.ts';

/** SEA-024: one name seal (人名章), made or scanned, and beside it one hand-written signature (手写签名). */
export const personalSlots = ['name', 'signature'] as const;
export type PersonalSlot = (typeof personalSlots)[number];

/** A signature as it was drawn: each stroke is x, y, x, y … in millimetres from the upper left of the pad. */
export interface Handwriting {
  readonly way: 'written';
  readonly strokes: readonly (readonly number[])[];
  readonly strokeMm: number;
  readonly color: string;
}

export interface MadeNameSeal {
  readonly way: 'made';
  readonly text: string;
  readonly drawing: DrawingParameters;
}

export type PersonalPicture = Handwriting | MadeNameSeal | ScannedPicture;

/** Making it again overwrites the former picture (requirements 8.9). */
export interface PersonalSeal {
  /** New with every picture, so that a usage record tells which one was used. */
  readonly id: string;
  readonly accountId: string;
  readonly slot: PersonalSlot;
  readonly picture: PersonalPicture;
  readonly updatedAt: Date;
}

/** The writing pad: what is drawn is cut to its ink afterwards. */
export const padMm = { width: 60, height: 30 } as const;
export const inkColors = ['#1d2129', '#0033a0', '#c8161d'] as const;
export const strokeWidths = ['0.4', '0.7', '1.1'] as const;
const mostStrokes = 200;
const mostNumbers = 12_000;
const longestText = 120_000;

/** Lines of numbers, one stroke each: `1.2,3.4 1.3,3.6`. Undefined when it is not that, or more than a signature is. */
function readStrokes(text: string): readonly (readonly number[])[] | undefined {
  if (text.length > longestText || !/^[\d., \n]*$/.test(text)) return undefined;
  const strokes = text
    .split('\n')
    .map((line) => line.split(/[ ,]+/).filter((part) => part !== ''))
    .filter((line) => line.length > 0)
    .map((line) => line.map((part) => Math.round(Number(part) * 100) / 100));
  const count = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  if (strokes.length > mostStrokes || count > mostNumbers) return undefined;
  const onPad = (value: number, i: number) => value >= 0 && value <= (i % 2 === 0 ? padMm.width : padMm.height);
  return strokes.every((stroke) => stroke.length % 2 === 0 && stroke.every(onPad)) ? strokes : undefined;
}

/** SEA-021: drawing, colour and thickness. Throws InvalidFields. */
export function readHandwriting(input: { readonly strokes: string; readonly color: string; readonly strokeMm: string }): Handwriting {
  const checks = new FieldChecks();
  const strokes = readStrokes(input.strokes.replaceAll('\r', '').trim());
  checks.require(strokes !== undefined, 'strokes', 'seal.signature-not-readable');
  checks.require(strokes?.some((stroke) => stroke.length >= 4) === true, 'strokes', 'seal.signature-empty');
  const color = inkColors.find((ink) => ink === input.color);
  checks.require(color !== undefined, 'color', 'input.choose-one');
  const strokeMm = strokeWidths.find((width) => width === input.strokeMm);
  checks.require(strokeMm !== undefined, 'strokeMm', 'input.choose-one');
  checks.throwIfAny();
  return { way: 'written', strokes: strokes ?? [], strokeMm: Number(strokeMm), color: color ?? inkColors[0] };
}
