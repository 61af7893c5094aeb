import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openssl, type TestIdentity } from './openssl-ca.ts';

/** A time-stamp authority made of openssl: answers the RFC 3161 token over `stamped`, or over a digest that was made of it. */
export function opensslToken(authority: TestIdentity, stamped: Uint8Array | { readonly sha256: Uint8Array }, digest = '-sha256'): Buffer {
  const dir = mkdtempSync(join(tmpdir(), 'yinxin-tsa-'));
  const at = (name: string) => join(dir, name);
  writeFileSync(at('serial'), '01');
  const lines = [
    '[tsa]',
    'default_tsa=t',
    '[t]',
    `serial=${at('serial')}`,
    'default_policy=1.2.3.4.1',
    'digests=sha1,sha256,sha384,sha512',
  ];
  writeFileSync(at('tsa.cnf'), [...lines, 'signer_digest=sha256', 'ess_cert_id_alg=sha256', 'tsa_name=yes', ''].join('\n'));
  if ('sha256' in stamped) {
    openssl('ts', '-query', '-digest', Buffer.from(stamped.sha256).toString('hex'), '-sha256', '-cert', '-out', at('query'));
  } else {
    writeFileSync(at('data'), stamped);
    openssl('ts', '-query', '-data', at('data'), digest, '-cert', '-out', at('query'));
  }
  const signer = ['-signer', authority.certPath, '-inkey', authority.keyPath];
  openssl('ts', '-reply', '-config', at('tsa.cnf'), '-queryfile', at('query'), ...signer, '-token_out', '-out', at('token'));
  return readFileSync(at('token'));
}
