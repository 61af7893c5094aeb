import { beforeAll, describe, expect, it } from 'vitest';
import { changesAfter } from '../../../src/engines/pdf/changes-after.ts';
import { openPdf } from '../../../src/engines/pdf/pdf-document.ts';
import { PdfRef } from '../../../src/engines/pdf/pdf-object.ts';
import { BytesSource } from '../../../src/engines/pdf/pdf-source.ts';
import { removedSignatures } from '../../../src/engines/pdf/removed-signatures.ts';
import { coverageOf } from '../../../src/engines/pdf/signature-coverage.ts';
import type { RevisionChange } from '../../../src/engines/pdf/signature-types.ts';
import { signaturesOf } from '../../../src/engines/pdf/signatures.ts';
import { appendTable, pagesOf, streamObject, withTable, withXrefStream } from '../../support/pdf-corpus.ts';
import { signBytes } from './signing-kit.ts';

/** Two pages, a text field 50, a hidden second catalog 60 in the signed bytes, content naming an object 70 that does not exist. */
const original = (): Buffer =>
  withTable(
    pagesOf({
      pages: 2,
      catalogEntries: '/AcroForm 51 0 R',
      pageEntries: '/Annots 53 0 R/Group 70 0 R',
      extra: {
        50: '<</Type/Annot/Subtype/Widget/FT/Tx/T(price)/V(100)/Rect[72 500 200 520]/F 4/P 100 0 R/AP<</N 54 0 R>>>>',
        51: '<</Fields[50 0 R]>>',
        53: '[50 0 R]',
        54: '<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length 0>>\nstream\n\nendstream',
        60: '<</Type/Catalog/Pages 61 0 R/AcroForm 51 0 R>>',
        61: '<</Type/Pages/Count 1/Kids[101 0 R]>>',
      },
    }),
  );

let signed: Buffer;
let text: string;
let size: number;
beforeAll(async () => {
  ({ bytes: signed } = await signBytes(original()));
  text = signed.toString('latin1');
  size = Number(/.*\/Size (\d+)/s.exec(text)?.[1]);
});

const bodyOf = (num: number): string => {
  const all = [...text.matchAll(new RegExp(`(?:^|\\n)${num} 0 obj\\n([\\s\\S]*?)\\nendobj`, 'g'))];
  return all[all.length - 1]?.[1] ?? '';
};
const trailer = (): string => (/.*(\/Root 1 0 R.*?)\/Prev/s.exec(text)?.[1] ?? '').replace(/\/Size \d+/, '');
const update = (changes: Record<number, string | Buffer>): Buffer => appendTable(signed, changes, trailer(), size + 10);

function changesOf(pdf: Buffer, which = 0): RevisionChange[] {
  const document = openPdf(new BytesSource(pdf));
  const signature = signaturesOf(document)[which];
  if (!signature) throw new Error('no signature');
  return changesAfter(document, signature);
}
const kinds = (pdf: Buffer, which = 0): string[] => [
  ...new Set(changesOf(pdf, which).map(({ kind, key }) => (key === undefined ? kind : `${kind} ${key}`))),
];

/** An update that consists of cross-reference entries alone. */
function xrefOnly(entries: Record<number, string>, extra = ''): Buffer {
  const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1]);
  const lines = Object.entries(entries).map(([num, entry]) => `${num} 1\n${entry} \n`);
  return Buffer.from(
    `${text}xref\n${lines.join('')}trailer\n<</Size ${size}/Prev ${previous}${extra || trailer()}>>\nstartxref\n${signed.length}\n%%EOF\n`,
    'latin1',
  );
}

describe('what a later revision did is named object by object', () => {
  it('an untouched document has no changes', () => {
    expect(changesOf(signed)).toEqual([]);
  });

  it('objects written again as they were are no change', () => {
    expect(changesOf(update({ 1: bodyOf(1), 3: bodyOf(3), 100: bodyOf(100) }))).toEqual([]);
  });

  it('an update written as a cross-reference stream over a compressed file is compared too', async () => {
    const { bytes } = await signBytes(withXrefStream(pagesOf({ pages: 3 }), { compressed: true }));
    const { bytes: twice } = await signBytes(bytes, { stamps: [] });
    expect(kinds(twice)).toEqual(['signature-added']);
  });
});

