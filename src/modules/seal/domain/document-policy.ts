import { InvalidFields } from '../../../kernel/domain-error.ts';
import { DocumentRefused } from './document-errors.ts';
import type { FittingCertificate } from './seal-use.ts';

/** What a person may keep here. */
export const documentLimits = { files: 100, bytes: 2 * 1024 ** 3, fileBytes: 200 * 1024 ** 2 } as const;

export function mustHaveRoom(kept: { readonly files: number; readonly bytes: number }, size: number): void {
  if (kept.files >= documentLimits.files || kept.bytes + size > documentLimits.bytes) throw new DocumentRefused('seal.document-room');
}

/** What was found out about a file before it is taken in. */
export interface DocumentFacts {
  readonly pages: number;
  /** Certified by its author: any new seal would break that certification. */
  readonly certified: boolean;
  /** Its cross-reference had to be found again by scanning. */
  readonly rebuilt: boolean;
  readonly signatures: number;
}

/** Refuses what no seal can be put on without breaking something. */
export function mustBeSealable({ pages, certified, rebuilt, signatures }: DocumentFacts): void {
  if (pages < 1) throw new DocumentRefused('seal.document-without-pages');
  if (certified) throw new DocumentRefused('seal.document-locked');
  if (rebuilt && signatures > 0) throw new DocumentRefused('seal.document-rebuilt-and-signed');
}

/** SEA-031: unit seal with a certificate of that unit, personal seal with the person's own. */
export function mustFit(certificate: { readonly unitId: string | undefined }, fitting: FittingCertificate): void {
  const wanted = fitting.kind === 'unit' ? fitting.unitId : undefined;
  if (certificate.unitId !== wanted) throw new InvalidFields([{ field: 'certificate', code: 'seal.certificate-does-not-fit' }]);
}

/** VAL-09; a PIN that cannot be one costs no try. */
export function mustLookLikePin(pin: string): void {
  if (!/^\d{6}$/.test(pin)) throw new InvalidFields([{ field: 'pin', code: 'seal.pin-six-digits' }]);
}
