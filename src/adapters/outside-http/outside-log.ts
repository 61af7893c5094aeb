/** Where adapters tell what an outside party did. A pino logger fits. Entries hold no personal data and no secret. */
export interface OutsideLog {
  warn(entry: Readonly<Record<string, unknown>>, message: string): void;
}

export const silentLog: OutsideLog = { warn: () => undefined };
