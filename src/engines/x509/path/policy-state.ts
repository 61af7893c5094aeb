import type { Certificate } from '../certificate.ts';
import { Oid } from '../oids.ts';
import { PathFailure } from './path-reason.ts';
import { PolicyGraph } from './policy-graph.ts';

/** RFC 5280 6.1.1 (c), (e), (f), (g). */
export interface PolicyInputs {
  /** Policies the user accepts; default: any. */
  readonly initialPolicies?: readonly string[];
  readonly explicitPolicy?: boolean;
  readonly inhibitPolicyMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
}

/** The policy variables of RFC 5280 6.1.2 along one path. Each step throws PathFailure `policy`. */
export class PolicyState {
  readonly #graph = new PolicyGraph();
  readonly #userPolicies: ReadonlySet<string>;
  #explicitPolicy: number;
  #policyMapping: number;
  #inhibitAnyPolicy: number;

  constructor(pathLength: number, inputs: PolicyInputs) {
    this.#userPolicies = new Set(inputs.initialPolicies ?? [Oid.anyPolicy]);
    this.#explicitPolicy = inputs.explicitPolicy ? 0 : pathLength + 1;
    this.#policyMapping = inputs.inhibitPolicyMapping ? 0 : pathLength + 1;
    this.#inhibitAnyPolicy = inputs.inhibitAnyPolicy ? 0 : pathLength + 1;
  }

  /** 6.1.3 (d) to (f). */
  add(certificate: Certificate, isLast: boolean): void {
    const anyPolicyCounts = this.#inhibitAnyPolicy > 0 || (!isLast && certificate.isSelfIssued);
    this.#graph.addCertificate(
      certificate.certificatePolicies?.map(({ oid }) => oid),
      anyPolicyCounts,
    );
    if (this.#explicitPolicy === 0 && this.#graph.isEmpty) throw new PathFailure('policy', 'no policy is valid for the path');
  }

  /** 6.1.4 (a), (b), (h), (i), (j). */
  prepareNext(certificate: Certificate): void {
    const mappings = certificate.policyMappings;
    if (mappings?.some(({ issuerPolicy, subjectPolicy }) => issuerPolicy === Oid.anyPolicy || subjectPolicy === Oid.anyPolicy)) {
      throw new PathFailure('policy', 'anyPolicy is mapped');
    }
    if (mappings) this.#graph.applyMappings(mappings, this.#policyMapping > 0);
    const step = certificate.isSelfIssued ? 0 : 1;
    const constraints = certificate.policyConstraints;
    this.#explicitPolicy = lowered(this.#explicitPolicy, step, constraints?.requireExplicitPolicy);
    this.#policyMapping = lowered(this.#policyMapping, step, constraints?.inhibitPolicyMapping);
    this.#inhibitAnyPolicy = lowered(this.#inhibitAnyPolicy, step, certificate.inhibitAnyPolicy);
  }

  /** 6.1.5 (a), (b), (g): the policies the path is accepted for. */
  wrapUp(end: Certificate | undefined): ReadonlySet<string> {
    const required = end?.policyConstraints?.requireExplicitPolicy === 0 || this.#explicitPolicy <= 1;
    const accepted = this.#graph.acceptedPolicies(this.#userPolicies);
    if (required && accepted.size === 0) throw new PathFailure('policy', 'no accepted policy is valid for the path');
    return accepted;
  }
}

function lowered(counter: number, step: number, limit: number | undefined): number {
  return Math.min(Math.max(0, counter - step), limit ?? counter);
}
