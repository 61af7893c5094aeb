/** Where a command writes: standard output for results, standard error for everything else. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

/** One subcommand. `run` answers the exit code. */
export interface Command {
  readonly help: string;
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

/** The command line itself is wrong: the message goes to the person with a pointer to --help. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The request was understood and refused. `code` is stable, for scripts. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** sysexits EX_USAGE: clear of the codes that carry a verdict. */
export const usageExit = 64;
