import type { Container } from 'inversify';
import { BusinessSettings } from '../adapters/system/business-settings.ts';
import { makeDemoCertificates } from '../modules/certificate/adapters/demo/make-demo-certificates.ts';
import { CertificateAuthorityFoundation } from '../modules/certificate/adapters/x509/certificate-authority-foundation.ts';
import { Registry } from '../modules/certificate/ports/registry.ts';
import { makeDemoStaff } from '../modules/partner/adapters/demo/make-demo-staff.ts';
import { PartnerWork } from '../modules/partner/ports/partner-work.ts';
import { Passwords } from '../modules/partner/ports/passwords.ts';

/** Demo data, made once; every maker looks first whether its data is there. */
export async function makeDemoData(container: Container): Promise<void> {
  await makeDemoStaff(container.get(PartnerWork), container.get(Passwords));
  await makeDemoCertificates(
    container.get(CertificateAuthorityFoundation),
    container.get(Registry),
    container.get(BusinessSettings).caFolder,
  );
}
