import { type Command, Refusal, type Terminal, UsageError, usageExit } from './command.ts';

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every subcommand is one line here and one file; nothing of it is loaded before it is asked for. */
const commands = new Map<string, Entry>([
  ['sign', { summary: 'sign and seal a PDF with a key file', load: async () => (await import('./sign.ts')).signCommand }],
  ['serve', { summary: 'start the server', load: async () => (await import('./serve.ts')).serveCommand }],
  ['audit', { summary: 'verify the audit trail', load: async () => (await import('./audit.ts')).auditCommand }],
  ['staff', { summary: 'add a staff member', load: async () => (await import('./staff.ts')).staffCommand }],
  ['ca', { summary: 'make the certificate authority', load: async () => (await import('./ca.ts')).caCommand }],
  ['verify', { summary: 'verify the signatures of a PDF', load: async () => (await import('./verify.ts')).verifyCommand }],
]);

/** Runs one command line and answers the exit code. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  const entry = name === undefined ? undefined : commands.get(name);
  if (entry === undefined) return overview(name, terminal);
  const command = await entry.load();
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(command.help);
    return 0;
  }
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    return explain(error, String(name), terminal);
  }
}

function overview(name: string | undefined, terminal: Terminal): number {
  const lines = [...commands].map(([command, { summary }]) => `  ${command.padEnd(10)} ${summary}`);
  const text = `Usage: yinxin COMMAND [OPTIONS]\n\n${lines.join('\n')}\n\nyinxin COMMAND --help tells more.\n`;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(text);
    return 0;
  }
  terminal.err(`yinxin: there is no command "${name}"\n\n${text}`);
  return usageExit;
}

function explain(error: unknown, command: string, terminal: Terminal): number {
  if (error instanceof UsageError || isArgumentError(error)) {
    terminal.err(`yinxin ${command}: ${error.message}\nyinxin ${command} --help tells more.\n`);
    return usageExit;
  }
  if (error instanceof Refusal) {
    terminal.err(`yinxin ${command}: ${error.message} [${error.code}]\n`);
    return 1;
  }
  throw error;
}

/** What node:util parseArgs throws for an unknown option or a missing value. */
function isArgumentError(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
