export type X509ErrorCode =
  | 'malformed-certificate'
  | 'malformed-csr'
  | 'malformed-crl'
  | 'malformed-ocsp'
  | 'malformed-pem'
  | 'malformed-key'
  | 'unsupported-algorithm'
  | 'bad-template'
  | 'bad-signature'
  | 'no-proof-of-possession';

/** What was given is not a usable certificate, request, list or answer. `code` is stable; `cause` holds the reader's own error. */
export class X509Error extends Error {
  override readonly name = 'X509Error';

  constructor(
    readonly code: X509ErrorCode,
    message: string,
    options?: { cause: unknown },
  ) {
    super(message, options);
  }
}
