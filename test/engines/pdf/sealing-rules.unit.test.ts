import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendReservations } from '../../../src/engines/pdf/append-reservations.ts';
import { appendRevision } from '../../../src/engines/pdf/append-revision.ts';
import { appendSignature } from '../../../src/engines/pdf/append-signature.ts';
import { changesAfter } from '../../../src/engines/pdf/changes-after.ts';
import { formFields } from '../../../src/engines/pdf/form-fields.ts';
import { pageAt, pageCount } from '../../../src/engines/pdf/page-tree.ts';
import { openPdf, type PdfDocument } from '../../../src/engines/pdf/pdf-document.ts';
import { name, PdfDict, PdfStream } from '../../../src/engines/pdf/pdf-object.ts';
import { BytesSink } from '../../../src/engines/pdf/pdf-sink.ts';
import { BytesSource, FileSource } from '../../../src/engines/pdf/pdf-source.ts';
import { coverageOf } from '../../../src/engines/pdf/signature-coverage.ts';
import { signaturesOf } from '../../../src/engines/pdf/signatures.ts';
import { corpus, hybrid, linearizedLike, pagesOf, streamObject, throughQpdf, withTable, withXrefStream } from '../../support/pdf-corpus.ts';
import { hasTool } from '../../support/tools.ts';
import { seal, signBytes, stubCms } from './signing-kit.ts';

const open = (pdf: Buffer): PdfDocument => openPdf(new BytesSource(pdf));
const numberIn = (document: PdfDocument, key: string): number => document.number(document.trailer.get(key)) ?? -1;

