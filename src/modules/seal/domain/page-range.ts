import { DomainError } from '../../../kernel/domain-error.ts';

const maxParts = 1000;

/**
 * The pages a person means by `1-3,5,8` (full-width `，` and `－` too), ascending and each once, counted from 1.
 * An empty range, a backward one, or one outside the document is refused: nothing is left out silently (SEA-045).
 */
export function parsePageRange(text: string, pageCount: number): readonly number[] {
  const parts = text.normalize('NFKC').split(/[,、;]/, maxParts + 1);
  if (text.trim() === '') throw new DomainError('invalid', 'seal.empty-page-range');
  if (parts.length > maxParts) throw malformed(text);
  const pages = new Set<number>();
  for (const part of parts) {
    const [first, last] = bounds(part, text);
    if (first < 1 || last > pageCount) throw new DomainError('invalid', 'seal.page-outside-document', { range: shown(part), pageCount });
    for (let page = first; page <= last; page += 1) pages.add(page);
  }
  return [...pages].sort((a, b) => a - b);
}

function bounds(part: string, text: string): readonly [number, number] {
  const match = /^\s*(\d{1,7})\s*(?:[-–—~]\s*(\d{1,7})\s*)?$/.exec(part);
  if (match === null) throw malformed(text);
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (last < first) throw malformed(text);
  return [first, last];
}

function malformed(text: string): DomainError {
  return new DomainError('invalid', 'seal.malformed-page-range', { range: shown(text) });
}

function shown(text: string): string {
  return text.trim().slice(0, 40);
}
