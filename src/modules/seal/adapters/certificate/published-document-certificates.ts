import type { HardwareKey } from '../../../../kernel/hardware-key.ts';
import type { SigningCertificates } from '../../../certificate/published/signing-certificates.ts';
import { type DocumentCertificate, DocumentCertificates } from '../../ports/document-certificates.ts';

/** Our port over what the certificate module publishes; the state of the PIN is asked of the key holder. */
export class PublishedDocumentCertificates extends DocumentCertificates {
  readonly #published: SigningCertificates;
  readonly #keys: HardwareKey;

  constructor(published: SigningCertificates, keys: HardwareKey) {
    super();
    this.#published = published;
    this.#keys = keys;
  }

  override usable(accountId: string, unitId: string | undefined): Promise<readonly DocumentCertificate[]> {
    return this.#published.usable(accountId, unitId);
  }

  override bySerial(accountId: string, serial: string): Promise<DocumentCertificate> {
    return this.#published.usableBySerial(accountId, serial);
  }

  override sign(accountId: string, serial: string, message: Uint8Array, pin: string): Promise<Uint8Array> {
    return this.#published.sign(accountId, serial, message, pin);
  }

  override pinState(accountId: string) {
    return this.#keys.pinState(accountId);
  }
}
