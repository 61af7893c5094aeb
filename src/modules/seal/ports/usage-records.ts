/** SEA-051: one use of a seal and a certificate. */
export interface UsageRecord {
  readonly id: string;
  readonly at: Date;
  readonly accountId: string;
  readonly personName: string;
  readonly unitId: string | undefined;
  readonly sealId: string;
  readonly sealName: string;
  readonly certificateSerial: string;
  /** 文档签章 */
  readonly operation: 'document';
  readonly platformId: string | undefined;
  readonly subjectId: string;
  readonly subjectName: string;
  /** In words: pages and mode. */
  readonly place: string;
  readonly device: string;
}

export abstract class UsageRecords {
  abstract add(record: UsageRecord): Promise<void>;
}

/** For pages: no transaction, no locks. */
export abstract class UsageReading {
  /** Oldest first. */
  abstract ofSubject(subjectId: string, accountId: string): Promise<readonly UsageRecord[]>;
}
