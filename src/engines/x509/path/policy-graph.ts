/**
 * The certificate policies of a path (RFC 5280 6.1 with the graph of RFC 9618, which says the same as the policy tree without
 * its exponential growth).
 */
import type { PolicyMapping } from '../extensions.ts';
import { Oid } from '../oids.ts';
import { PathFailure } from './path-reason.ts';

interface PolicyNode {
  readonly policy: string;
  expected: ReadonlySet<string>;
  readonly parents: readonly PolicyNode[];
}

type Level = Map<string, PolicyNode>;

const maxNodes = 2000;

export class PolicyGraph {
  readonly #levels: Level[] = [new Map([[Oid.anyPolicy, { policy: Oid.anyPolicy, expected: new Set([Oid.anyPolicy]), parents: [] }]])];
  #nodes = 1;

  /** NULL in the words of RFC 5280: no policy is valid for the whole path so far. */
  get isEmpty(): boolean {
    return this.#last.size === 0;
  }

  get #last(): Level {
    return this.#levels.at(-1) ?? new Map();
  }

  /** RFC 5280 6.1.3 (d) and (e): one more certificate with these policies, or none at all. */
  addCertificate(policies: readonly string[] | undefined, anyPolicyCounts: boolean): void {
    const above = this.#last;
    const level: Level = new Map();
    this.#levels.push(level);
    if (!policies || above.size === 0) return;
    const expecting = parentsByExpectedPolicy(above);
    const anyParent = above.get(Oid.anyPolicy);
    for (const policy of policies) {
      if (policy === Oid.anyPolicy) continue;
      const parents = expecting.get(policy) ?? (anyParent ? [anyParent] : []);
      if (parents.length > 0) this.#add(level, policy, parents);
    }
    if (!policies.includes(Oid.anyPolicy) || !anyPolicyCounts) return;
    for (const [policy, parents] of expecting) if (!level.has(policy)) this.#add(level, policy, parents);
  }

  /** RFC 5280 6.1.4 (b). */
  applyMappings(mappings: readonly PolicyMapping[], mappingAllowed: boolean): void {
    const level = this.#last;
    const targets = new Map<string, Set<string>>();
    for (const { issuerPolicy, subjectPolicy } of mappings) {
      targets.set(issuerPolicy, (targets.get(issuerPolicy) ?? new Set()).add(subjectPolicy));
    }
    const anyNode = level.get(Oid.anyPolicy);
    for (const [policy, expected] of targets) {
      const node = level.get(policy);
      if (!mappingAllowed) level.delete(policy);
      else if (node) node.expected = expected;
      else if (anyNode) this.#add(level, policy, anyNode.parents).expected = expected;
    }
  }

  /**
   * RFC 5280 6.1.5 (g): the policies, in the anchor's terms, that hold for the whole path and that the user accepts; empty when
   * there are none. `anyPolicy` is in the answer when the path is good for any.
   */
  acceptedPolicies(userPolicies: ReadonlySet<string>): ReadonlySet<string> {
    const anyUserPolicy = userPolicies.has(Oid.anyPolicy);
    // For each node, the anchor's policies it descends from, as far as the user accepts them.
    let origins = new Map<PolicyNode, ReadonlySet<string>>();
    for (const [depth, level] of this.#levels.entries()) {
      const next = new Map<PolicyNode, ReadonlySet<string>>();
      for (const node of level.values()) {
        const isTop = depth === 0 || node.parents.some((parent) => parent.policy === Oid.anyPolicy);
        if (!isTop) next.set(node, union(node.parents.map((parent) => origins.get(parent))));
        else if (node.parents.every((parent) => (origins.get(parent)?.size ?? 0) > 0)) {
          const accepted = anyUserPolicy || node.policy === Oid.anyPolicy || userPolicies.has(node.policy);
          next.set(node, new Set(accepted ? [node.policy] : []));
        }
      }
      origins = next;
    }
    const policies = new Set(union([...origins.values()]));
    // 6.1.5 (g)(iii)(3): a path that is good for any policy is good for each the user asked for.
    if (policies.has(Oid.anyPolicy) && !anyUserPolicy) {
      policies.delete(Oid.anyPolicy);
      for (const policy of userPolicies) policies.add(policy);
    }
    return policies;
  }

  #add(level: Level, policy: string, parents: readonly PolicyNode[]): PolicyNode {
    if (++this.#nodes > maxNodes) throw new PathFailure('too-complex', 'too many policies');
    const node: PolicyNode = { policy, expected: new Set([policy]), parents };
    level.set(policy, node);
    return node;
  }
}

function parentsByExpectedPolicy(level: Level): Map<string, PolicyNode[]> {
  const expecting = new Map<string, PolicyNode[]>();
  for (const node of level.values()) {
    for (const policy of node.expected) {
      const parents = expecting.get(policy);
      if (parents) parents.push(node);
      else expecting.set(policy, [node]);
    }
  }
  return expecting;
}

function union(sets: readonly (ReadonlySet<string> | undefined)[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const set of sets) for (const item of set ?? []) all.add(item);
  return all;
}
