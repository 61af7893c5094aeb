import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PdfSealer } from '../adapters/pdf-sealing/pdf-sealer.ts';
import { sealAppearance } from '../adapters/pdf-sealing/seal-appearance.ts';
import { readPkcs12, type SigningIdentity } from '../adapters/pkcs12/read-pkcs12.ts';
import { SystemClock } from '../adapters/system/system-clock.ts';
import { HttpTimeStamp, timeStampSize } from '../adapters/time-stamp/http-time-stamp.ts';
import type { SignedRevision } from '../engines/pdf/append-types.ts';
import { pageAt, pageCount } from '../engines/pdf/page-tree.ts';
import { openPdf } from '../engines/pdf/pdf-document.ts';
import { PdfError } from '../engines/pdf/pdf-error.ts';
import { FileSource, type PdfSource } from '../engines/pdf/pdf-source.ts';
import { pictureToPdfForm } from '../engines/seal-image/picture-to-pdf-form.ts';
import { SealImageError } from '../engines/seal-image/seal-image-error.ts';
import { type Certificate, parseCertificate } from '../engines/x509/certificate.ts';
import { DomainError } from '../kernel/domain-error.ts';
import { placeSeal } from '../modules/seal/domain/placement.ts';
import { refusalToSign } from '../modules/seal/domain/signing-purpose.ts';
import { type Command, Refusal, type Terminal, UsageError } from './command.ts';
import { placementOf } from './placement-options.ts';

const help = `Usage: yinxin sign IN.pdf OUT.pdf --p12 FILE --passphrase-file FILE [OPTIONS]

Appends a PAdES signature (B-B, with --tsa B-T) to IN.pdf and writes OUT.pdf; the bytes of IN.pdf stay as they are.
Without --seal the signature is invisible.

  --p12 FILE              PKCS #12 file with the key, its certificate and the issuers
  --passphrase-file FILE  file whose first line opens it
  --seal IMAGE            seal picture: SVG, PNG or JPEG
  --size MM               width of the seal in millimetres (default 40)
  --mode MODE             where: current (default), all, range, straddle, keyword
  --page N                for current: the page, from 1 (default 1)
  --pages LIST            for range and straddle: such as 1-3,5,8
  --at X,Y                centre of the seal, in millimetres from the left and the top of the page as seen
  --edge EDGE             for straddle: right (default), left, top, bottom
  --position MM           for straddle: centre of the seal along the edge, from its top or left end
  --keyword TEXT          for keyword: a seal goes on every place where it stands
  --offset X,Y            for keyword: moves the seal from the middle of the words, in millimetres right and down
  --reason TEXT           reason, kept in the signature
  --location TEXT         place, kept in the signature
  --tsa URL               time-stamp the signature (B-T) at this RFC 3161 authority
  --field NAME            signature field to fill or to make
  --password-file FILE    file whose first line opens an encrypted IN.pdf

Exit code: 0 signed, 1 refused (nothing is written), 64 wrong use.
`;

const options = {
  p12: { type: 'string' },
  'passphrase-file': { type: 'string' },
  seal: { type: 'string' },
  size: { type: 'string' },
  mode: { type: 'string' },
  page: { type: 'string' },
  pages: { type: 'string' },
  at: { type: 'string' },
  edge: { type: 'string' },
  position: { type: 'string' },
  keyword: { type: 'string' },
  offset: { type: 'string' },
  reason: { type: 'string' },
  location: { type: 'string' },
  tsa: { type: 'string' },
  field: { type: 'string' },
  'password-file': { type: 'string' },
} as const;

export const signCommand: Command = { help, run };

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [input, output, ...more] = positionals;
  if (input === undefined || output === undefined || more.length > 0)
    throw new UsageError('IN.pdf and OUT.pdf are needed, and nothing else');
  const { p12, 'passphrase-file': passphraseFile } = values;
  if (p12 === undefined || passphraseFile === undefined) throw new UsageError('--p12 and --passphrase-file are needed');
  try {
    const source = FileSource.open(input);
    try {
      const signed = await sign({ source, input, output, p12, passphrase: firstLine(passphraseFile), values });
      terminal.out(`${output}: signed as ${signed.fieldName}, ${String(signed.bytesAdded)} bytes added\n`);
      if (signed.rebuilt) terminal.err('The cross-reference of the input was damaged; it was found again by reading the whole file.\n');
    } finally {
      source.close();
    }
    return 0;
  } catch (error) {
    throw refusalOf(error);
  }
}

