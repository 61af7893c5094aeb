import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Container } from 'inversify';
import { BusinessSettings } from '../adapters/system/business-settings.ts';
import { readConfig } from '../config.ts';
import { buildContainer, createLogger } from '../container.ts';
import { parseCertificate } from '../engines/x509/certificate.ts';
import { derToPem } from '../engines/x509/pem.ts';
import { CertificateAuthorityFoundation } from '../modules/certificate/adapters/x509/certificate-authority-foundation.ts';
import { Authorities } from '../modules/certificate/ports/authorities.ts';
import { openDatabase } from '../open-database.ts';
import { projectFolder } from '../project-folder.ts';
import { type Command, Refusal, type Terminal, UsageError } from './command.ts';

/** yinxin ca: makes the certificate authority once, and shows what it consists of. */
export const caCommand: Command = {
  help: `Usage: yinxin ca init --organisation NAME --passphrase-file FILE [--root-key-folder DIR]
       yinxin ca show [--pem]

init makes the certificate authority: a root whose key is written encrypted to DIR (default: ca/ in the data folder) and then belongs
off-line, an issuing CA and an OCSP responder whose keys stay in the key holder, and the first revocation lists. It is done once: the
addresses under PUBLIC_URL/pki stand in every certificate from then on.
NAME   operator of the CA, as it stands in every certificate
FILE   its first line enciphers the root key

show prints subject, serial and validity of root, issuing CA and OCSP responder; with --pem their certificates, root last.
`,
  async run(args, terminal) {
    const [action, ...rest] = args;
    if (action === 'show') return withContainer((container) => show(container, rest, terminal));
    if (action === 'init') return init(rest, terminal);
    throw new UsageError('say: ca init or ca show');
  },
};

async function init(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { organisation: { type: 'string' }, 'passphrase-file': { type: 'string' }, 'root-key-folder': { type: 'string' } },
  });
  const organisation = values.organisation?.trim() ?? '';
  const file = values['passphrase-file'];
  if (organisation === '' || file === undefined) throw new UsageError('--organisation and --passphrase-file are needed');
  const passphrase = firstLine(file);
  return withContainer(async (container) => {
    const foundation = container.get(CertificateAuthorityFoundation);
    if (await foundation.exists()) throw new Refusal('authority-exists', 'the certificate authority exists already');
    const folder = values['root-key-folder'] ?? container.get(BusinessSettings).caFolder;
    terminal.out(`${await foundation.found({ organisation, folder, passphrase })}\n`);
    terminal.err('The root key is enciphered in this file. Take it off-line now, with its passphrase, and keep two copies.\n');
    return 0;
  });
}

async function show(container: Container, args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { pem: { type: 'boolean', default: false } } });
  for (const id of ['ocsp', 'issuing', 'root']) {
    const authority = await container.get(Authorities).byId(id);
    if (authority === undefined) throw new Refusal('no-authority', 'there is no certificate authority yet: yinxin ca init makes it');
    terminal.out(values.pem ? derToPem('CERTIFICATE', authority.der) : described(id, authority.der));
  }
  return 0;
}

function described(id: string, der: Uint8Array): string {
  const certificate = parseCertificate(der);
  const { notBefore, notAfter } = certificate;
  const days = `${notBefore.toISOString().slice(0, 10)} to ${notAfter.toISOString().slice(0, 10)}`;
  return `${id.padEnd(8)} ${certificate.subject.toString()}\n         serial ${certificate.serialHex}, ${certificate.publicKey.label}, ${days}\n`;
}

async function withContainer(work: (container: Container) => Promise<number>): Promise<number> {
  const config = readConfig(process.env);
  const opened = await openDatabase(config, 'join');
  try {
    return await work(buildContainer(config, opened.database, projectFolder(), createLogger('silent')));
  } finally {
    await opened.close();
  }
}

function firstLine(file: string): string {
  if (!existsSync(file)) throw new Refusal('no-passphrase', `there is no file ${file}`);
  const line = readFileSync(file, 'utf8').split(/\r?\n/, 1)[0] ?? '';
  if (line.length < 12) throw new Refusal('weak-passphrase', 'the passphrase has fewer than 12 characters');
  return line;
}
