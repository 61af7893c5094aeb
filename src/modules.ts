import type { Container, ContainerModule } from 'inversify';
import type { ModuleTables } from './adapters/postgres/module-tables.ts';
import type { Config } from './config.ts';
import { texts as billingTexts } from './modules/billing/adapters/http/texts.ts';
import * as billingTables from './modules/billing/adapters/postgres/schema.ts';
import { billingModule } from './modules/billing/module.ts';
import { texts as certificateTexts } from './modules/certificate/adapters/http/texts.ts';
import * as certificateTables from './modules/certificate/adapters/postgres/schema.ts';
import { certificateModule } from './modules/certificate/module.ts';
import { texts as partnerTexts } from './modules/partner/adapters/http/texts.ts';
import { PgAuthentication } from './modules/partner/adapters/postgres/pg-authentication.ts';
import * as partnerTables from './modules/partner/adapters/postgres/schema.ts';
import { partnerModule } from './modules/partner/module.ts';
import { texts as sealTexts } from './modules/seal/adapters/http/texts.ts';
import * as sealTables from './modules/seal/adapters/postgres/schema.ts';
import { sealModule } from './modules/seal/module.ts';
import { texts as unitTexts } from './modules/unit/adapters/http/texts.ts';
import * as unitTables from './modules/unit/adapters/postgres/schema.ts';
import { unitModule } from './modules/unit/module.ts';
import type { Texts } from './web/texts/catalogue.ts';

/** Every module once: its wiring, its outbox, its words. */
export const modules: readonly ContainerModule[] = [partnerModule, unitModule, billingModule, certificateModule, sealModule];

export const moduleTables: Readonly<Record<string, ModuleTables>> = {
  partner: partnerTables,
  unit: unitTables,
  billing: billingTables,
  certificate: certificateTables,
  seal: sealTables,
};

export const moduleTexts: readonly Texts[] = [partnerTexts, unitTexts, billingTexts, certificateTexts, sealTexts];

/** What modules do once before the first request: listen, make what the demo needs. */
export async function prepareModules(container: Container, config: Config): Promise<void> {
  await container.get(PgAuthentication).listen();
  if (config.demo) {
    const { makeDemoData, makeDemoPeople } = await import('./demo/make-demo-data.ts');
    await makeDemoData(container);
    await makeDemoPeople(container);
  }
}
