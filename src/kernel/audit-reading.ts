export interface AuditRecord {
  readonly id: number;
  readonly at: Date;
  readonly actor: string;
  readonly actorName: string;
  readonly action: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export interface AuditFilter {
  /** Part of an actor's name, a whole action, a subject id. */
  readonly text: string;
  /** Id of the last row of the page before. */
  readonly after: number | undefined;
}

export interface AuditFinding {
  readonly what: 'altered' | 'missing' | 'head' | 'unsealed';
  readonly position: number;
}

export interface AuditCheck {
  readonly rows: number;
  readonly unsealed: number;
  readonly findings: readonly AuditFinding[];
}

/** The audit trail as operators read it (§9: platform operator only). */
export abstract class AuditReading {
  /** Newest first, at most 50. */
  abstract search(filter: AuditFilter): Promise<readonly AuditRecord[]>;
  /** Walks the whole chain; findings are edited, removed and unchained rows. */
  abstract check(): Promise<AuditCheck>;
}
