import type { Clock } from '../../../../kernel/clock.ts';
import type { HardwareKey } from '../../../../kernel/hardware-key.ts';
import type { PublishCrl } from '../../application/publish-crl.ts';
import { yearsAfter } from '../../domain/term.ts';
import type { Authorities } from '../../ports/authorities.ts';
import type { SerialNumbers } from '../../ports/serial-numbers.ts';
import { foundAuthorities } from './found-authorities.ts';
import type { PkiAddresses } from './pki-addresses.ts';
import { RootKeyFile } from './root-key-file.ts';
import { signedCrl } from './x509-revocation-list-signing.ts';

export interface FoundationOptions {
  /** Name of the operator of the CA. */
  readonly organisation: string;
  /** Where the encrypted root key is put. */
  readonly folder: string;
  /** Of the root key; undefined: one is made and kept beside it (demo). */
  readonly passphrase?: string;
}

/** Makes the CA, once: root key to its file, certificates and first CRLs to the database. */
export class CertificateAuthorityFoundation {
  constructor(
    private readonly authorities: Authorities,
    private readonly keys: HardwareKey,
    private readonly serials: SerialNumbers,
    private readonly addresses: PkiAddresses,
    private readonly crls: PublishCrl,
    private readonly clock: Clock,
  ) {}

  async exists(): Promise<boolean> {
    return (await this.authorities.byId('root')) !== undefined;
  }

  /** Answers the path of the root key. Throws `certificate.authority-exists`. */
  async found({ organisation, folder, passphrase }: FoundationOptions): Promise<string> {
    const now = this.clock.now();
    const { addresses, keys, serials } = this;
    const founded = await foundAuthorities({ organisation, addresses, keys, serials, now });
    const rootCrl = { issuer: 'root', number: 1, thisUpdate: now, nextUpdate: yearsAfter(now, 1) };
    const root = founded.authorities.find((authority) => authority.role === 'root');
    const der = await signedCrl({ ...rootCrl, entries: [] }, root?.der ?? Buffer.of(), founded.rootSigner, addresses);
    const files = new RootKeyFile(folder);
    const path = await files.keep(founded.rootKey, passphrase);
    await files.keepCertificate(root?.der ?? Buffer.of());
    await this.authorities.found(founded.authorities, { ...rootCrl, der });
    await this.crls.publish('issuing');
    return path;
  }
}