describe('permitted kinds of change', () => {
  it('a second signature is an added signature and nothing else', async () => {
    const { bytes, result } = await signBytes(signed, { fieldName: 'second' });
    const changes = changesOf(bytes);
    expect(changes.map(({ kind, fieldName, pageIndex }) => ({ kind, fieldName, pageIndex }))).toEqual([
      { kind: 'signature-added', fieldName: result.fieldName, pageIndex: 0 },
    ]);
    expect(kinds(bytes, 1)).toEqual([]);
  });

  it('a second party with many stamps reserves fields in one revision and fills them in the next', async () => {
    const stamps = [0, 1].map((pageIndex) => ({ pageIndex, rect: [0, 0, 50, 50] as const, appearance: { form: 0 } }));
    const { bytes } = await signBytes(signed, { stamps, fieldName: 'second' });
    const byRevision = changesOf(bytes).map(({ revision, kind }) => `${revision} ${kind}`);
    expect(byRevision.sort()).toEqual(['2 signature-field-added', '2 stamp-reserved', '3 signature-added', '3 stamp-filled']);
  });

  it('a reserved field that already shows something counts as filled', () => {
    const stamp = '<</Type/Annot/Subtype/Widget/FT/Btn/Ff 65537/T(x)/Rect[0 0 600 800]/P 100 0 R/AP<</N 1002 0 R>>>>';
    const form = streamObject('/Type/XObject/Subtype/Form/BBox[0 0 1 1]', Buffer.from('0 0 1 1 re f'));
    expect(
      kinds(update({ 1001: stamp, 1002: form, 51: bodyOf(51).replace(/\]/, ' 1001 0 R]'), 53: bodyOf(53).replace(/\]/, ' 1001 0 R]') })),
    ).toContain('stamp-filled');
  });

  it('a document time-stamp is named as such', async () => {
    const signature = { filter: 'Adobe.PPKLite', subFilter: 'ETSI.RFC3161', time: new Date(0) } as const;
    const { bytes } = await signBytes(signed, { signature, stamps: [] });
    expect(kinds(bytes)).toEqual(['doc-timestamp']);
  });

  it('validation data is named as such', () => {
    const dss = {
      1: bodyOf(1).replace('/Type/Catalog', '/Type/Catalog/DSS 1001 0 R'),
      1001: '<</Certs[1002 0 R]>>',
      1002: streamObject('', Buffer.from('c')),
    };
    expect(kinds(update(dss))).toEqual(['dss DSS', 'dss']);
  });

  it('a changed form value is a filled form', () => {
    expect(kinds(update({ 50: bodyOf(50).replace('(100)', '(900)') }))).toEqual(['form-filled V']);
  });

  it('metadata is named as such', () => {
    expect(kinds(update({ 4: '<</Title(Other)>>' }))).toEqual(['metadata']);
  });
});

describe('a signature that was taken out of the form is not forgotten', () => {
  it('it is found in the revision that still had it', () => {
    const document = openPdf(new BytesSource(update({ 51: '<</Fields[]>>' })));
    expect(signaturesOf(document)).toEqual([]);
    const [lost] = removedSignatures(document);
    expect(lost?.fieldName).toBe('Signature1');
    expect(lost && changesAfter(document, lost).map(({ kind }) => kind)).toContain('form-field-removed');
    expect(removedSignatures(openPdf(new BytesSource(signed)))).toEqual([]);
  });
});

