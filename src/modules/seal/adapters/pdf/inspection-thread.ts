import { parentPort } from 'node:worker_threads';
import { inspectPdf } from '../../../../adapters/pdf-verification/pdf-inspector.ts';
import { readableRevocationData } from '../../../../adapters/pdf-verification/revocation-data.ts';
import { trustStoreOf } from '../../../../adapters/pdf-verification/trust-store.ts';
import { pageCount } from '../../../../engines/pdf/page-tree.ts';
import { openPdf } from '../../../../engines/pdf/pdf-document.ts';
import { PdfError } from '../../../../engines/pdf/pdf-error.ts';
import { FileSource } from '../../../../engines/pdf/pdf-source.ts';
import type { InspectionAnswer, InspectionQuestion } from './inspection-question.ts';

async function inspect({ path, at, trust, crls, ocsps }: InspectionQuestion): Promise<InspectionAnswer> {
  const store = trustStoreOf(trust);
  const source = FileSource.open(path);
  try {
    const revocation = readableRevocationData(crls, ocsps);
    const { signatures, revisions, chains } = await inspectPdf(source, { trust: store, at, revocation });
    const signers = chains.filter((chain) => chain.length > 1).flatMap(([signer]) => signer?.serialHex ?? []);
    return { inspected: { signatures, revisions, pages: pageCount(openPdf(source)) }, signers };
  } catch (error) {
    if (error instanceof PdfError) return { unusable: error.code };
    throw error;
  } finally {
    source.close();
  }
}

parentPort?.on('message', (question: InspectionQuestion) => {
  inspect(question)
    .catch((error: unknown): InspectionAnswer => ({ failed: String(error) }))
    .then((answer) => parentPort?.postMessage(answer))
    .catch((error: unknown) => parentPort?.postMessage({ failed: String(error) }));
});
