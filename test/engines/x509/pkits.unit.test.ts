import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../src/engines/x509/certificate.ts';
import { parseCrl } from '../../../src/engines/x509/crl/revocation-list.ts';
import { type PathVerdict, validatePath } from '../../../src/engines/x509/path/validate-path.ts';

/**
 * NIST Public Key Interoperability Test Suite. YINXIN_PKITS names a folder with cases.json, certs/ and crls/.
 * Exclusions, each reviewed: DSA is not accepted anywhere in the product (FIPS 186-5 withdrew it).
 */
const excluded: ReadonlySet<string> = new Set(['valid_dsa_signatures_test4', 'valid_dsa_parameter_inheritance_test5']);

interface Case {
  readonly id: string;
  readonly name: string;
  readonly certificate: string;
  readonly intermediates: readonly string[];
  readonly crls: readonly string[];
  readonly expect: 'valid' | 'invalid';
  readonly reason: string | null;
  readonly policyInputs?: {
    readonly user_initial_policy_set?: readonly string[];
    readonly initial_explicit_policy?: boolean;
    readonly initial_policy_mapping_inhibit?: boolean;
    readonly initial_any_policy_inhibit?: boolean;
  };
}

const folder = process.env['YINXIN_PKITS'] ?? '';
const available = existsSync(join(folder, 'cases.json'));
if (!available) console.warn('skipped: YINXIN_PKITS does not name a folder with cases.json');
const cases: readonly Case[] = available ? JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) : [];

const certificate = (file: string) => parseCertificate(readFileSync(join(folder, 'certs', file)));
const crl = (file: string) => parseCrl(readFileSync(join(folder, 'crls', file)));

function verdictOf(one: Case): PathVerdict {
  const inputs = one.policyInputs;
  return validatePath({
    certificate: certificate(one.certificate),
    intermediates: one.intermediates.map(certificate),
    anchors: [certificate('TrustAnchorRootCertificate.crt')],
    crls: [...one.crls, 'TrustAnchorRootCRL.crl'].map(crl),
    time: new Date('2012-01-01T00:00:00Z'),
    revocation: 'require',
    policyInputs: {
      ...(inputs?.user_initial_policy_set && { initialPolicies: inputs.user_initial_policy_set }),
      explicitPolicy: inputs?.initial_explicit_policy ?? false,
      inhibitPolicyMapping: inputs?.initial_policy_mapping_inhibit ?? false,
      inhibitAnyPolicy: inputs?.initial_any_policy_inhibit ?? false,
    },
  });
}

// Where the only list is out of date we say so, though the suite calls one such case unknown.
const revocationReasons = new Map([
  ['revocation_unknown', /^revocation-(unknown|stale)$/],
  ['revocation_stale', /^revocation-stale$/],
  ['revoked', /^revoked$/],
]);

describe.skipIf(!available)('NIST PKITS (VAL-03)', () => {
  it('has all its cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(246);
    expect(cases.filter(({ name }) => excluded.has(name))).toHaveLength(excluded.size);
  });

  it.each(cases.filter(({ name }) => !excluded.has(name)))('$id $name is $expect', (one) => {
    const verdict = verdictOf(one);
    const seen = `${verdict.verdict}: ${verdict.reason} (${verdict.message})`;
    expect(verdict.verdict === 'valid', seen).toBe(one.expect === 'valid');
    const wanted = revocationReasons.get(one.reason ?? '');
    if (wanted) expect(verdict.reason, seen).toMatch(wanted);
    else if (one.expect === 'invalid') expect(verdict.reason, seen).not.toMatch(/^revo/);
  });
});
