import { join } from 'node:path';
import type { ContainerModuleLoadOptions } from 'inversify';
import { Database } from '../../adapters/postgres/database.ts';
import { PgOperations } from '../../adapters/postgres/module-stores.ts';
import { PgAuditTrail } from '../../adapters/postgres/pg-audit-trail.ts';
import { PgUnitOfWork } from '../../adapters/postgres/pg-unit-of-work.ts';
import { StoreTools } from '../../adapters/postgres/store-tools.ts';
import { BusinessSettings } from '../../adapters/system/business-settings.ts';
import { DataFolder } from '../../adapters/system/data-folder.ts';
import { Blobs } from '../../kernel/blobs.ts';
import { Clock } from '../../kernel/clock.ts';
import { HardwareKey } from '../../kernel/hardware-key.ts';
import { Ids } from '../../kernel/ids.ts';
import { Navigation } from '../../web/navigation.ts';
import { Pages } from '../../web/page.ts';
import { Routes } from '../../web/routes.ts';
import { SigningCertificates } from '../certificate/published/signing-certificates.ts';
import { PublishedDocumentCertificates } from './adapters/certificate/published-document-certificates.ts';
import { PublishedTrust } from './adapters/certificate/published-trust.ts';
import { DocumentNavigation } from './adapters/http/document-navigation.ts';
import { DocumentRoutes } from './adapters/http/document-routes.ts';
import { PdfUpload } from './adapters/http/pdf-upload.ts';
import { SealRoutes } from './adapters/http/seal-routes.ts';
import { VerifyApiRoutes } from './adapters/http/verify-api-routes.ts';
import { VerifyRoutes } from './adapters/http/verify-routes.ts';
import { EnginePdfDocuments } from './adapters/pdf/engine-pdf-documents.ts';
import { EnginePdfInspection } from './adapters/pdf/engine-pdf-inspection.ts';
import { EngineSealPreviews } from './adapters/pdf/engine-seal-previews.ts';
import { PrivateFiles } from './adapters/pdf/private-files.ts';
import { SealAppearances } from './adapters/pdf/seal-appearances.ts';
import { TrustFolder } from './adapters/pdf/trust-folder.ts';
import { PgDocumentReading, PgDocuments } from './adapters/postgres/pg-documents.ts';
import { PgUsageReading, PgUsageRecords } from './adapters/postgres/pg-usage-records.ts';
import * as tables from './adapters/postgres/schema.ts';
import { EngineSealDrawings } from './adapters/seal-image/engine-seal-drawings.ts';
import { DocumentSeals } from './application/document-seals.ts';
import { ImportDocument } from './application/import-document.ts';
import { RemoveDocument } from './application/remove-document.ts';
import { SealUsable } from './application/seal-usable.ts';
import { SignDocument } from './application/sign-document.ts';
import { VerifyDocument } from './application/verify-document.ts';
import { ViewDocuments } from './application/view-documents.ts';
import { DocumentCertificates } from './ports/document-certificates.ts';
import { DocumentFiles } from './ports/document-files.ts';
import { DocumentWork } from './ports/document-work.ts';
import { DocumentReading } from './ports/documents.ts';
import { PdfDocuments } from './ports/pdf-documents.ts';
import { PdfInspection } from './ports/pdf-inspection.ts';
import { SealPreviews } from './ports/seal-previews.ts';
import { UnitDirectory } from './ports/unit-directory.ts';
import { UsageReading } from './ports/usage-records.ts';

type Bind = ContainerModuleLoadOptions['bind'];

/** Document signing and the public check of documents. */
export function bindDocuments(bind: Bind): void {
  bindStores(bind);
  bindEngines(bind);
  bindUseCases(bind);
  bindPages(bind);
}

function bindStores(bind: Bind): void {
  bind(DocumentWork).toResolvedValue(
    (database: Database, tools: StoreTools) =>
      new PgUnitOfWork(database, (tx) => ({
        documents: new PgDocuments(tx),
        usage: new PgUsageRecords(tx),
        operations: new PgOperations(tx, tables),
        audit: new PgAuditTrail(tx, tools.clock),
      })),
    [Database, StoreTools],
  );
  bind(DocumentReading).toResolvedValue((database: Database) => new PgDocumentReading(database), [Database]);
  bind(UsageReading).toResolvedValue((database: Database) => new PgUsageReading(database), [Database]);
  bind(DocumentFiles).toResolvedValue((folder: DataFolder) => new PrivateFiles(join(folder.path, 'documents')), [DataFolder]);
}

