import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { PdfSealer, type SealingRequest } from '../../src/adapters/pdf-sealing/pdf-sealer.ts';
import { sealAppearance } from '../../src/adapters/pdf-sealing/seal-appearance.ts';
import { pageAt, pageCount } from '../../src/engines/pdf/page-tree.ts';
import { openPdf } from '../../src/engines/pdf/pdf-document.ts';
import type { PdfSource } from '../../src/engines/pdf/pdf-source.ts';
import { drawSeal } from '../../src/engines/seal-image/draw-seal.ts';
import { sealDefaults } from '../../src/engines/seal-image/seal-design.ts';
import { toPdfForm } from '../../src/engines/seal-image/to-pdf-form.ts';
import type { Signer } from '../../src/engines/x509/signer.ts';
import { type PlacementMode, placeSeal } from '../../src/modules/seal/domain/placement.ts';
import { OpensslCa } from '../../test/support/openssl-ca.ts';
import { pagesOf, streamObject, withTable } from '../../test/support/pdf-corpus.ts';

/** Pages of text; `objects` more objects that nothing draws. */
export function textDocument(pages: number, objects = 0): Buffer {
  const extra = Object.fromEntries(Array.from({ length: objects }, (_, index) => [200_000 + index, `<</Note(${index})>>`]));
  return withTable(pagesOf({ pages, extra }));
}

/** One page and an attachment of random bytes, of about `megabytes`, written to `path`. */
export function writeLargeDocument(path: string, megabytes: number): void {
  const parts = pagesOf();
  const piece = randomBytes(1024 * 1024);
  parts.objects.set(50, streamObject('', Buffer.concat(Array.from({ length: megabytes }, () => piece))));
  writeFileSync(path, withTable(parts));
}

export interface KeyFiles {
  readonly key: string;
  readonly certificate: string;
  readonly anchor: string;
}

/** A certificate with its key and anchor, as files. */
export function keyFiles(kind: 'p256' | 'rsa' = 'p256'): KeyFiles {
  const ca = new OpensslCa('基准根');
  const { keyPath, certPath } = ca.issue('澄州禾汀建设工程有限公司', { key: kind });
  return { key: keyPath, certificate: certPath, anchor: ca.certPath };
}

export function sealerOf({ key, certificate }: KeyFiles): PdfSealer {
  const privateKey = createPrivateKey(readFileSync(key));
  const der = Buffer.from(readFileSync(certificate, 'latin1').replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const algorithm = privateKey.asymmetricKeyType === 'rsa' ? 'rsa-pkcs1-sha256' : 'ecdsa-p256-sha256';
  const signer: Signer = { algorithm, sign: async (message: Uint8Array) => sign('sha256', message, privateKey) };
  return new PdfSealer({ certificate: der, chain: [], signer });
}

/** A round company seal, drawn once; answers where it goes on a document. */
export async function officialSeal(): Promise<(input: PdfSource, mode: PlacementMode) => NonNullable<SealingRequest['seal']>> {
  const form = toPdfForm(await drawSeal({ ...sealDefaults.official, name: '澄州禾汀建设工程有限公司' }));
  const appearance = await sealAppearance(form);
  return (input, mode) => {
    const document = openPdf(input);
    const pages = { pageCount: pageCount(document), geometryOf: (page: number) => pageAt(document, page - 1) };
    return { appearance, marks: placeSeal(pages, mode, { width: 40, height: 40 }) };
  };
}
