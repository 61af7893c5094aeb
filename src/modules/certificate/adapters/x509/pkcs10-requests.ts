import { createCsr } from '../../../../engines/x509/csr.ts';
import type { HardwareKey, PinProof } from '../../../../kernel/hardware-key.ts';
import { CertificateRequests } from '../../ports/certificate-requests.ts';
import { personSigner } from './held-key-signer.ts';

export class Pkcs10Requests extends CertificateRequests {
  readonly #keys: HardwareKey;

  constructor(keys: HardwareKey) {
    super();
    this.#keys = keys;
  }

  /** The subject of the certificate comes from the records, so that of the request is only a label. */
  override async make(keyId: string, proof: PinProof): Promise<Uint8Array> {
    const key = await this.#keys.find(keyId);
    return createCsr([{ type: 'CN', value: keyId }], key.spki, personSigner(this.#keys, key, proof));
  }
}
