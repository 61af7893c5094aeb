import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { buildContainer, createLogger } from '../container.ts';
import { StaffAdmission } from '../modules/partner/published/staff-admission.ts';
import { openDatabase } from '../open-database.ts';
import { projectFolder } from '../project-folder.ts';
import { type Command, UsageError } from './command.ts';

const roles = z.array(z.enum(['ra', 'cs', 'op'])).min(1);

/** yinxin staff add: a one-time link for a new staff member. */
export const staffCommand: Command = {
  help: `Usage: yinxin staff add --role ROLE [--role ROLE] --mail ADDRESS [--name NAME] [--region CODE]…

Makes a staff member and prints a link that works once within 24 hours: there the person sets a password and an authenticator app.
ROLE   ra (certificate reviewer), cs (customer service), op (platform operator and region reviewer)
CODE   GB/T 2260 code of a province (32) or city (3201) whose registrations an operator reviews
`,
  async run(args, terminal) {
    const [action, ...rest] = args;
    if (action !== 'add') throw new UsageError('say: staff add');
    const { values } = parseArgs({
      args: rest,
      options: {
        role: { type: 'string', multiple: true },
        region: { type: 'string', multiple: true, default: [] },
        mail: { type: 'string' },
        name: { type: 'string' },
      },
    });
    const chosen = roles.safeParse(values.role);
    if (!chosen.success || values.mail === undefined) throw new UsageError('--role (ra, cs or op) and --mail are needed');
    const config = readConfig(process.env);
    const opened = await openDatabase(config, 'join');
    try {
      const container = buildContainer(config, opened.database, projectFolder(), createLogger('silent'));
      const invite = { mail: values.mail, name: values.name ?? values.mail, roles: chosen.data, regions: values.region };
      const { path } = await container.get(StaffAdmission).invite(invite);
      terminal.out(`${config.PUBLIC_URL.replace(/\/$/, '')}${path}\n`);
      return 0;
    } finally {
      await opened.close();
    }
  },
};
