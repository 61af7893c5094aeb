import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { berLength } from '../../../src/engines/pdf/ber-length.ts';
import { Lexer } from '../../../src/engines/pdf/lexer.ts';
import { openPdf } from '../../../src/engines/pdf/pdf-document.ts';
import { PdfDict, type PdfObject, PdfStream, PdfString } from '../../../src/engines/pdf/pdf-object.ts';
import { BytesSource, ExtendedSource, PrefixSource } from '../../../src/engines/pdf/pdf-source.ts';
import { rc4 } from '../../../src/engines/pdf/rc4.ts';
import { inline } from '../../../src/engines/pdf/serialize-object.ts';
import { decodeFilters } from '../../../src/engines/pdf/stream-filters.ts';
import { dateString, decodeDate, decodeText, textString } from '../../../src/engines/pdf/text-string.ts';
import { appendTable, corpus, encryptions, pagesOf, throughQpdf, withTable, withXrefStream } from '../../support/pdf-corpus.ts';
import { hasTool } from '../../support/tools.ts';

const parse = (text: string): PdfObject => new Lexer(Buffer.from(text, 'latin1'), { complete: true }).object();
const again = (text: string): string => inline(parse(text));

describe('objects', () => {
  it('are read and written back with the same meaning', () => {
    expect(again('[ 1 -2 +3 .5 -.25 4. 1.50 true false null/N#20ame/A#2fB 12 0 R 12 0 Rx ]')).toBe(
      '[1 -2 3 0.5 -0.25 4 1.5 true false null /N#20ame /A#2fB 12 0 R 12 0]',
    );
    expect(again('<</A(x)/B<48 6>/C<</D[1 2]>>/E null>>')).toBe('<</A(x)/B<4860>/C<</D[1 2]>>/E null>>');
  });

  it('strings undo escapes, line ends and nesting', () => {
    const value = parse('(a\\n\\(b\\)\\101\\7(c)\\\r\nd\r\ne\\q)');
    expect(value instanceof PdfString && Buffer.from(value.bytes).toString('latin1')).toBe('a\n(b)A\u0007(c)d\neq');
  });

  it('numbers of any size are written without an exponent', () => {
    expect(again('[0.0000001 123456789012 -0.5 1e5]')).toBe('[0.0000001 123456789012 -0.5 1]');
  });

  it('a dictionary that names a key twice is marked', () => {
    const value = parse('<</A 1/B 2/A 3>>');
    expect(value instanceof PdfDict && [value.repeatedKeys, value.get('A')]).toEqual([true, 3]);
  });

  it('what is cut off is an error, not a guess', () => {
    for (const text of ['(abc', '<41', '[1 2', '<</A 1', '<</A', ''])
      expect(() => parse(text)).toThrowError(expect.objectContaining({ code: 'damaged' }));
  });
});

describe('streams', () => {
  const parms = { predictor: 1, colors: 1, bits: 8, columns: 1 };
  it('every PNG predictor is undone', () => {
    const rows = Buffer.from([0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 4, 1, 1, 1]);
    const step = { name: 'FlateDecode', parms: { ...parms, predictor: 15, columns: 3 } };
    expect([...decodeFilters(deflateSync(rows), [step], 1000)]).toEqual([1, 2, 3, 1, 2, 3, 2, 3, 4, 2, 3, 4, 3, 4, 5]);
  });

  it('filters in a row are undone in order and never beyond the limit', () => {
    const hex = Buffer.from(`${deflateSync(Buffer.from('hello')).toString('hex')}>`);
    const steps = [
      { name: 'ASCIIHexDecode', parms },
      { name: 'FlateDecode', parms },
    ];
    expect(Buffer.from(decodeFilters(hex, steps, 100)).toString()).toBe('hello');
    expect(() => decodeFilters(hex, steps, 4)).toThrowError(expect.objectContaining({ code: 'too-complex' }));
    expect(Buffer.from(decodeFilters(Buffer.from('87cURD]i,"Ebo80~>'), [{ name: 'ASCII85Decode', parms }], 100)).toString()).toBe(
      'Hello World!',
    );
    expect(() => decodeFilters(hex, [{ name: 'JBIG2Decode', parms }], 100)).toThrowError(
      expect.objectContaining({ code: 'unsupported-filter' }),
    );
  });

  it('with a wrong or missing length end at endstream', () => {
    for (const length of ['3', '99999', '/X', '60 0 R']) {
      const parts = pagesOf({ extra: { 50: `<</Length ${length}>>\nstream\nhello\nendstream` } });
      const stream = openPdf(new BytesSource(withTable(parts))).get(50);
      expect(stream instanceof PdfStream && Buffer.from(stream.raw()).toString()).toBe('hello');
    }
  });
});

