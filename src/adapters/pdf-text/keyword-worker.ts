import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { getDocument, PDFDataRangeTransport } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { FileSource } from '../../engines/pdf/pdf-source.ts';
import type { KeywordAnswer, KeywordPlace, KeywordQuestion } from './keyword-search.ts';
import { findKeyword, type TextRun } from './text-line.ts';

const maxPlaces = 500;
const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const resources = (folder: string): string => `${join(library, folder)}/`;

/** Lets pdf.js read the pieces it needs, so that a large file is never held whole. */
class SourceTransport extends PDFDataRangeTransport {
  readonly #source: FileSource;

  constructor(source: FileSource) {
    super(source.size, null);
    this.#source = source;
  }

  override requestDataRange(begin: number, end: number): void {
    this.onDataRange(begin, Uint8Array.from(this.#source.read(begin, end - begin)));
  }
}

async function search({ path, keyword, password }: KeywordQuestion): Promise<KeywordAnswer> {
  const source = FileSource.open(path);
  const task = getDocument({
    range: new SourceTransport(source),
    length: source.size,
    ...(password === undefined ? {} : { password }),
    verbosity: 0,
    disableAutoFetch: true,
    disableStream: true,
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    cMapUrl: resources('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: resources('standard_fonts'),
  });
  const document = await task.promise;
  const places: KeywordPlace[] = [];
  for (let page = 1; page <= document.numPages; page++) {
    for (const box of findKeyword(await runsOf(await document.getPage(page)), keyword)) places.push({ page, box });
    if (places.length > maxPlaces) return { error: 'too-many', message: 'the keyword occurs too often' };
  }
  return { places };
}

interface TextPage {
  getTextContent(options: { disableNormalization: boolean }): Promise<{ items: readonly object[] }>;
  cleanup(): void;
}

async function runsOf(page: TextPage): Promise<readonly TextRun[]> {
  const { items } = await page.getTextContent({ disableNormalization: true });
  page.cleanup();
  return items.flatMap((item) => (isTextItem(item) ? [{ ...item, text: item.str, endsLine: item.hasEOL }] : []));
}

interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly hasEOL: boolean;
}

function isTextItem(item: object): item is TextItem {
  return 'str' in item;
}

const question: KeywordQuestion = workerData;
const answer = await search(question).catch((error: unknown): KeywordAnswer => {
  return { error: 'unreadable', message: error instanceof Error ? error.message : String(error) };
});
parentPort?.postMessage(answer);
