import { createHash, createHmac } from 'node:crypto';

export interface Acs3Request {
  readonly host: string;
  readonly action: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** `yyyy-MM-ddTHH:mm:ssZ`, UTC; more than 15 minutes off is refused. */
  readonly date: string;
  readonly nonce: string;
}

// SHA-256 of nothing: an RPC call carries its parameters in the query and no body.
const EMPTY_BODY = createHash('sha256').update('').digest('hex');

/**
 * The headers of a POST to `/` signed with ACS3-HMAC-SHA256.
 * Source: Alibaba Cloud, "V3 request structure and signature".
 */
export function acs3Headers(request: Acs3Request): Record<string, string> {
  const headers: Record<string, string> = {
    host: request.host,
    'x-acs-action': request.action,
    'x-acs-content-sha256': EMPTY_BODY,
    'x-acs-date': request.date,
    'x-acs-signature-nonce': request.nonce,
    'x-acs-version': request.version,
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = ['POST', '/', acs3Query(request.query), lines, names.join(';'), EMPTY_BODY].join('\n');
  const text = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical, 'utf8').digest('hex')}`;
  const signature = createHmac('sha256', request.accessKeySecret).update(text).digest('hex');
  const authorization = `ACS3-HMAC-SHA256 Credential=${request.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`;
  return { ...headers, authorization };
}

/** The query as it is both signed and sent: sorted by name, RFC 3986 percent-encoding (`!'()*` too, space as %20). */
export function acs3Query(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort((left, right) => (left < right ? -1 : 1))
    .join('&');
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