describe('text', () => {
  it('Chinese is UTF-16BE with its mark, ASCII stays as it is', () => {
    expect(Buffer.from(textString('印信').bytes).toString('hex')).toBe('feff53704fe1');
    expect(inline(textString('a(b)'))).toBe('(a\\(b\\))');
    for (const text of ['印信𠮷', 'plain', 'é', '']) expect(decodeText(textString(text))).toBe(text);
  });

  it('PDFDocEncoding, UTF-8 and UTF-16LE are read', () => {
    expect(decodeText(new PdfString(Buffer.from([0x80, 0x8d, 0xa0, 0xe9])))).toBe('•“€é');
    expect(decodeText(new PdfString(Buffer.from('\ufeff印', 'utf8')))).toBe('印');
    expect(decodeText(new PdfString(Buffer.from('\ufeff印', 'utf16le')))).toBe('印');
  });

  it('dates are written in UTC and read with any offset', () => {
    expect(Buffer.from(dateString(new Date('2026-01-02T03:04:05Z')).bytes).toString()).toBe('D:20260102030405Z');
    const read = (text: string): string | undefined => decodeDate(new PdfString(Buffer.from(text)))?.toISOString();
    expect(read("D:20260102110405+08'00'")).toBe('2026-01-02T03:04:05.000Z');
    expect(read("D:20260101190405-0800'")).toBe('2026-01-02T03:04:05.000Z');
    expect(read('D:2026')).toBe('2026-01-01T00:00:00.000Z');
    expect(read('yesterday')).toBeUndefined();
  });
});

describe('documents', () => {
  it('every kind of the corpus opens, and only the damaged ones are rebuilt', () => {
    for (const [kind, make] of Object.entries(corpus)) {
      const document = openPdf(new BytesSource(make()));
      expect([kind, document.rebuilt || document.get(1) === null]).toEqual([kind, /damage|wrong/.test(kind)]);
      expect(document.dict(document.trailer.get('Info'))?.has('Title')).toBe(true);
    }
  });

  it('revisions end where their %%EOF ends, a linearized file being one', () => {
    const once = withTable(pagesOf());
    const twice = appendTable(once, { 4: '<</Title(b)>>' }, '/Root 1 0 R/Info 4 0 R', 103);
    const document = openPdf(new BytesSource(twice));
    expect(document.revisions.map(({ start, endWithSpace }) => [start, endWithSpace])).toEqual([
      [0, once.length],
      [once.length - 1, twice.length],
    ]);
    const before = document.stateAt(0);
    const title = before?.string(before.dict(before.trailer.get('Info'))?.get('Title'));
    expect(title && decodeText(title)).toBe('Contract');
    expect(openPdf(new BytesSource(corpus['a linearized file']?.() ?? Buffer.alloc(0))).revisions).toHaveLength(1);
  });

  it('an object that a section frees is gone', () => {
    const freed = appendTable(withTable(pagesOf()), {}, '/Root 1 0 R', 103)
      .toString('latin1')
      .replace(/xref\ntrailer/, 'xref\n4 1\n0000000000 00001 f \ntrailer');
    expect(openPdf(new BytesSource(Buffer.from(freed, 'latin1'))).get(4)).toBeNull();
  });

  it('sources that cut or extend another read across the seam', () => {
    const front = new BytesSource(Buffer.from('abcdef'));
    const extended = new ExtendedSource(new PrefixSource(front, 3), Buffer.from('XYZ'));
    expect(extended.read(1, 4).toString()).toBe('bcXY');
    expect(extended.read(4, 100).toString()).toBe('YZ');
    expect(extended.read(0, 3).toString()).toBe('abc');
  });

  it.skipIf(!hasTool('qpdf'))('encrypted strings and streams are read with either password', () => {
    const plain = withXrefStream(pagesOf());
    for (const args of Object.values(encryptions)) {
      const locked = throughQpdf(
        plain,
        args.map((arg) => (arg === '' ? 'user' : arg)),
      );
      for (const password of ['user', 'owner']) {
        const document = openPdf(new BytesSource(locked), { password });
        const title = document.string(document.dict(document.trailer.get('Info'))?.get('Title'));
        expect(title && decodeText(title)).toBe('Contract');
        const page = document.dict(document.array(document.dict(document.catalog.get('Pages'))?.get('Kids'))?.[0]);
        const content = document.resolve(page?.get('Contents'));
        expect(content instanceof PdfStream && Buffer.from(document.decode(content)).toString()).toContain('the parties agree');
      }
      expect(() => openPdf(new BytesSource(locked))).toThrowError(expect.objectContaining({ code: 'password-needed' }));
    }
  });
});

describe('small parts', () => {
  it('RC4 agrees with the published vectors', () => {
    expect(Buffer.from(rc4(Buffer.from('Key'), Buffer.from('Plaintext'))).toString('hex')).toBe('bbf316e8d940af0ad3');
    expect(Buffer.from(rc4(Buffer.from('Wiki'), Buffer.from('pedia'))).toString('hex')).toBe('1021bf0420');
  });

  it('the length of a BER value is found in every form', () => {
    const length = (hex: string): number => berLength(Buffer.from(hex, 'hex'));
    expect(length('3003020101ffff')).toBe(5);
    expect(length(`308180${'00'.repeat(128)}0000`)).toBe(131);
    expect(length('308002010100000000')).toBe(7);
    expect(length('3080300302010100')).toBe(0);
    expect(length('30850000000000')).toBe(7);
    expect(length('3005020101')).toBe(0);
    expect(length('')).toBe(0);
  });
});
