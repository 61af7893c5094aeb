import { describe, expect, it } from 'vitest';
import { SignedDocument, sealedName } from '../../../../src/modules/seal/domain/document.ts';
import { readPlacement } from '../../../../src/modules/seal/domain/document-placement.ts';
import { documentLimits, mustBeSealable, mustHaveRoom } from '../../../../src/modules/seal/domain/document-policy.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 22, 0, minutes));
const file = (fileId: string) => ({ fileId, size: 10, sha256: 'aa' });
const aDocument = () =>
  SignedDocument.imported({ id: 'd', accountId: 'a', name: '投标函.pdf', pages: 3, importedAt: at(0), file: file('original') });
const typed = { mode: 'current', page: '2', x: '150', y: '212.5', pages: '', edge: 'right', position: '80', keyword: '', dx: '', dy: '' };
const codeOf = (act: () => unknown) => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as { fields?: { code: string }[]; code: string }).fields?.[0]?.code ?? (error as { code: string }).code;
  }
};

describe('a document', () => {
  it('is held for one sealing at a time', () => {
    const document = aDocument();
    document.begin('one', at(1));
    expect(codeOf(() => document.begin('two', at(2)))).toBe('seal.document-busy');
    expect(codeOf(() => document.remove(at(2)))).toBe('seal.document-busy');
  });

  it('is given to another sealing when the first one has died, whose late outcome is refused', () => {
    const document = aDocument();
    document.begin('one', at(1));
    document.begin('two', at(12));
    expect(codeOf(() => document.finish('one', file('late'), at(13)))).toBe('seal.document-busy');
    document.giveUp('one');
    expect(document.record.state).toBe('sealing');
    document.finish('two', file('sealed'), at(13));
    expect(document.record).toMatchObject({ state: 'sealed', sealings: 1, newest: { fileId: 'sealed' }, hold: undefined });
  });

  it('goes back to what it was when a sealing comes to nothing', () => {
    const document = aDocument();
    document.begin('one', at(1));
    document.giveUp('one');
    expect(document.record.state).toBe('imported');
    document.begin('two', at(1));
    document.finish('two', file('first'), at(1));
    document.begin('three', at(2));
    document.giveUp('three');
    expect(document.record).toMatchObject({ state: 'sealed', newest: { fileId: 'first' } });
  });

  it('keeps its original and the newest file; only what lies between may go', () => {
    const document = aDocument();
    document.begin('one', at(1));
    expect(document.finish('one', file('first'), at(1))).toBeUndefined();
    document.begin('two', at(2));
    expect(document.finish('two', file('second'), at(2))).toEqual(file('first'));
    expect(document.remove(at(3)).map(({ fileId }) => fileId)).toEqual(['original', 'second']);
  });

  it.each([
    ['投标函.pdf', '投标函-已签章.pdf'],
    ['a.b.PDF', 'a.b-已签章.pdf'],
    ['no ending', 'no ending-已签章.pdf'],
  ])('%s is offered as %s', (name, offered) => expect(sealedName(name)).toBe(offered));
});

describe('what may be taken in', () => {
  const facts = { pages: 1, certified: false, rebuilt: false, signatures: 0 };
  it.each([
    [{ ...facts }, undefined],
    [{ ...facts, rebuilt: true }, undefined],
    [{ ...facts, signatures: 3 }, undefined],
    [{ ...facts, pages: 0 }, 'seal.document-without-pages'],
    [{ ...facts, certified: true, signatures: 1 }, 'seal.document-locked'],
    [{ ...facts, rebuilt: true, signatures: 1 }, 'seal.document-rebuilt-and-signed'],
  ])('%j is answered with %s', (found, code) => expect(codeOf(() => mustBeSealable(found))).toBe(code));

  it('ends where a person keeps as much as anybody may', () => {
    expect(codeOf(() => mustHaveRoom({ files: documentLimits.files, bytes: 0 }, 1))).toBe('seal.document-room');
    expect(codeOf(() => mustHaveRoom({ files: 0, bytes: documentLimits.bytes }, 1))).toBe('seal.document-room');
    expect(codeOf(() => mustHaveRoom({ files: 0, bytes: documentLimits.bytes - 1 }, 1))).toBeUndefined();
  });
});

describe('the place a person types', () => {
  it('is read in every mode, full-width digits too', () => {
    expect(readPlacement({ ...typed, x: '１５０' })).toEqual({ mode: 'current', page: 2, at: { x: 150, y: 212.5 } });
    expect(readPlacement({ ...typed, mode: 'all' })).toEqual({ mode: 'all', at: { x: 150, y: 212.5 } });
    expect(readPlacement({ ...typed, mode: 'range', pages: '1-2' })).toEqual({ mode: 'range', pages: '1-2', at: { x: 150, y: 212.5 } });
    expect(readPlacement({ ...typed, mode: 'straddle' })).toEqual({ mode: 'straddle', edge: 'right', position: 80 });
    expect(readPlacement({ ...typed, mode: 'keyword', keyword: ' 盖章 ', dx: '-5', dy: '' })).toEqual({
      mode: 'keyword',
      keyword: '盖章',
      offset: { x: -5, y: 0 },
      hits: [],
    });
  });

  it.each([
    [{ mode: 'spiral' }, 'input.choose-one'],
    [{ x: '' }, 'seal.not-millimetres'],
    [{ y: '1e9' }, 'seal.not-millimetres'],
    [{ page: '1.5' }, 'seal.not-a-page'],
    [{ mode: 'range' }, 'seal.empty-page-range'],
    [{ mode: 'straddle', edge: 'middle' }, 'input.choose-one'],
    [{ mode: 'straddle', position: 'NaN' }, 'seal.not-millimetres'],
    [{ mode: 'keyword' }, 'seal.keyword-empty'],
    [{ mode: 'keyword', keyword: 'x', dy: '-' }, 'seal.not-millimetres'],
  ])('%j is refused with %s', (change, code) => expect(codeOf(() => readPlacement({ ...typed, ...change }))).toBe(code));
});
