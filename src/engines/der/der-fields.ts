import { DerError } from './der-error.ts';
import type { DerNode } from './der-reader.ts';

/** Walks the fields of a SEQUENCE in order, for structures with OPTIONAL fields. */
export class DerFields {
  #at = 0;

  constructor(private readonly nodes: readonly DerNode[]) {}

  /** The next field; throws when there is none. */
  next(): DerNode {
    const node = this.nodes[this.#at++];
    if (!node) throw new DerError('bad-value', 'a field is missing');
    return node;
  }

  /** The next field when `matches` says so, else undefined and nothing is consumed. */
  nextIf(matches: (node: DerNode) => boolean): DerNode | undefined {
    const node = this.nodes[this.#at];
    if (!node || !matches(node)) return undefined;
    this.#at++;
    return node;
  }

  /** The next field when it carries the context tag `[n]`. */
  optionalContext(tagNumber: number): DerNode | undefined {
    return this.nextIf((node) => node.isContext(tagNumber));
  }

  /** The next field when it carries the universal tag. */
  optionalUniversal(tagNumber: number): DerNode | undefined {
    return this.nextIf((node) => node.isUniversal(tagNumber));
  }

  get done(): boolean {
    return this.#at >= this.nodes.length;
  }

  /** Throws when fields are left over. */
  end(): void {
    if (!this.done) throw new DerError('trailing-data', 'unknown fields at the end of a sequence');
  }
}
