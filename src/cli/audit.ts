import { AuditChain } from '../adapters/audit/audit-chain.ts';
import { PgAuditLog } from '../adapters/audit/pg-audit-log.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../open-database.ts';
import { type Command, UsageError } from './command.ts';

/** yinxin audit verify: walks the audit chain of the configured database. */
export const auditCommand: Command = {
  help: `Usage: yinxin audit verify

Walks the audit trail from the first row: every row must carry the keyed hash of the one before it, and the signed head must be the last.
Reads the same configuration as "yinxin serve" (YINXIN_MODE=demo for the demo's data). Exit 0 whole, 1 broken.
`,
  async run(args, terminal) {
    if (args[0] !== 'verify') throw new UsageError('say: audit verify');
    const config = readConfig(process.env);
    const opened = await openDatabase(config, 'join');
    try {
      const check = await new PgAuditLog(opened.database, new AuditChain(Buffer.from(config.AUDIT_KEY, 'base64'))).check();
      for (const finding of check.findings) terminal.out(`${finding.what} at position ${finding.position}\n`);
      terminal.out(
        `${check.rows} rows sealed, ${check.unsealed} unsealed for over ten seconds: ${check.findings.length === 0 ? 'whole' : 'BROKEN'}\n`,
      );
      return check.findings.length === 0 ? 0 : 1;
    } finally {
      await opened.close();
    }
  },
};
