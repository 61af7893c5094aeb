import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../src/cli/yinxin.ts';
import { type OpensslCa, openssl, type TestIdentity } from '../support/openssl-ca.ts';

export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process. */
export async function yinxin(...args: readonly string[]): Promise<CliResult> {
  let [out, err] = ['', ''];
  const code = await runCli(args, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

/** Writes a key file for an identity, with the chain inside, and the file with its passphrase. */
export function keyFile(dir: string, identity: TestIdentity, chain: readonly OpensslCa[]): readonly string[] {
  const name = join(dir, `key${String(Math.random()).slice(2)}`);
  writeFileSync(`${name}.chain`, chain.map((ca) => readFileSync(ca.certPath, 'utf8')).join(''));
  writeFileSync(`${name}.pass`, '口令 secret\n');
  const { certPath, keyPath } = identity;
  const files = ['-in', certPath, '-inkey', keyPath, '-certfile', `${name}.chain`, '-passout', 'pass:口令 secret', '-out', `${name}.p12`];
  openssl('pkcs12', '-export', ...files);
  return ['--p12', `${name}.p12`, '--passphrase-file', `${name}.pass`];
}