describe('attacks are named', () => {
  const cases: Record<string, [() => Buffer, string]> = {
    'replaced page content': [() => update({ 102: streamObject('', Buffer.from('BT (other) Tj ET')) }), 'page-content'],
    'a replaced font': [() => update({ 3: '<</Type/Font/Subtype/Type1/BaseFont/Symbol>>' }), 'page-content'],
    'content hidden by freeing an object': [() => xrefOnly({ 102: '0000000000 00001 f' }), 'page-content'],
    'an entry turned to bytes prepared in the signed part': [
      () => xrefOnly({ 102: `${String(text.indexOf('\n103 0 obj') + 1).padStart(10, '0')} 00000 n` }),
      '',
    ],
    'another catalog prepared in the signed part': [
      () => xrefOnly({ 0: '0000000000 65535 f' }, trailer().replace('/Root 1 0 R', '/Root 60 0 R')),
      'catalog Root',
    ],
    'an object that the signed pages name but that did not exist': [() => update({ 70: '<</S/Transparency>>' }), 'page-content'],
    'an added page': [
      () =>
        update({
          2: bodyOf(2).replace('/Count 2', '/Count 3').replace(']', ' 1001 0 R]'),
          1001: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>',
        }),
      'page-added',
    ],
    'a removed page': [() => update({ 2: '<</Type/Pages/Count 1/Kids[100 0 R]>>' }), 'page-removed'],
    'reordered pages': [() => update({ 2: '<</Type/Pages/Count 2/Kids[101 0 R 100 0 R]>>' }), 'pages-reordered'],
    'a page shown twice': [() => update({ 2: '<</Type/Pages/Count 3/Kids[100 0 R 101 0 R 100 0 R]>>' }), 'pages-reordered'],
    'a page tree that counts fewer pages than it holds': [
      () => update({ 2: bodyOf(2).replace('/Count 2', '/Count 1') }),
      'pages-reordered Count',
    ],
    'a smaller /Size, which hides objects': [
      () =>
        Buffer.from(
          update({ 4: '<</Title(x)>>' })
            .toString('latin1')
            .replace(/\/Size \d+(?=\/Prev (?![\s\S]*\/Prev))/, '/Size 60'),
          'latin1',
        ),
      'shadowed-object Size',
    ],
    'a box inherited by all pages': [() => update({ 2: bodyOf(2).replace('/Count', '/CropBox[0 0 9 9]/Count') }), 'page-content CropBox'],
    'an annotation laid over a page': [
      () => update({ 53: bodyOf(53).replace(/\]/, ' 1001 0 R]'), 1001: '<</Type/Annot/Subtype/FreeText/Rect[0 0 600 800]/Contents(no)>>' }),
      'annotation',
    ],
    'a direct annotation': [() => update({ 53: bodyOf(53).replace(/\]/, ' <</Subtype/Square/Rect[0 0 9 9]>>]') }), 'annotation Annots'],
    'a removed annotation': [() => update({ 53: '[]' }), 'annotation Annots'],
    'a widget that is in no form': [
      () =>
        update({
          53: bodyOf(53).replace(/\]/, ' 1001 0 R]'),
          1001: '<</Type/Annot/Subtype/Widget/FT/Btn/Ff 65537/T(x)/Rect[0 0 600 800]>>',
        }),
      'annotation',
    ],
    'a moved field': [() => update({ 50: bodyOf(50).replace('[72 500 200 520]', '[0 0 600 800]') }), 'annotation Rect'],
    'an appearance replaced in place': [
      () => update({ 54: streamObject('/Type/XObject/Subtype/Form/BBox[0 0 1 1]', Buffer.from('f')) }),
      'form-filled',
    ],
    'a start action': [() => update({ 1: bodyOf(1).replace('/Type', '/OpenAction<</S/JavaScript/JS(x)>>/Type') }), 'catalog OpenAction'],
    'additional actions': [() => update({ 1: bodyOf(1).replace('/Type', '/AA<</WC 1 0 R>>/Type') }), 'catalog AA'],
    'a names tree': [() => update({ 1: bodyOf(1).replace('/Type', '/Names<<>>/Type') }), 'catalog Names'],
    'a form that asks for new appearances': [
      () => update({ 51: bodyOf(51).replace('<<', '<</NeedAppearances true') }),
      'acroform AcroForm/NeedAppearances',
    ],
    'the value of the signature redefined': [
      () => update({ [sigNum()]: bodyOf(sigNum()).replace('<<', '<</Reason(x)') }),
      'signature-changed',
    ],
    'the widget of the signature redefined': [
      () => update({ [sigNum() + 1]: bodyOf(sigNum() + 1).replace(/\/Rect ?\[.*?\]/, '/Rect[0 0 9 9]') }),
      'signature-changed Rect',
    ],
    'an unused object redefined': [() => update({ 61: '<<>>' }), 'shadowed-object'],
    'an object that only a rebuilding reader would find': [
      () =>
        Buffer.from(
          update({ 4: '<</Title(x)>>' })
            .toString('latin1')
            .replace('\n4 0 obj\n<</Title(x)', '\n102 0 obj\nnull\nendobj\n4 0 obj\n<</Title(x)'),
        ),
      '',
    ],
    'bytes after the end': [() => Buffer.concat([signed, Buffer.from('102 0 obj null endobj')]), 'unknown'],
  };
  const sigNum = (): number => Number(/\n(\d+) 0 obj\n<<\/Type ?\/Sig\b/.exec(text)?.[1]);
  for (const [attack, [make, expected]] of Object.entries(cases)) {
    it(attack, () => {
      const found = kinds(make());
      if (expected === '') expect(found.length).toBeGreaterThan(0);
      else expect(found).toContain(expected);
    });
  }
});

