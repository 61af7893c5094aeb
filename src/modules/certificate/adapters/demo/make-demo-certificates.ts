import { seedRegistry } from '../../application/seed-registry.ts';
import type { Registry } from '../../ports/registry.ts';
import type { CertificateAuthorityFoundation } from '../x509/certificate-authority-foundation.ts';

/** For the demo: the CA when there is none, trading platforms and prices. */
export async function makeDemoCertificates(foundation: CertificateAuthorityFoundation, registry: Registry, folder: string): Promise<void> {
  if (!(await foundation.exists())) await foundation.found({ organisation: '印信演示电子认证', folder });
  await seedRegistry(registry);
}
