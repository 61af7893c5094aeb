/** Where the CA publishes: stable for ever once certificates carry them, so PUBLIC_URL is fixed when the CA is made. */
export class PkiAddresses {
  readonly #base: string;

  constructor(publicUrl: string) {
    this.#base = publicUrl.replace(/\/+$/, '');
  }

  crl(authorityId: string): string {
    return `${this.#base}/pki/${authorityId}.crl`;
  }

  certificate(authorityId: string): string {
    return `${this.#base}/pki/${authorityId}.cer`;
  }

  ocsp(): string {
    return `${this.#base}/pki/ocsp`;
  }
}
