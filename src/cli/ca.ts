import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { BusinessSettings } from '../adapters/system/business-settings.ts';
import { readConfig } from '../config.ts';
import { buildContainer, createLogger } from '../container.ts';
import { CertificateAuthorityFoundation } from '../modules/certificate/adapters/x509/certificate-authority-foundation.ts';
import { openDatabase } from '../open-database.ts';
import { projectFolder } from '../project-folder.ts';
import { type Command, Refusal, UsageError } from './command.ts';

/** yinxin ca init: makes root, issuing CA and OCSP responder, once. */
export const caCommand: Command = {
  help: `Usage: yinxin ca init --organisation NAME --passphrase-file FILE [--root-key-folder DIR]

Makes the certificate authority: a root whose key is written encrypted to DIR (default: ca/ in the data folder) and then belongs off-line,
an issuing CA and an OCSP responder whose keys stay in the key holder, and the first revocation lists. It is done once: the addresses
under PUBLIC_URL/pki stand in every certificate from then on.
NAME   operator of the CA, as it stands in every certificate
FILE   its first line enciphers the root key
`,
  async run(args, terminal) {
    const [action, ...rest] = args;
    if (action !== 'init') throw new UsageError('say: ca init');
    const { values } = parseArgs({
      args: rest,
      options: { organisation: { type: 'string' }, 'passphrase-file': { type: 'string' }, 'root-key-folder': { type: 'string' } },
    });
    const organisation = values.organisation?.trim() ?? '';
    const file = values['passphrase-file'];
    if (organisation === '' || file === undefined) throw new UsageError('--organisation and --passphrase-file are needed');
    const passphrase = firstLine(file);
    const config = readConfig(process.env);
    const opened = await openDatabase(config, 'join');
    try {
      const container = buildContainer(config, opened.database, projectFolder(), createLogger('silent'));
      const foundation = container.get(CertificateAuthorityFoundation);
      if (await foundation.exists()) throw new Refusal('authority-exists', 'the certificate authority exists already');
      const folder = values['root-key-folder'] ?? container.get(BusinessSettings).caFolder;
      const path = await foundation.found({ organisation, folder, passphrase });
      terminal.out(`${path}\n`);
      terminal.err('The root key is enciphered in this file. Take it off-line now, with its passphrase, and keep two copies.\n');
      return 0;
    } finally {
      await opened.close();
    }
  },
};

function firstLine(file: string): string {
  if (!existsSync(file)) throw new Refusal('no-passphrase', `there is no file ${file}`);
  const line = readFileSync(file, 'utf8').split(/\r?\n/, 1)[0] ?? '';
  if (line.length < 12) throw new Refusal('weak-passphrase', 'the passphrase has fewer than 12 characters');
  return line;
}
