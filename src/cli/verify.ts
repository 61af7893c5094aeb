import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { InspectedDocument } from '../adapters/pdf-verification/inspected-document.ts';
import { askOnline } from '../adapters/pdf-verification/online-revocation.ts';
import { type InspectionOptions, inspectPdf } from '../adapters/pdf-verification/pdf-inspector.ts';
import { joined, noRevocationData, type RevocationData, readCrl, readOcsp } from '../adapters/pdf-verification/revocation-data.ts';
import { type TrustStore, trustStoreOf } from '../adapters/pdf-verification/trust-store.ts';
import { SystemClock } from '../adapters/system/system-clock.ts';
import { PdfError } from '../engines/pdf/pdf-error.ts';
import { FileSource, type PdfSource } from '../engines/pdf/pdf-source.ts';
import { X509Error } from '../engines/x509/x509-error.ts';
import type { FileVerdict, Strictness } from '../modules/seal/domain/verdict.ts';
import { unusableReport, type VerificationReport, verificationReport } from '../modules/seal/domain/verification-report.ts';
import { type Command, type Terminal, UsageError } from './command.ts';
import { reportText } from './report-text.ts';

const help = `Usage: yinxin verify FILE.pdf [OPTIONS]

Reports who signed, whether it holds, and every change made later.

  --anchor PEM          trust the self-issued CA certificates in this file; may be given several times
  --trust-dir DIR       trust those in the .pem, .crt and .cer files of DIR (default ./data/trust, when it exists)
  --crl FILE            certificate revocation list, PEM or DER; may be given several times
  --ocsp FILE           OCSP response, DER; may be given several times
  --online              ask the OCSP responders and lists that trusted certificates name
  --require-revocation  without revocation data the verdict is indeterminate
  --time TIME           judge certificates at this time (ISO 8601) instead of now
  --password-file FILE  file whose first line opens an encrypted PDF
  --json                print the report as JSON

Exit code: 0 valid or valid with later changes, 1 invalid, 2 indeterminate, 3 unsigned or not usable, 64 wrong use.
`;

const options = {
  anchor: { type: 'string', multiple: true },
  'trust-dir': { type: 'string' },
  crl: { type: 'string', multiple: true },
  ocsp: { type: 'string', multiple: true },
  online: { type: 'boolean' },
  'require-revocation': { type: 'boolean' },
  time: { type: 'string' },
  'password-file': { type: 'string' },
  json: { type: 'boolean' },
} as const;

const defaultTrustDirectory = 'data/trust';

const exitCodes: Readonly<Record<FileVerdict, number>> = {
  valid: 0,
  'valid-with-later-changes': 0,
  invalid: 1,
  indeterminate: 2,
  unsigned: 3,
  unusable: 3,
};

export const verifyCommand: Command = { help, run };

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('one FILE.pdf is needed');
  const at = values.time === undefined ? new SystemClock().now() : timeOf(values.time);
  const trust = trustOf(values.anchor ?? [], values['trust-dir']);
  const passwordFile = values['password-file'];
  const password = passwordFile === undefined ? {} : { password: readFileSync(passwordFile, 'utf8').split(/\r?\n/, 1)[0] ?? '' };
  const revocation = values['require-revocation'] === true ? 'required' : 'if-known';
  const known = revocationOf(values.crl ?? [], values.ocsp ?? []);
  const report = await verify(
    file,
    { trust, at, revocation: known, ...password },
    { revocation, online: values.online === true, terminal },
  );
  terminal.out(values.json === true ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
  return exitCodes[report.verdict];
}

interface Manner extends Strictness {
  readonly online: boolean;
  readonly terminal: Terminal;
}

async function verify(file: string, options: InspectionOptions, manner: Manner): Promise<VerificationReport> {
  try {
    const source = FileSource.open(file);
    try {
      const { signatures } = await inspect(source, options, manner);
      return verificationReport(file, signatures, manner);
    } finally {
      source.close();
    }
  } catch (error) {
    if (error instanceof PdfError) return unusableReport(file, error.code);
    if (error instanceof Error && 'syscall' in error) return unusableReport(file, 'unreadable-file');
    throw error;
  }
}

/** Online, the first look tells whose state to ask for, and the second one uses the answers. */
async function inspect(source: PdfSource, options: InspectionOptions, { online, terminal }: Manner): Promise<InspectedDocument> {
  const first = await inspectPdf(source, options);
  if (!online) return first;
  const { data, problems } = await askOnline(first.chains, options.trust);
  for (const problem of problems) terminal.err(`not answered: ${problem}\n`);
  return inspectPdf(source, { ...options, revocation: joined(options.revocation ?? noRevocationData, data) });
}

function trustOf(anchorFiles: readonly string[], directory: string | undefined): TrustStore {
  return usable('a trust file', () => trustStoreOf([...anchorFiles, ...trustFiles(directory)].map((path) => readFileSync(path))));
}

function revocationOf(crls: readonly string[], ocsps: readonly string[]): RevocationData {
  return {
    crls: crls.map((path) => usable(path, () => readCrl(readFileSync(path)))),
    ocspResponses: ocsps.map((path) => usable(path, () => readOcsp(readFileSync(path)))),
  };
}

function usable<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof X509Error) throw new UsageError(`${what} is not usable: ${error.message}`);
    if (error instanceof Error && 'syscall' in error) throw new UsageError(error.message);
    throw error;
  }
}

function trustFiles(directory: string | undefined): readonly string[] {
  const folder = directory ?? defaultTrustDirectory;
  if (directory === undefined && !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /\.(pem|crt|cer)$/i.test(name))
    .map((name) => join(folder, name));
}

function timeOf(text: string): Date {
  const time = Date.parse(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(time)) throw new UsageError('--time wants a time such as 2026-11-21T12:00:00Z');
  return new Date(time);
}