type Values = { readonly [Name in keyof typeof options]?: string };

interface Work {
  readonly source: PdfSource;
  readonly input: string;
  readonly output: string;
  readonly p12: string;
  readonly passphrase: string;
  readonly values: Values;
}

async function sign(work: Work): Promise<SignedRevision> {
  const { source, output, p12, passphrase, values } = work;
  const time = new SystemClock().now();
  const identity = await readPkcs12(readFileSync(p12), passphrase);
  const certificate = mayStillSign(identity, time);
  const password = values['password-file'] === undefined ? {} : { password: firstLine(values['password-file']) };
  const seal = await sealOf(work, password);
  return new PdfSealer(identity).seal({
    input: source,
    output,
    time,
    signerName: certificate.subject.get('CN') ?? certificate.subject.toString(),
    ...password,
    ...(seal === undefined ? {} : { seal }),
    ...(values.tsa === undefined ? {} : { timeStamp: stampedAt(values.tsa) }),
    ...(values.field === undefined ? {} : { fieldName: values.field }),
    ...(values.reason === undefined ? {} : { reason: values.reason }),
    ...(values.location === undefined ? {} : { location: values.location }),
  });
}

async function sealOf({ source, input, values }: Work, password: { readonly password?: string }) {
  const { mode, page, pages, at, edge, position, keyword, offset } = values;
  const given = Object.entries({ mode, page, pages, at, edge, position, keyword, offset }).filter(([, value]) => value !== undefined);
  const asked = placementOf(Object.fromEntries(given));
  if (values.seal === undefined) {
    if (asked !== undefined) throw new UsageError('a place is given but no --seal');
    return undefined;
  }
  if (asked === undefined) throw new UsageError('--at (or --mode and what it needs) is needed with --seal');
  const width = values.size === undefined ? 40 : Number(values.size);
  const form = await pictureToPdfForm(readFileSync(values.seal), width);
  const [x0, y0, x1, y1] = form.bbox;
  const document = openPdf(source, password);
  const placement = asked.mode === 'keyword' ? { ...asked, hits: await hitsOf(asked.keyword, input, password) } : asked;
  const documentPages = { pageCount: pageCount(document), geometryOf: (number: number) => pageAt(document, number - 1) };
  const marks = placeSeal(documentPages, placement, { width, height: (width * (y1 - y0)) / (x1 - x0) });
  return { appearance: await sealAppearance(form), marks };
}

async function hitsOf(keyword: string, path: string, password: { readonly password?: string }) {
  const { searchKeyword } = await import('../adapters/pdf-text/keyword-search.ts');
  return searchKeyword({ path, keyword, ...password });
}

function stampedAt(url: string) {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new UsageError('--tsa wants an http or https address');
  const authority = new HttpTimeStamp(url);
  return { size: timeStampSize, token: (signatureValue: Uint8Array) => authority.token(signatureValue) };
}

function mayStillSign(identity: SigningIdentity, time: Date): Certificate {
  const certificate = parseCertificate(identity.certificate);
  const refusal = refusalToSign({ keyUsage: certificate.keyUsage, extendedKeyUsage: certificate.extendedKeyUsage });
  if (refusal !== undefined) throw new Refusal(refusal, 'this certificate may not sign documents');
  if (time > certificate.notAfter)
    throw new Refusal('certificate-expired', `this certificate expired on ${certificate.notAfter.toISOString()}`);
  if (time < certificate.notBefore) {
    throw new Refusal('certificate-not-yet-valid', `this certificate is valid from ${certificate.notBefore.toISOString()} on`);
  }
  return certificate;
}

function firstLine(path: string): string {
  return readFileSync(path, 'utf8').split(/\r?\n/, 1)[0] ?? '';
}

function refusalOf(error: unknown): unknown {
  if (error instanceof DomainError) {
    const detail = Object.entries(error.params).map(([name, value]) => `${name}: ${String(value)}`);
    return new Refusal(error.code, ['refused', ...detail].join(', '), { cause: error });
  }
  if (error instanceof PdfError) return new Refusal(`pdf.${error.code}`, error.message, { cause: error });
  if (error instanceof SealImageError) return new Refusal(`seal-image.${error.code}`, error.message, { cause: error });
  if (error instanceof Error && 'syscall' in error && 'code' in error)
    return new Refusal(`file.${String(error.code)}`, error.message, { cause: error });
  return error;
}
