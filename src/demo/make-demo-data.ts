import type { Container } from 'inversify';
import { BusinessSettings } from '../adapters/system/business-settings.ts';
import { Blobs } from '../kernel/blobs.ts';
import { Clock } from '../kernel/clock.ts';
import { Ids } from '../kernel/ids.ts';
import { SealedText } from '../kernel/sealed-text.ts';
import { makeDemoCertificates } from '../modules/certificate/adapters/demo/make-demo-certificates.ts';
import { CertificateAuthorityFoundation } from '../modules/certificate/adapters/x509/certificate-authority-foundation.ts';
import { Registry } from '../modules/certificate/ports/registry.ts';
import { makeDemoStaff } from '../modules/partner/adapters/demo/make-demo-staff.ts';
import { demoColleagues, demoCompany, makeDemoSuppliers } from '../modules/partner/adapters/demo/make-demo-suppliers.ts';
import { specimenLicence } from '../modules/partner/adapters/demo/specimen-licence.ts';
import { PartnerWork } from '../modules/partner/ports/partner-work.ts';
import { Passwords } from '../modules/partner/ports/passwords.ts';
import { MakeSeal } from '../modules/seal/application/make-seal.ts';
import { makeDemoUnit } from '../modules/unit/adapters/demo/make-demo-unit.ts';
import { UnitWork } from '../modules/unit/ports/units.ts';

/** Demo data, made once; every maker looks first whether its data is there. */
export async function makeDemoData(container: Container): Promise<void> {
  await makeDemoStaff(container.get(PartnerWork), container.get(Passwords));
  await makeDemoCertificates(
    container.get(CertificateAuthorityFoundation),
    container.get(Registry),
    container.get(BusinessSettings).caFolder,
  );
}

/** Companies and people in different states of the main job, for somebody who wants to look around. */
export async function makeDemoPeople(container: Container): Promise<void> {
  const tools = { sealed: container.get(SealedText), clock: container.get(Clock), ids: container.get(Ids), blobs: container.get(Blobs) };
  const work = container.get(PartnerWork);
  if (!(await makeDemoSuppliers({ ...tools, work, passwords: container.get(Passwords) }))) return;
  const people = await work.run(async ({ accounts }) => {
    const found = [];
    for (const mobile of [demoCompany.contactMobile, ...demoColleagues.map((person) => person.contactMobile)]) {
      const account = await accounts.byMobile(mobile);
      if (account !== undefined) found.push({ accountId: account.id, name: account.record.name });
    }
    return found;
  });
  const licence = await tools.blobs.put(await specimenLicence(demoCompany), '营业执照.png', 'image/png');
  const { companyName: name, uscc: code, legalRepresentative: legalName, legalIdNumber } = demoCompany;
  const unitId = await makeDemoUnit(
    { ...tools, work: container.get(UnitWork) },
    { name, code, legalName, legalIdNumber, people, licenceBlobId: licence.id },
  );
  const [administrator] = people;
  if (administrator === undefined) return;
  const actor = { kind: 'person', ...administrator, realNameVerified: true } as const;
  await container.get(MakeSeal).execute(actor, { unitId, kind: 'official', input: {}, operationId: 'demo' });
}