function bindEngines(bind: Bind): void {
  bind(PdfDocuments).toResolvedValue(
    (blobs: Blobs) => new EnginePdfDocuments(new SealAppearances(new EngineSealDrawings(), blobs)),
    [Blobs],
  );
  bind(SealPreviews).toResolvedValue((blobs: Blobs) => new EngineSealPreviews(new EngineSealDrawings(), blobs), [Blobs]);
  bind(DocumentCertificates).toResolvedValue(
    (published: SigningCertificates, keys: HardwareKey) => new PublishedDocumentCertificates(published, keys),
    [SigningCertificates, HardwareKey],
  );
  bind(PdfInspection).toResolvedValue(
    (folder: DataFolder, published: SigningCertificates) =>
      new EnginePdfInspection(new TrustFolder(join(folder.path, 'trust')), new PublishedTrust(published)),
    [DataFolder, SigningCertificates],
  );
}

function bindUseCases(bind: Bind): void {
  bind(ViewDocuments).toResolvedValue(
    (reading: DocumentReading, usage: UsageReading, files: DocumentFiles, pdfs: PdfDocuments) =>
      new ViewDocuments(reading, usage, files, pdfs),
    [DocumentReading, UsageReading, DocumentFiles, PdfDocuments],
  );
  bind(DocumentSeals).toResolvedValue(
    (usable: SealUsable, units: UnitDirectory, certificates: DocumentCertificates, pdfs: PdfDocuments, previews: SealPreviews) =>
      new DocumentSeals(usable, units, certificates, pdfs, previews),
    [SealUsable, UnitDirectory, DocumentCertificates, PdfDocuments, SealPreviews],
  );
  bind(ImportDocument).toResolvedValue(
    (work: DocumentWork, pdfs: PdfDocuments, files: DocumentFiles, ids: Ids, clock: Clock) =>
      new ImportDocument(work, pdfs, files, ids, clock),
    [DocumentWork, PdfDocuments, DocumentFiles, Ids, Clock],
  );
  bind(SignDocument).toResolvedValue(
    (
      work: DocumentWork,
      seals: SealUsable,
      certificates: DocumentCertificates,
      pdfs: PdfDocuments,
      files: DocumentFiles,
      ids: Ids,
      clock: Clock,
    ) => new SignDocument(work, seals, certificates, pdfs, files, ids, clock),
    [DocumentWork, SealUsable, DocumentCertificates, PdfDocuments, DocumentFiles, Ids, Clock],
  );
  bind(RemoveDocument).toResolvedValue(
    (work: DocumentWork, files: DocumentFiles, clock: Clock) => new RemoveDocument(work, files, clock),
    [DocumentWork, DocumentFiles, Clock],
  );
  bind(VerifyDocument).toResolvedValue(
    (inspection: PdfInspection, ids: Ids, clock: Clock) => new VerifyDocument(inspection, ids, clock),
    [PdfInspection, Ids, Clock],
  );
}

function bindPages(bind: Bind): void {
  bind(Navigation).toResolvedValue(() => new DocumentNavigation());
  bind(DocumentRoutes).toResolvedValue(
    (
      pages: Pages,
      view: ViewDocuments,
      seals: DocumentSeals,
      importing: ImportDocument,
      signing: SignDocument,
      removing: RemoveDocument,
      folder: DataFolder,
      ids: Ids,
    ) =>
      new DocumentRoutes(
        pages,
        { view, seals, importing, signing, removing },
        new PdfUpload(join(folder.path, 'documents', 'incoming')),
        ids,
      ),
    [Pages, ViewDocuments, DocumentSeals, ImportDocument, SignDocument, RemoveDocument, DataFolder, Ids],
  );
  bind(VerifyRoutes).toResolvedValue(
    (pages: Pages, verify: VerifyDocument, folder: DataFolder, settings: BusinessSettings) =>
      new VerifyRoutes(pages, verify, new PdfUpload(join(folder.path, 'verify')), settings.publicUrl),
    [Pages, VerifyDocument, DataFolder, BusinessSettings],
  );
  bind(Routes).toResolvedValue(
    (verify: VerifyDocument, folder: DataFolder) => new VerifyApiRoutes(verify, join(folder.path, 'verify')),
    [VerifyDocument, DataFolder],
  );
  bind(Routes).toResolvedValue(
    (documents: DocumentRoutes, verify: VerifyRoutes) => new SealRoutes([documents, verify]),
    [DocumentRoutes, VerifyRoutes],
  );
}
