import { describe, expect, it } from 'vitest';
import { type ChangeKind, classifyChange } from '../../../../src/modules/seal/domain/allowed-changes.ts';
import { refusalToSign, refusalToStamp } from '../../../../src/modules/seal/domain/signing-purpose.ts';
import { judgeFile, judgeSignature, type SignatureFacts, type StampFacts } from '../../../../src/modules/seal/domain/verdict.ts';

const uncertified = { certification: undefined, fieldLock: undefined };
const good: SignatureFacts = {
  kind: 'signature',
  presence: 'shown',
  faults: [],
  purpose: { keyUsage: new Set(['digitalSignature', 'nonRepudiation']), extendedKeyUsage: undefined },
  path: { outcome: 'trusted' },
  revocation: { state: 'good' },
  timestamp: undefined,
  limits: uncertified,
  changes: [],
};
const facts = (changes: Partial<SignatureFacts> = {}): SignatureFacts => ({ ...good, ...changes });
const change = (kind: ChangeKind, fieldName?: string) => ({ revision: 2, kind, object: '5 0', fieldName });
const judge = (changes: Partial<SignatureFacts>, revocation: 'required' | 'if-known' = 'if-known') => {
  const { verdict, reason } = judgeSignature(facts(changes), { revocation });
  return [verdict, reason];
};
const noon = new Date('2026-11-21T12:00:00Z');
const before = new Date('2026-11-20T12:00:00Z');
const after = new Date('2026-11-22T12:00:00Z');
const stamp: StampFacts = {
  time: noon,
  faults: [],
  path: { outcome: 'trusted' },
  revocation: { state: 'unknown' },
  purpose: { keyUsage: new Set(['digitalSignature']), extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'] },
};

describe('the verdict on one signature', () => {
  it('is valid when everything holds', () => {
    expect(judge({})).toEqual(['valid', undefined]);
  });

  it('is invalid for any fault of the bytes, named by the first', () => {
    expect(judge({ faults: ['digest-mismatch', 'bad-signature'], path: { outcome: 'no-anchor' } })).toEqual(['invalid', 'digest-mismatch']);
  });

  it('is indeterminate for an algorithm this program does not know, and invalid when something else is wrong too', () => {
    expect(judge({ faults: ['unsupported-algorithm'] })).toEqual(['indeterminate', 'unsupported-algorithm']);
    expect(judge({ faults: ['unsupported-algorithm', 'gap-is-not-the-contents'] })).toEqual(['invalid', 'gap-is-not-the-contents']);
  });

  it('is indeterminate without an anchor, with none that fits, and outside the validity', () => {
    expect(judge({ path: { outcome: 'no-anchor' } })).toEqual(['indeterminate', 'no-anchor']);
    expect(judge({ path: { outcome: 'untrusted' } })).toEqual(['indeterminate', 'untrusted']);
    expect(judge({ path: { outcome: 'expired' } })).toEqual(['indeterminate', 'certificate-expired']);
    expect(judge({ path: { outcome: 'not-yet-valid' } })).toEqual(['indeterminate', 'certificate-not-yet-valid']);
  });

  it('is invalid when a time-stamp proves signing outside the validity', () => {
    expect(judge({ path: { outcome: 'expired' }, timestamp: stamp })).toEqual(['invalid', 'certificate-expired']);
  });

  it('is invalid for a path that breaks a rule', () => {
    expect(judge({ path: { outcome: 'broken', reason: 'path-length' } })).toEqual(['invalid', 'path-length']);
  });

  it('is invalid for a revoked certificate, unless a time-stamp proves an earlier signature', () => {
    expect(judge({ revocation: { state: 'revoked', at: after } })).toEqual(['invalid', 'certificate-revoked']);
    expect(judge({ revocation: { state: 'revoked', at: before }, timestamp: stamp })).toEqual(['invalid', 'certificate-revoked']);
    expect(judge({ revocation: { state: 'revoked', at: after }, timestamp: stamp }, 'required')).toEqual(['valid', undefined]);
  });

  it.each([
    ['from an authority without trust', { ...stamp, path: { outcome: 'untrusted' } as const }],
    ['from a certificate for other purposes', { ...stamp, purpose: good.purpose }],
    ['from a revoked authority', { ...stamp, revocation: { state: 'revoked', at: after } as const }],
  ])('lets a time-stamp %s prove nothing', (_, timestamp) => {
    expect(judge({ revocation: { state: 'revoked', at: after }, timestamp })).toEqual(['invalid', 'certificate-revoked']);
    expect(judge({ timestamp })).toEqual(['valid', undefined]);
  });

  it('is invalid with a time-stamp that was tampered with', () => {
    expect(judge({ timestamp: { ...stamp, faults: ['imprint-mismatch'] } })).toEqual(['invalid', 'bad-timestamp']);
  });

  it('does without revocation data unless it is required', () => {
    expect(judge({ revocation: { state: 'unknown' } })).toEqual(['valid', undefined]);
    expect(judge({ revocation: { state: 'unknown' } }, 'required')).toEqual(['indeterminate', 'revocation-unknown']);
  });

  it('stays valid after long-term data and document time-stamps, and lists them as allowed', () => {
    const changes = [change('dss'), change('doc-timestamp')];
    expect(judge({ changes })).toEqual(['valid', undefined]);
    expect(judgeSignature(facts({ changes }), { revocation: 'if-known' }).changes).toEqual([
      { revision: 2, kind: 'dss', object: '5 0', allowed: true },
      { revision: 2, kind: 'doc-timestamp', object: '5 0', allowed: true },
    ]);
  });

  it.each(['form-filled', 'signature-added', 'signature-field-added', 'stamp-reserved', 'stamp-filled', 'annotation', 'metadata'] as const)(
    'names later changes of the kind %s',
    (kind) => {
      expect(judge({ changes: [change(kind)] })).toEqual(['valid-with-later-changes', 'changed-later']);
    },
  );

  it.each([
    'page-content',
    'page-added',
    'page-removed',
    'pages-reordered',
    'catalog',
    'signature-changed',
    'form-field-added',
    'form-field-removed',
    'acroform',
    'shadowed-object',
    'orphan-object',
    'unknown',
  ] as const)('is invalid after a change of the kind %s', (kind) => {
    expect(judge({ changes: [change('dss'), change(kind)] })).toEqual(['invalid', 'altered-later']);
  });

  it('takes the declaration of an extension in the catalog for validation data', () => {
    expect(judge({ changes: [{ ...change('catalog'), key: 'Extensions/ESIC' }] })).toEqual(['valid', undefined]);
    expect(judge({ changes: [{ ...change('catalog'), key: 'Extensions' }] })).toEqual(['invalid', 'altered-later']);
  });

  it.each(['signature-added', 'doc-timestamp'] as const)('lets the form get new defaults together with a %s, and never alone', (kind) => {
    const verdict = kind === 'doc-timestamp' ? ['valid', undefined] : ['valid-with-later-changes', 'changed-later'];
    expect(judge({ changes: [change('form-defaults-added'), change(kind)] })).toEqual(verdict);
    expect(judge({ changes: [change('form-defaults-added')] })).toEqual(['invalid', 'altered-later']);
    expect(judge({ changes: [change('form-defaults-added'), { ...change(kind), revision: 3 }] })).toEqual(['invalid', 'altered-later']);
  });

  it('does not let the form get new defaults with a signature that the certification forbids', () => {
    const changes = [change('form-defaults-added'), change('signature-added')];
    expect(judge({ changes, limits: { certification: 1, fieldLock: undefined } })).toEqual(['invalid', 'altered-later']);
    expect(judge({ changes, limits: { certification: 2, fieldLock: undefined } })[0]).toBe('valid-with-later-changes');
  });

  it('is invalid for a signature that a later revision took out of the form, whatever else holds', () => {
    expect(judge({ presence: 'removed' })).toEqual(['invalid', 'signature-removed']);
    expect(judge({ presence: 'removed', faults: ['digest-mismatch'] })).toEqual(['invalid', 'signature-removed']);
  });

  it('puts what is wrong before what is open, and that before later changes', () => {
    expect(judge({ path: { outcome: 'untrusted' }, changes: [change('page-content')] })).toEqual(['invalid', 'altered-later']);
    expect(judge({ path: { outcome: 'untrusted' }, changes: [change('annotation')] })).toEqual(['indeterminate', 'untrusted']);
  });

  it('is invalid for certificates of another purpose', () => {
    const purpose = (keyUsage: string[], extendedKeyUsage?: string[]) => ({ purpose: { keyUsage: new Set(keyUsage), extendedKeyUsage } });
    expect(judge(purpose(['keyEncipherment', 'dataEncipherment']))).toEqual(['invalid', 'wrong-key-usage']);
    expect(judge(purpose(['digitalSignature'], ['1.3.6.1.5.5.7.3.1']))).toEqual(['invalid', 'wrong-extended-key-usage']);
    expect(judge({ kind: 'document-timestamp' })).toEqual(['invalid', 'wrong-extended-key-usage']);
  });
});

describe('certified documents', () => {
  const certified = (certification: 1 | 2 | 3) => ({ certification, fieldLock: undefined });
  it.each([
    [1, ['dss', 'doc-timestamp', 'metadata'], ['form-filled', 'signature-added', 'annotation', 'signature-field-added', 'stamp-reserved']],
    [2, ['dss', 'form-filled', 'signature-added', 'stamp-filled'], ['annotation', 'signature-field-added', 'stamp-reserved']],
    [3, ['dss', 'form-filled', 'signature-added', 'annotation'], ['signature-field-added', 'stamp-reserved', 'page-content']],
  ] as const)('DocMDP %d allows what it names and nothing beyond', (level, allowed, refused) => {
    for (const kind of allowed) expect(classifyChange(change(kind), certified(level)), kind).not.toBe('altered');
    for (const kind of refused) expect(classifyChange(change(kind), certified(level)), kind).toBe('altered');
  });

  it('keeps locked fields locked', () => {
    const lock = (action: 'All' | 'Include' | 'Exclude', fields: string[]) => ({ certification: undefined, fieldLock: { action, fields } });
    expect(classifyChange(change('form-filled', 'price'), lock('Include', ['price']))).toBe('altered');
    expect(classifyChange(change('form-filled', 'price.net'), lock('Include', ['price']))).toBe('altered');
    expect(classifyChange(change('form-filled', 'prices'), lock('Include', ['price']))).toBe('later');
    expect(classifyChange(change('form-filled', 'price'), lock('Exclude', ['price']))).toBe('later');
    expect(classifyChange(change('form-filled', 'other'), lock('Exclude', ['price']))).toBe('altered');
    expect(classifyChange(change('form-filled', 'other'), lock('All', []))).toBe('altered');
    expect(classifyChange(change('form-filled'), lock('Include', ['price']))).toBe('altered');
  });

  it('judges a form that several stamps show by all of them', () => {
    const lock = (action: 'Include' | 'Exclude', fields: string[]) => ({ certification: undefined, fieldLock: { action, fields } });
    const shared = { ...change('stamp-filled', 'stamp1'), fieldNames: ['stamp1', 'stamp2'] };
    expect(classifyChange(shared, lock('Include', ['price']))).toBe('later');
    expect(classifyChange(shared, lock('Include', ['stamp2']))).toBe('altered');
    expect(classifyChange(shared, lock('Exclude', ['stamp1', 'stamp2']))).toBe('later');
    expect(classifyChange(shared, lock('Exclude', ['stamp1']))).toBe('altered');
  });
});

describe('purposes of certificates', () => {
  it('lets certificates without the extensions sign but not stamp', () => {
    const none = { keyUsage: undefined, extendedKeyUsage: undefined };
    expect(refusalToSign(none)).toBeUndefined();
    expect(refusalToStamp(none)).toBe('wrong-extended-key-usage');
  });

  it('lets a time-stamp authority do nothing else', () => {
    const usage = { keyUsage: new Set(['digitalSignature']) };
    expect(refusalToStamp({ ...usage, extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'] })).toBeUndefined();
    expect(refusalToStamp({ ...usage, extendedKeyUsage: ['1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.4'] })).toBe('wrong-extended-key-usage');
    expect(refusalToSign({ ...usage, extendedKeyUsage: ['1.3.6.1.5.5.7.3.8'] })).toBe('wrong-extended-key-usage');
  });
});

describe('the verdict on a file', () => {
  const judged = (changes: Partial<SignatureFacts>) => {
    const kind = changes.kind ?? 'signature';
    return { kind, judgement: judgeSignature(facts(changes), { revocation: 'if-known' }) };
  };
  const timestampPurpose = stamp.purpose;

  it('is unsigned without a signature', () => {
    expect(judgeFile([])).toEqual({ verdict: 'unsigned', reason: 'no-signature' });
  });

  it('is that of the gravest signature', () => {
    const all = [
      judged({}),
      judged({ changes: [change('annotation')] }),
      judged({ path: { outcome: 'expired' } }),
      judged({ faults: ['x'] }),
    ];
    expect(judgeFile(all.slice(0, 1)).verdict).toBe('valid');
    expect(judgeFile(all.slice(0, 2)).verdict).toBe('valid-with-later-changes');
    expect(judgeFile(all.slice(0, 3))).toEqual({ verdict: 'indeterminate', reason: 'certificate-expired' });
    expect(judgeFile(all)).toEqual({ verdict: 'invalid', reason: 'x' });
  });

  it('is not dragged down by a document time-stamp without trust, but by a broken one', () => {
    const untrusted = judged({ kind: 'document-timestamp', purpose: timestampPurpose, path: { outcome: 'untrusted' } });
    const broken = judged({ kind: 'document-timestamp', purpose: timestampPurpose, faults: ['imprint-mismatch'] });
    expect(judgeFile([judged({}), untrusted]).verdict).toBe('valid');
    expect(judgeFile([untrusted]).verdict).toBe('indeterminate');
    expect(judgeFile([judged({}), broken]).verdict).toBe('invalid');
  });
});
