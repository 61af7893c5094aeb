import type { Certificate } from '../../engines/x509/certificate.ts';
import { buildOcspRequest } from '../../engines/x509/ocsp/ocsp-request.ts';
import { Oid } from '../../engines/x509/oids.ts';
import { X509Error } from '../../engines/x509/x509-error.ts';
import { joined, noRevocationData, type RevocationData, readCrl, readOcsp } from './revocation-data.ts';
import type { TrustStore } from './trust-store.ts';

export interface OnlineAnswer {
  readonly data: RevocationData;
  /** For the log: what could not be had, one line each. */
  readonly problems: readonly string[];
}

const maxQuestions = 16;
const timeoutMs = 5000;
const maxOcspBytes = 64 * 1024;
const maxCrlBytes = 32 * 1024 * 1024;

/**
 * Asks the addresses in certificates for their revocation state: OCSP first, the list where that fails. Only chains that end at one of the
 * trust anchors are asked for: the addresses in a stranger's certificates are the stranger's choice. Answers are read, not believed.
 */
export async function askOnline(chains: readonly (readonly Certificate[])[], trust: TrustStore): Promise<OnlineAnswer> {
  const pairs = questions(chains, trust).slice(0, maxQuestions);
  const answers = await Promise.all(pairs.map(([certificate, issuer]) => askFor(certificate, issuer)));
  return { data: joined(...answers.map(({ data }) => data)), problems: answers.flatMap(({ problems }) => problems) };
}

type Question = readonly [certificate: Certificate, issuer: Certificate];

function questions(chains: readonly (readonly Certificate[])[], trust: TrustStore): readonly Question[] {
  const anchors = new Set(trust.anchors.map(({ fingerprint }) => fingerprint));
  const found = new Map<string, Question>();
  for (const chain of chains) {
    if (!anchors.has(chain.at(-1)?.fingerprint ?? '')) continue;
    for (const [index, certificate] of chain.entries()) {
      const issuer = chain[index + 1];
      if (issuer !== undefined) found.set(certificate.fingerprint, [certificate, issuer]);
    }
  }
  return [...found.values()];
}

async function askFor(certificate: Certificate, issuer: Certificate): Promise<OnlineAnswer> {
  const problems: string[] = [];
  const request = buildOcspRequest(certificate, issuer);
  const ways: readonly (() => Promise<RevocationData>)[] = [
    ...ocspAddresses(certificate).map((url) => async () => {
      const headers = { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' };
      return { crls: [], ocspResponses: [readOcsp(await fetched(url, maxOcspBytes, { method: 'POST', headers, body: request }))] };
    }),
    ...crlAddresses(certificate).map((url) => async () => ({ crls: [readCrl(await fetched(url, maxCrlBytes))], ocspResponses: [] })),
  ];
  for (const way of ways) {
    try {
      return { data: await way(), problems };
    } catch (error) {
      problems.push(`${certificate.serialHex}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { data: noRevocationData, problems };
}

function ocspAddresses(certificate: Certificate): readonly string[] {
  const access = certificate.authorityInfoAccess ?? [];
  return access.flatMap(({ method, location }) => (method === Oid.accessOcsp && location.kind === 'uri' ? webAddress(location.value) : []));
}

function crlAddresses(certificate: Certificate): readonly string[] {
  const names = (certificate.crlDistributionPoints ?? []).flatMap(({ name }) => (name?.kind === 'full' ? name.names : []));
  return names.flatMap((name) => (name.kind === 'uri' ? webAddress(name.value) : []));
}

function webAddress(text: string): readonly string[] {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? [text] : [];
}

async function fetched(url: string, maxBytes: number, init: RequestInit = {}): Promise<Buffer> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) {
    await response.body?.cancel();
    throw new X509Error('malformed-ocsp', `${url} answered ${String(response.status)}`);
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > maxBytes) throw new X509Error('malformed-crl', `${url} answered more than ${String(maxBytes)} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
