import type { Container } from 'inversify';
import { makeDemoStaff } from '../modules/partner/adapters/demo/make-demo-staff.ts';
import { PartnerWork } from '../modules/partner/ports/partner-work.ts';
import { Passwords } from '../modules/partner/ports/passwords.ts';

/** Demo data, made once; every maker looks first whether its data is there. */
export async function makeDemoData(container: Container): Promise<void> {
  await makeDemoStaff(container.get(PartnerWork), container.get(Passwords));
}
