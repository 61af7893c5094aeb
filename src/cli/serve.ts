import { start } from '../start.ts';
import type { Command } from './command.ts';

/** yinxin serve: the server, in production unless YINXIN_MODE says otherwise. */
export const serveCommand: Command = {
  help: `Usage: yinxin serve

Starts the server with the configuration of the environment (README, "Configuration"); stops on SIGTERM and SIGINT after the requests in flight.
`,
  async run(_args, terminal) {
    const running = await start(process.env);
    terminal.out(`listening on ${running.address}\n`);
    await new Promise<void>((done) => {
      process.once('SIGTERM', () => done());
      process.once('SIGINT', () => done());
    });
    await running.stop();
    return 0;
  },
};
