import { createHash } from 'node:crypto';
import type { ByteRange, DigestName } from './append-types.ts';
import { berLength } from './ber-length.ts';
import { hexValue } from './lexer.ts';
import type { PdfDocument } from './pdf-document.ts';
import { PdfDict, PdfString } from './pdf-object.ts';
import type { PdfSource } from './pdf-source.ts';
import type { CoverageProblem, PdfSignature, SignatureCoverage } from './signature-types.ts';
import { byteRangeOf } from './signatures.ts';

const MAX_CONTENTS = 16 * 1024 * 1024;

/**
 * Judges what the ByteRange of a signature covers: it must be `[0 a b c]`, the gap from a to b must be exactly the hex string of this
 * very signature's /Contents, and b + c must be the end of a revision (ISO 32000-2 12.8.1; the published ByteRange and wrapping attacks).
 */
export function coverageOf(document: PdfDocument, signature: PdfSignature): SignatureCoverage {
  const problems: CoverageProblem[] = [];
  const der = berLength(signature.contents);
  const padding = signature.contents.subarray(der);
  if (der === 0 || padding.some((byte) => byte !== 0)) problems.push('padding-not-zero');
  const result = { der: signature.contents.subarray(0, der), signedRevision: undefined, coversWholeFile: false };
  const range = signature.byteRange;
  if (!range) return { ...result, coversWholeRevision: false, problems: [...problems, 'no-byte-range'] };
  problems.push(...rangeProblems(document.source, range), ...valueProblems(document, signature, range));
  const end = range[2] + range[3];
  const revision = document.revisions.find(
    (candidate) => candidate.end !== undefined && end >= candidate.end && end <= (candidate.endWithSpace ?? 0),
  );
  if (!revision) problems.push('end-is-no-revision');
  const newest = revision !== undefined && revision.index === document.revisions.length - 1;
  return {
    ...result,
    problems: [...new Set(problems)],
    coversWholeRevision: problems.length === 0,
    coversWholeFile: problems.length === 0 && newest && revision.endWithSpace === document.source.size,
    signedRevision: revision?.index,
  };
}

/** The digest over the two covered ranges, read in pieces. The ranges must lie inside the file (see `coverageOf`). */
export async function digestOfRanges(source: PdfSource, range: ByteRange, digest: DigestName): Promise<Uint8Array> {
  const hash = createHash(digest);
  for await (const piece of source.chunks(range[0], range[0] + range[1])) hash.update(piece);
  for await (const piece of source.chunks(range[2], range[2] + range[3])) hash.update(piece);
  return hash.digest();
}

function rangeProblems(source: PdfSource, [first, length, second, rest]: ByteRange): CoverageProblem[] {
  if (first !== 0 || second < length + 2 || rest === 0) return ['byte-range-malformed'];
  if (second + rest > source.size) return ['byte-range-outside-file'];
  if (second - length > MAX_CONTENTS * 2) return ['gap-is-not-the-contents'];
  const gap = source.read(length, second - length);
  if (gap[0] !== 0x3c || gap[gap.length - 1] !== 0x3e) return ['gap-is-not-the-contents'];
  const digits = gap.subarray(1, -1);
  return digits.length % 2 === 0 && digits.every((byte) => hexValue(byte) >= 0) ? [] : ['contents-not-strict-hex'];
}

/** The dictionary must be an object of its own inside the signed bytes, and its /Contents must be what stands in the gap. */
function valueProblems(document: PdfDocument, signature: PdfSignature, range: ByteRange): CoverageProblem[] {
  const num = Number.parseInt(signature.value ?? '', 10);
  const entry = Number.isInteger(num) ? document.lookup(num) : undefined;
  if (entry?.type !== 'offset' || entry.offset >= range[1]) return ['value-outside-signed-revision'];
  const value = document.get(num);
  if (!(value instanceof PdfDict)) return ['value-outside-signed-revision'];
  if (value.repeatedKeys) return ['repeated-keys'];
  const contents = value.get('Contents');
  const at = contents instanceof PdfString && contents.form === 'hex' ? contents.at : undefined;
  const own = byteRangeOf(value);
  const same = own !== undefined && own.every((item, index) => item === range[index]);
  return same && at?.start === range[1] && at.end === range[2] ? [] : ['gap-is-not-the-contents'];
}