describe('objects in object streams', () => {
  it('cannot be replaced by replacing the stream, not even under the cover of validation data', async () => {
    const parts = pagesOf();
    const { bytes } = await signBytes(withXrefStream(parts, { compressed: true }));
    const file = bytes.toString('latin1');
    const container = Number(/(\d+) 0 obj\n<<\/Type\/ObjStm/.exec(file)?.[1]);
    const members = [1, 2, 3, 4, 100];
    const bodies = members.map((num) =>
      num === 3 ? '<</Type/Font/Subtype/Type1/BaseFont/Symbol>>' : (parts.objects.get(num)?.toString('latin1') ?? 'null'),
    );
    let at = 0;
    const header = members.map((num, i) => {
      const place = `${num} ${at}`;
      at += (bodies[i]?.length ?? 0) + 1;
      return place;
    });
    const head = `${header.join(' ')}\n`;
    const forged = streamObject(`/Type/ObjStm/N ${members.length}/First ${head.length}`, Buffer.from(head + bodies.join('\n')));
    const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file)?.[1]);
    const catalog = openPdf(new BytesSource(bytes)).catalog;
    const form = catalog.get('AcroForm');
    const formRef = form instanceof PdfRef ? `${form.num} 0 R` : '';
    const objects = [
      [container, forged],
      [1, Buffer.from(`<</Type/Catalog/Pages 2 0 R/AcroForm ${formRef}/DSS<</Certs[${container} 0 R]>>>>`)],
    ] as const;
    const chunks = [bytes];
    let offset = bytes.length;
    const rows: [number, number][] = [];
    for (const [num, body] of objects) {
      const chunk = Buffer.concat([Buffer.from(`${num} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
      rows.push([num, offset]);
      chunks.push(chunk);
      offset += chunk.length;
    }
    const data = Buffer.alloc(rows.length * 5);
    rows.forEach(([, place], i) => {
      data.writeUInt8(1, i * 5);
      data.writeUInt32BE(place, i * 5 + 1);
    });
    const entries = `/Type/XRef/Size 900/W[1 4 0]/Index[${rows.map(([num]) => `${num} 1`).join(' ')}]/Root 1 0 R/Prev ${previous}`;
    chunks.push(Buffer.from('899 0 obj\n'), streamObject(entries, data), Buffer.from(`\nendobj\nstartxref\n${offset}\n%%EOF\n`));
    expect(kinds(Buffer.concat(chunks))).toContain('shadowed-object');
  });
});

describe('a ByteRange must leave out the hex string of its own signature and nothing else', () => {
  const problemsOf = (pdf: Buffer): readonly string[] => {
    const document = openPdf(new BytesSource(pdf));
    const [signature] = signaturesOf(document);
    return signature ? coverageOf(document, signature).problems : ['no signature'];
  };
  const ranged = (change: (range: number[]) => number[]): Buffer =>
    Buffer.from(
      text.replace(/\/ByteRange \[(.*?)\]/, (_all, list: string) => {
        const numbers = change(list.split(' ').map(Number)).map((item) => String(item).padStart(10, '0'));
        return `/ByteRange [0 ${numbers.slice(1).join(' ')}]`;
      }),
      'latin1',
    );

  it('the signature itself is without problems', () => {
    expect(problemsOf(signed)).toEqual([]);
  });
  it('a gap that is larger or smaller is a problem', () => {
    expect(problemsOf(ranged(([a = 0, b = 0, c = 0, d = 0]) => [a, b - 1, c, d]))).toContain('gap-is-not-the-contents');
    expect(problemsOf(ranged(([a = 0, b = 0, c = 0, d = 0]) => [a, b, c + 1, d - 1]))).toContain('gap-is-not-the-contents');
    expect(problemsOf(ranged(([a = 0, b = 0, c = 0, d = 0]) => [a, b + 2, c - 2, d]))).toContain('gap-is-not-the-contents');
  });
  it('ranges that overlap or leave the file are a problem', () => {
    expect(problemsOf(ranged(([a = 0, b = 0, c = 0, d = 0]) => [a, c, b, d]))).toContain('byte-range-malformed');
    expect(problemsOf(ranged(([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, d + 100]))).toContain('byte-range-outside-file');
  });
  it('a range that ends before the end of its revision is a problem', () => {
    expect(problemsOf(ranged(([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, d - 9]))).toContain('end-is-no-revision');
  });
  it('padding that is not zero is a problem', () => {
    const at = signed.indexOf('>', text.indexOf('/Contents <')) - 1;
    const changed = Buffer.from(signed);
    changed[at] = 0x31;
    expect(problemsOf(changed)).toEqual(['padding-not-zero']);
  });
  it('white space in the hex string is a problem', () => {
    const at = text.indexOf('/Contents <') + 20;
    const changed = Buffer.from(signed);
    changed[at] = 0x20;
    expect(problemsOf(changed)).toContain('contents-not-strict-hex');
  });
});
