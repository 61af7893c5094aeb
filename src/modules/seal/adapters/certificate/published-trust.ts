import type { SigningCertificates } from '../../../certificate/published/signing-certificates.ts';
import type { OwnAuthority, StatusFiles } from '../pdf/own-authority.ts';

/** What our own CA says, asked without the network. */
export class PublishedTrust implements OwnAuthority {
  readonly #published: SigningCertificates;

  constructor(published: SigningCertificates) {
    this.#published = published;
  }

  async certificates(): Promise<readonly Uint8Array[]> {
    const { roots, issuing } = await this.#published.authorities();
    return [...roots, ...issuing];
  }

  async statusOf(serial: string): Promise<StatusFiles> {
    const { ocsp, crls } = await this.#published.statusProofs(serial);
    return { crls, ocsps: ocsp };
  }
}
