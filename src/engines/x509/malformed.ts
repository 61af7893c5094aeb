import { DerError } from '../der/der-error.ts';
import { X509Error, type X509ErrorCode } from './x509-error.ts';

/** Runs a reader; its `DerError` becomes the X509Error `code`, so that callers meet one error class. */
export function readOrRefuse<T>(code: X509ErrorCode, what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof DerError) throw new X509Error(code, `${what}: ${cause.message}`, { cause });
    throw cause;
  }
}
