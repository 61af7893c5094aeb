import type { UnitRules } from './unit-rules.ts';

/** A place of the registration where papers are recognised and data are compared with the business register (UNI-055). */
export type CheckNode = 'registration' | 'licence' | 'change';

/** Failures of one person at one node. It never refuses a try; it opens the way to manual review (UNI-006, UNI-007, C17). */
export class FailureTally {
  readonly accountId: string;
  readonly node: CheckNode;
  readonly recognition: number;
  readonly registry: number;

  constructor(accountId: string, node: CheckNode, recognition = 0, registry = 0) {
    this.accountId = accountId;
    this.node = node;
    this.recognition = recognition;
    this.registry = registry;
  }

  withRecognitionFailure(): FailureTally {
    return new FailureTally(this.accountId, this.node, this.recognition + 1, this.registry);
  }

  withRegistryFailure(): FailureTally {
    return new FailureTally(this.accountId, this.node, this.recognition, this.registry + 1);
  }

  cleared(): FailureTally {
    return new FailureTally(this.accountId, this.node);
  }

  /** At the licence every failure counts alike, and only the larger figure opens the way (8.3). */
  opensManualReview(rules: UnitRules): boolean {
    if (this.node === 'licence') return this.recognition + this.registry > rules.registryFailuresToManual;
    if (this.node === 'change' && this.recognition > 0) return true; // UNI-029
    return this.recognition > rules.recognitionFailuresToManual || this.registry > rules.registryFailuresToManual;
  }
}
