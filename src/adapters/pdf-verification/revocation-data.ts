import { parseCrl, type RevocationList } from '../../engines/x509/crl/revocation-list.ts';
import { type BasicOcspResponse, parseOcspResponse } from '../../engines/x509/ocsp/ocsp-response.ts';
import { X509Error } from '../../engines/x509/x509-error.ts';

/** Revocation lists and answers, read but not yet believed. */
export interface RevocationData {
  readonly crls: readonly RevocationList[];
  readonly ocspResponses: readonly BasicOcspResponse[];
}

export const noRevocationData: RevocationData = { crls: [], ocspResponses: [] };

/** A revocation list, PEM or DER. Throws X509Error. */
export function readCrl(file: Uint8Array): RevocationList {
  return parseCrl(file[0] === 0x30 ? file : Buffer.from(file).toString('latin1'));
}

/** A successful OCSP response, DER. Throws X509Error, also for an error response. */
export function readOcsp(file: Uint8Array): BasicOcspResponse {
  const response = parseOcspResponse(file);
  if (response.status !== 'successful') throw new X509Error('malformed-ocsp', `the responder answered ${response.status}`);
  return response.basic;
}

/** What can be read of data that came with a document; the rest can prove nothing and is left out. */
export function readableRevocationData(crls: readonly Uint8Array[], ocsps: readonly Uint8Array[]): RevocationData {
  return {
    crls: crls.flatMap((file) => orNothing(() => readCrl(file))),
    ocspResponses: ocsps.flatMap((file) => orNothing(() => readOcsp(file))),
  };
}

export function joined(...all: readonly RevocationData[]): RevocationData {
  return { crls: all.flatMap(({ crls }) => crls), ocspResponses: all.flatMap(({ ocspResponses }) => ocspResponses) };
}

function orNothing<T>(read: () => T): readonly T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof X509Error) return [];
    throw error;
  }
}