describe('the appended cross-reference', () => {
  it('is of the kind of the newest section', async () => {
    for (const [make, kind] of [
      [withTable, 'table'],
      [withXrefStream, 'stream'],
      [hybrid, 'table'],
      [linearizedLike, 'table'],
    ] as const) {
      const { bytes } = await signBytes(make(pagesOf()));
      expect(open(bytes).newestSection.kind).toBe(kind);
    }
  });

  it('of a hybrid file does not repeat /XRefStm and still shows the hidden objects', async () => {
    const { bytes } = await signBytes(hybrid(pagesOf()));
    const document = open(bytes);
    expect(document.trailer.has('XRefStm')).toBe(false);
    expect(document.dict(document.trailer.get('Info'))?.has('Title')).toBe(true);
  });

  it('repeats the trailer, renews the second half of /ID and never lowers /Size', async () => {
    const original = withTable(pagesOf());
    const before = open(original);
    const { bytes } = await signBytes(original);
    const after = open(bytes);
    const ids = (document: PdfDocument): string[] =>
      (document.array(document.trailer.get('ID')) ?? []).map((id) => Buffer.from(document.string(id)?.bytes ?? []).toString('hex'));
    expect(ids(after)[0]).toBe(ids(before)[0]);
    expect(ids(after)[1]).not.toBe(ids(before)[1]);
    expect(numberIn(after, 'Size')).toBeGreaterThan(numberIn(before, 'Size'));
    expect(after.trailer.has('Info')).toBe(true);
  });

  it('keeps earlier signatures whole over ten signatures in turn', async () => {
    let pdf = withXrefStream(pagesOf({ pages: 3 }), { compressed: true });
    for (let i = 0; i < 10; i++)
      pdf = (
        await signBytes(pdf, {
          stamps: i % 2 === 0 ? [] : [{ pageIndex: i % 3, rect: [10 * i, 0, 10 * i + 9, 9], appearance: { form: 0 } }],
        })
      ).bytes;
    const document = open(pdf);
    const signatures = signaturesOf(document);
    expect(signatures.map((signature) => coverageOf(document, signature).problems)).toEqual(Array.from({ length: 10 }, () => []));
    expect(signatures.map((signature) => changesAfter(document, signature).length)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });
});

describe('the form', () => {
  it('drops /NeedAppearances before the first signature only', async () => {
    const make = (): Buffer => withTable(pagesOf({ catalogEntries: '/AcroForm<</Fields[]/NeedAppearances true>>' }));
    const { bytes } = await signBytes(make());
    const form = open(bytes).dict(open(bytes).catalog.get('AcroForm'));
    expect(form?.has('NeedAppearances')).toBe(false);
    expect(form?.get('SigFlags')).toBe(3);
  });

  it('an indirect /Annots and /Fields stay indirect, and the page itself is not written again', async () => {
    const original = corpus['an indirect form with indirect arrays']?.() ?? Buffer.alloc(0);
    const { bytes } = await signBytes(original);
    expect(bytes.subarray(original.length).toString('latin1')).not.toMatch(/\n100 0 obj/);
    const document = open(bytes);
    expect(document.array(pageAt(document, 0).dict.get('Annots'))).toHaveLength(2);
    expect(formFields(document).map(({ name: own }) => own)).toEqual(['a', 'Signature1']);
  });

  it('fills an existing signature field and refuses one that is signed', async () => {
    const sink = new BytesSink();
    const fields = [{ kind: 'signature' as const, name: 'party', pageIndex: 0, rect: [1, 1, 50, 50] as const }];
    await appendReservations({ input: new BytesSource(withTable(pagesOf())), output: sink, fields });
    const { bytes, result } = await signBytes(Buffer.from(sink.bytes), { fieldName: 'party' });
    expect(result.fieldName).toBe('party');
    expect(formFields(open(bytes))).toHaveLength(1);
    await expect(signBytes(bytes, { fieldName: 'party' })).rejects.toMatchObject({ code: 'field-already-signed' });
  });

  it('parties that were planned for sign in turn without any new field', async () => {
    const fields = ['甲方', '乙方'].flatMap((party, i) => [
      { kind: 'signature' as const, name: party, pageIndex: 0, rect: [100 * i, 0, 100 * i + 90, 90] as const },
      { kind: 'stamp' as const, name: `${party}-1`, pageIndex: 1, rect: [100 * i, 0, 100 * i + 90, 90] as const },
    ]);
    const sink = new BytesSink();
    await appendReservations({ input: new BytesSource(withTable(pagesOf({ pages: 2 }))), output: sink, fields });
    const stampsOf = (party: string) => [
      { pageIndex: 0, rect: [0, 0, 1, 1] as const, appearance: { form: 0 } },
      { pageIndex: 1, rect: [0, 0, 1, 1] as const, appearance: { form: 0 }, reservedField: `${party}-1` },
    ];
    const first = await signBytes(Buffer.from(sink.bytes), { fieldName: '甲方', stamps: stampsOf('甲方') });
    const second = await signBytes(first.bytes, { fieldName: '乙方', stamps: stampsOf('乙方') });
    const document = open(second.bytes);
    const [one] = signaturesOf(document);
    expect(
      one &&
        changesAfter(document, one)
          .map(({ kind, fieldName }) => `${kind} ${fieldName}`)
          .sort(),
    ).toEqual(['signature-added 乙方', 'stamp-filled 乙方-1']);
  });
});

describe('what earlier signers forbid is refused (SEA-028)', () => {
  const signature = { filter: 'Adobe.PPKLite', subFilter: 'ETSI.CAdES.detached', time: new Date(0) } as const;
  const many = [0, 0].map((pageIndex) => ({ pageIndex, rect: [0, 0, 9, 9] as const, appearance: { form: 0 } }));

  it('nothing but a time-stamp after certification without changes', async () => {
    const { bytes } = await signBytes(withTable(pagesOf()), { signature: { ...signature, certify: 1 } });
    expect(signaturesOf(open(bytes))[0]?.certification).toBe(1);
    await expect(signBytes(bytes)).rejects.toMatchObject({ code: 'certified-no-changes' });
    await expect(signBytes(bytes, { stamps: [], signature: { ...signature, subFilter: 'ETSI.RFC3161' } })).resolves.toBeDefined();
  });

  it('a signature but no new stamp fields after certification for form filling', async () => {
    const { bytes } = await signBytes(withTable(pagesOf()), { signature: { ...signature, certify: 2 } });
    await expect(signBytes(bytes, { stamps: many })).rejects.toMatchObject({ code: 'certified-no-changes' });
    await expect(signBytes(bytes)).resolves.toBeDefined();
    await expect(signBytes(bytes, { signature: { ...signature, certify: 2 } })).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('a field under the lock of an earlier signature', async () => {
    const lock = '/Lock<</Type/SigFieldLock/Action/Include/Fields[(later)]>>';
    const field = (own: string, extra: string): string => `<</Subtype/Widget/FT/Sig/T(${own})/Rect[0 0 9 9]/P 100 0 R/F 132${extra}>>`;
    const pdf = withTable(
      pagesOf({
        catalogEntries: '/AcroForm<</Fields[50 0 R 51 0 R]>>',
        pageEntries: '/Annots[50 0 R 51 0 R]',
        extra: { 50: field('first', lock), 51: field('later', '') },
      }),
    );
    const { bytes } = await signBytes(pdf, { fieldName: 'first' });
    expect(signaturesOf(open(bytes))[0]?.fieldLock).toEqual({ action: 'Include', fields: ['later'] });
    await expect(signBytes(bytes, { fieldName: 'later' })).rejects.toMatchObject({ code: 'field-locked' });
    await expect(signBytes(bytes, { fieldName: 'other' })).resolves.toBeDefined();
  });

  it('a damaged file that is signed', async () => {
    const { bytes } = await signBytes(withTable(pagesOf()));
    const damaged = Buffer.from(bytes.toString('latin1').replace(/startxref\n\d+\n%%EOF\n$/, 'startxref\n3\n%%EOF\n'), 'latin1');
    expect(open(damaged).rebuilt).toBe(true);
    await expect(signBytes(damaged)).rejects.toMatchObject({ code: 'rebuilt-and-signed' });
  });

  it('a damaged file that is not signed is signed and said to have been damaged', async () => {
    const { bytes, result } = await signBytes(corpus['a damaged table']?.() ?? Buffer.alloc(0));
    expect(result.rebuilt).toBe(true);
    expect(open(bytes).rebuilt).toBe(false);
  });
});

describe('bad requests', () => {
  it('a page that is not there, a form that is not there, no room at all', async () => {
    const pdf = withTable(pagesOf());
    await expect(signBytes(pdf, { stamps: [{ pageIndex: 1, rect: [0, 0, 1, 1] }] })).rejects.toMatchObject({ code: 'no-such-page' });
    await expect(signBytes(pdf, { forms: [] })).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(signBytes(pdf, { contentsBytes: 1 })).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(signBytes(Buffer.from('no pdf at all'))).rejects.toMatchObject({ code: 'not-a-pdf' });
  });

  it.skipIf(!hasTool('qpdf'))('a password that is needed and not given, or not the right one', async () => {
    const locked = throughQpdf(withTable(pagesOf()), ['--encrypt', 'user', 'owner', '256', '--']);
    await expect(signBytes(locked)).rejects.toMatchObject({ code: 'password-needed' });
    await expect(signBytes(locked, { password: 'wrong' })).rejects.toMatchObject({ code: 'password-needed' });
    for (const password of ['user', 'owner']) {
      const { bytes } = await signBytes(locked, { password });
      expect(signaturesOf(openPdf(new BytesSource(bytes), { password }))).toHaveLength(1);
    }
  });
});

describe('/Contents', () => {
  it('that is too small is made larger once, and only the last update is written again', async () => {
    const pdf = withTable(pagesOf());
    const lengths: number[] = [];
    const sign = async (digest: Uint8Array): Promise<Uint8Array> => {
      lengths.push(digest.length);
      return Buffer.concat([Buffer.from([0x30, 0x82, 0x03, 0xe8]), Buffer.alloc(1000, 7)]);
    };
    const { bytes } = await signBytes(pdf, { contentsBytes: 100, sign });
    expect(lengths).toHaveLength(2);
    const document = open(bytes);
    expect(signaturesOf(document).map((signature) => coverageOf(document, signature).problems)).toEqual([[]]);
  });

  it('that never fits is an error that says how much is needed', async () => {
    let size = 1000;
    const sign = async (): Promise<Uint8Array> => Buffer.alloc((size *= 2), 1);
    await expect(signBytes(withTable(pagesOf()), { contentsBytes: 100, sign })).rejects.toMatchObject({
      code: 'contents-overflow',
      neededBytes: 4000,
    });
  });
});

describe('files', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sealing-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const request = (input: FileSource, output: string) => ({
    input,
    output,
    signature: { filter: 'Adobe.PPKLite', subFilter: 'ETSI.CAdES.detached', time: new Date(0) } as const,
    stamps: [],
    forms: [],
    contentsBytes: 200,
    digest: 'sha256' as const,
    sign: stubCms,
  });

  it('a signer that fails leaves nothing behind', async () => {
    const input = join(folder, 'in.pdf');
    writeFileSync(input, withTable(pagesOf()));
    const source = FileSource.open(input);
    const sign = async (): Promise<Uint8Array> => {
      throw new Error('the key is away');
    };
    await expect(appendSignature({ ...request(source, join(folder, 'out.pdf')), sign })).rejects.toThrow('the key is away');
    source.close();
    expect(readdirSync(folder)).toEqual(['in.pdf']);
  });

  it('larger than one read piece are copied and hashed right', async () => {
    const parts = pagesOf();
    parts.objects.set(60, streamObject('', Buffer.alloc(3_500_000, 'x')));
    const original = withTable(parts);
    const input = join(folder, 'large.pdf');
    writeFileSync(input, original);
    const source = FileSource.open(input);
    await appendSignature(request(source, input));
    source.close();
    const result = readFileSync(input);
    expect(result.subarray(0, original.length).equals(original)).toBe(true);
    const document = open(result);
    const [signature] = signaturesOf(document);
    const { der } = signature ? coverageOf(document, signature) : { der: Buffer.alloc(0) };
    const [, a = 0, b = 0] = signature?.byteRange ?? [];
    expect(Buffer.from(der)).toEqual(await stubCms(await sha256(Buffer.concat([result.subarray(0, a), result.subarray(b)]))));
    expect(existsSync(input)).toBe(true);
  });

  it('a revision of any objects can be appended', async () => {
    const sink = new BytesSink();
    await appendRevision({
      input: new BytesSource(withTable(pagesOf())),
      output: sink,
      build: (draft) => {
        const certificate = draft.addStream(new PdfDict(), Buffer.from('DER'));
        draft.edit(draft.document.rootRef).set('DSS', draft.add(PdfDict.of({ Type: name('DSS'), Certs: [certificate] })));
      },
    });
    const document = open(Buffer.from(sink.bytes));
    const [first] = document.array(document.dict(document.catalog.get('DSS'))?.get('Certs')) ?? [];
    const stream = document.resolve(first);
    expect(stream instanceof PdfStream && Buffer.from(document.decode(stream)).toString()).toBe('DER');
  });
});

async function sha256(bytes: Buffer): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

describe('what the pages show', () => {
  const tools = ['pdftoppm', 'qpdf'].every((tool) => hasTool(tool));
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'render-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** RGB samples at 72 dpi. */
  const render = (pdf: Buffer, page: number): { width: number; height: number; at: (x: number, y: number) => string } => {
    const path = join(folder, 'page.pdf');
    writeFileSync(path, pdf);
    const { stdout } = spawnSync('pdftoppm', ['-r', '72', '-f', String(page), '-l', String(page), path], { maxBuffer: 1 << 26 });
    const [, width = '0', height = '0'] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(stdout.toString('latin1', 0, 40)) ?? [];
    const samples = stdout.subarray(stdout.length - Number(width) * Number(height) * 3);
    return {
      width: Number(width),
      height: Number(height),
      at: (x, y) => samples.toString('hex', (y * Number(width) + x) * 3, (y * Number(width) + x) * 3 + 3),
    };
  };

  it.skipIf(!tools)('is the same as before apart from the seals, on every kind of page', () => {
    const kinds = ['a table, PDF 1.3', 'object streams', 'a page rotated by 90', 'a CropBox', 'inherited boxes', 'a direct form'];
    return Promise.all(
      kinds.map(async (kind) => {
        const original = corpus[kind]?.() ?? Buffer.alloc(0);
        const { bytes } = await signBytes(original);
        const [before, after] = [render(original, 1), render(bytes, 1)];
        expect([after.width, after.height]).toEqual([before.width, before.height]);
        let [changed, red] = [0, 0];
        for (let y = 0; y < before.height; y++)
          for (let x = 0; x < before.width; x++)
            if (before.at(x, y) !== after.at(x, y)) {
              changed++;
              if (/^[d-f].[0-9a-f]{4}$/.test(after.at(x, y))) red++;
            }
        expect(changed).toBeGreaterThan(300);
        expect(changed).toBeLessThanOrEqual(102 * 102);
        expect(red).toBe(changed);
      }),
    );
  });

  it.skipIf(!tools)('text under the seal stays readable', async () => {
    const solid = { ...seal, content: Buffer.from('0.9 0.1 0.1 rg 0 0 100 100 re f') };
    const stamps = [{ pageIndex: 0, rect: [72, 600, 272, 640] as const, appearance: { form: 0 } }];
    const { bytes } = await signBytes(withTable(pagesOf()), { forms: [solid], stamps });
    // The page has a grey box there: 0.5 grey times 0.9 red.
    expect(render(bytes, 1).at(100, 842 - 620)).toMatch(/^7[0-9a-f]0[0-9a-f]0[0-9a-f]$/);
  });

  it.skipIf(!tools)('slices of a seal on neighbouring pages join to the whole', async () => {
    const halves = { ...seal, content: Buffer.from('1 0 0 rg 0 0 50 100 re f 0 0 1 rg 50 0 50 100 re f') };
    const stamps = [0, 1].map((pageIndex) => ({
      pageIndex,
      rect: [545, 400, 595, 500] as const,
      appearance: { form: 0, bbox: [pageIndex * 50, 0, pageIndex * 50 + 50, 100] as const },
    }));
    const { bytes } = await signBytes(withTable(pagesOf({ pages: 2 })), { forms: [halves], stamps });
    expect(render(bytes, 1).at(570, 842 - 450)).toBe('ff0000');
    expect(render(bytes, 2).at(570, 842 - 450)).toBe('0000ff');
  });

  it('PDF/A-1 gets no transparency, neither blending nor soft masks', async () => {
    const xmp = '<rdf:Description pdfaid:part="1" pdfaid:conformance="B"/>';
    const parts = pagesOf({ catalogEntries: '/Metadata 50 0 R' });
    parts.objects.set(50, streamObject('/Type/Metadata/Subtype/XML', Buffer.from(xmp)));
    const image = { width: 1, height: 1, color: 'rgb', samples: Buffer.from([200, 0, 0]), alpha: Buffer.from([128]) } as const;
    const forms = [{ ...seal, content: Buffer.from('/Im Do'), images: { Im: image } }];
    const plain = withTable(parts);
    const added = async (pdf: Buffer): Promise<string> => (await signBytes(pdf, { forms })).bytes.subarray(pdf.length).toString('latin1');
    expect(await added(plain)).not.toMatch(/SMask|Multiply|Transparency/);
    expect(await added(withTable(pagesOf()))).toMatch(/SMask[\s\S]*Multiply/);
  });
});

describe('pages are found without reading the whole file', () => {
  it('in a deep tree with inherited entries', () => {
    const pdf = withTable(
      pagesOf({
        pages: 3,
        extra: {
          2: '<</Type/Pages/Count 3/Kids[50 0 R 102 0 R]/Rotate 90/MediaBox[0 0 100 200]>>',
          50: '<</Type/Pages/Parent 2 0 R/Count 2/Kids[100 0 R 101 0 R]/CropBox[10 10 50 500]>>',
          100: '<</Type/Page/Parent 50 0 R>>',
          101: '<</Type/Page/Parent 50 0 R/Rotate -90/UserUnit 2/MediaBox[0 0 40 40]>>',
          102: '<</Type/Page/Parent 2 0 R>>',
        },
      }),
    );
    const document = open(pdf);
    expect(pageCount(document)).toBe(3);
    expect(
      [0, 1, 2].map((index) => pageAt(document, index)).map(({ ref, rotate, cropBox, userUnit }) => [ref.num, rotate, cropBox, userUnit]),
    ).toEqual([
      [100, 90, [10, 10, 50, 200], 1],
      [101, 270, [10, 10, 40, 40], 2],
      [102, 90, [0, 0, 100, 200], 1],
    ]);
  });
});
