import { FieldChecks } from '../../../kernel/field-checks.ts';
import type { PlacementMode } from './placement.ts';
import type { StraddleEdge } from './straddle.ts';

/** The modes that a person may choose on the signing page. */
export const documentModes = ['current', 'all', 'range', 'straddle', 'keyword'] as const;

export const straddleEdges = ['right', 'left', 'top', 'bottom'] as const;

/** As typed: lengths are millimetres of the seal's centre from the left and the top of the page as seen. */
export interface PlacementInput {
  readonly mode: string;
  readonly page: string;
  readonly x: string;
  readonly y: string;
  readonly pages: string;
  readonly edge: string;
  readonly position: string;
  readonly keyword: string;
  readonly dx: string;
  readonly dy: string;
}

/** Reads the form's fields; where a keyword stands is still to be found. Throws InvalidFields at the fields that are no number or no choice. */
export function readPlacement(input: PlacementInput): PlacementMode {
  const mode = documentModes.find((known) => known === input.mode);
  const checks = new FieldChecks();
  checks.require(mode !== undefined, 'mode', 'input.choose-one');
  if (mode === 'keyword') return readKeyword(checks, input);
  if (mode === 'straddle') {
    const edge = edgeOf(input.edge);
    checks.require(edge !== undefined, 'edge', 'input.choose-one');
    const position = millimetresOf(checks, input.position, 'position');
    checks.throwIfAny();
    const pages = input.pages.trim();
    return { mode, edge: edge ?? 'right', position, ...(pages === '' ? {} : { pages }) };
  }
  const at = { x: millimetresOf(checks, input.x, 'x'), y: millimetresOf(checks, input.y, 'y') };
  const page = Number(input.page.normalize('NFKC').trim());
  if (mode === 'current') checks.require(/^\d{1,7}$/.test(input.page.normalize('NFKC').trim()), 'page', 'seal.not-a-page');
  if (mode === 'range') checks.require(input.pages.trim() !== '', 'pages', 'seal.empty-page-range');
  checks.throwIfAny();
  if (mode === 'all') return { mode, at };
  return mode === 'range' ? { mode, pages: input.pages, at } : { mode: 'current', page, at };
}

function readKeyword(checks: FieldChecks, input: PlacementInput): PlacementMode {
  checks.require(input.keyword.trim() !== '', 'keyword', 'seal.keyword-empty');
  const offset = { x: offsetOf(checks, input.dx, 'dx'), y: offsetOf(checks, input.dy, 'dy') };
  checks.throwIfAny();
  return { mode: 'keyword', keyword: input.keyword.trim(), offset, hits: [] };
}

function edgeOf(text: string): StraddleEdge | undefined {
  return straddleEdges.find((edge) => edge === text);
}

/** Right and down from the words; nothing typed is no offset. */
function offsetOf(checks: FieldChecks, text: string, field: string): number {
  const plain = text.normalize('NFKC').replace('−', '-').trim();
  checks.require(/^-?\d{0,4}(\.\d{1,3})?$/.test(plain) && plain !== '-', field, 'seal.not-millimetres');
  return Number(plain);
}

function millimetresOf(checks: FieldChecks, text: string, field: string): number {
  const plain = text.normalize('NFKC').trim();
  checks.require(/^\d{1,5}(\.\d{1,3})?$/.test(plain), field, 'seal.not-millimetres');
  return Number(plain);
}

/** The field at which a refusal of the placing rules is told. */
export function fieldOfRefusal(code: string, mode: string): string | undefined {
  if (code === 'seal.outside-page') return mode === 'straddle' ? 'position' : mode === 'keyword' ? 'dx' : 'x';
  if (code.startsWith('seal.keyword-') || code === 'seal.text-unreadable') return 'keyword';
  if (code === 'seal.straddle-needs-two-pages') return 'pages';
  if (code === 'seal.page-outside-document') return mode === 'current' ? 'page' : 'pages';
  return code === 'seal.malformed-page-range' || code === 'seal.empty-page-range' ? 'pages' : undefined;
}
