import { beforeAll, describe, expect, it } from 'vitest';
import { PdfSealer } from '../../../src/adapters/pdf-sealing/pdf-sealer.ts';
import { inspectPdf } from '../../../src/adapters/pdf-verification/pdf-inspector.ts';
import { trustStoreOf } from '../../../src/adapters/pdf-verification/trust-store.ts';
import { SignedDataTemplate } from '../../../src/engines/cms/signed-data-template.ts';
import { appendReservations } from '../../../src/engines/pdf/append-reservations.ts';
import { appendSignature } from '../../../src/engines/pdf/append-signature.ts';
import type { Stamp } from '../../../src/engines/pdf/append-types.ts';
import { openPdf } from '../../../src/engines/pdf/pdf-document.ts';
import { BytesSink } from '../../../src/engines/pdf/pdf-sink.ts';
import { BytesSource } from '../../../src/engines/pdf/pdf-source.ts';
import { verificationReport } from '../../../src/modules/seal/domain/verification-report.ts';
import { seal } from '../../engines/pdf/signing-kit.ts';
import { OpensslCa, type TestIdentity } from '../../support/openssl-ca.ts';
import { appendTable, pagesOf, streamObject, withTable } from '../../support/pdf-corpus.ts';
import { hasTool } from '../../support/tools.ts';

const text = (pdf: Buffer) => pdf.toString('latin1');
const bytes = (file: string) => Buffer.from(file, 'latin1');
const bodyOf = (pdf: Buffer, num: number): string =>
  [...text(pdf).matchAll(new RegExp(`(?:^|\\n)${num} 0 obj\\n([\\s\\S]*?)\\nendobj`, 'g'))].at(-1)?.[1] ?? '';
const field = '<</Type/Annot/Subtype/Widget/FT/Tx/T(price)/V(100)/Rect[72 500 200 520]/F 4/P 100 0 R/AP<</N 54 0 R>>>>';
const empty = '<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length 0>>\nstream\n\nendstream';

/**
 * Two pages with a text field 50 (appearance 54), a picture 55 drawn over the first page, and, prepared by a dishonest author, a second
 * catalog 60 with its own page 62.
 */
const original = (form = '/Fields[50 0 R]', more: Record<number, string> = {}): Buffer =>
  withTable(
    pagesOf({
      pages: 2,
      catalogEntries: '/AcroForm 51 0 R',
      pageEntries: '/Annots 53 0 R',
      extra: {
        50: field,
        51: `<<${form}>>`,
        53: '[50 0 R]',
        54: empty,
        55: empty,
        60: '<</Type/Catalog/Pages 61 0 R/AcroForm 51 0 R>>',
        61: '<</Type/Pages/Count 1/Kids[62 0 R]>>',
        62: '<</Type/Page/Parent 61 0 R/MediaBox[0 0 595 842]/Contents 54 0 R>>',
        ...more,
      },
    }),
  );

describe.skipIf(!hasTool('openssl'))('a file that was attacked after signing', () => {
  let root: OpensslCa;
  let signer: TestIdentity;
  let signed: Buffer;

  const sign = async (input: Buffer, more: { certify?: 1 | 2 | 3; fieldName?: string; stamps?: Stamp[] } = {}): Promise<Buffer> => {
    const output = new BytesSink();
    const { certify, ...request } = more;
    const template = new SignedDataTemplate({ certificate: signer.certificate, chain: [], algorithm: signer.signer.algorithm });
    await appendSignature({
      input: new BytesSource(input),
      output,
      signature: { filter: 'Adobe.PPKLite', subFilter: 'ETSI.CAdES.detached', time: new Date(), ...(certify && { certify }) },
      stamps: [],
      forms: [seal],
      contentsBytes: 6000,
      digest: 'sha256',
      sign: (digest) => template.build({ digest, signer: signer.signer }),
      ...request,
    });
    return Buffer.from(output.bytes);
  };
  const report = async (pdf: Buffer) => {
    const { signatures } = await inspectPdf(new BytesSource(pdf), {
      trust: trustStoreOf([root.certificate]),
      at: new Date(Date.now() + 60_000),
    });
    return verificationReport('x.pdf', signatures, { revocation: 'if-known' });
  };
  const verdict = async (pdf: Buffer) => {
    const { verdict: file, reason } = await report(pdf);
    return [file, reason];
  };
  const size = (pdf: Buffer) => Number(/.*\/Size (\d+)/s.exec(text(pdf))?.[1]);
  const trailer = (pdf: Buffer) => (/.*(\/Root 1 0 R.*?)\/Prev/s.exec(text(pdf))?.[1] ?? '').replace(/\/Size \d+/, '');
  const update = (pdf: Buffer, changes: Record<number, string | Buffer>, entries = trailer(pdf)): Buffer =>
    appendTable(pdf, changes, entries, size(pdf) + 10);
  const fresh = 1001;
  const formWith = (pdf: Buffer, entries: string) => bodyOf(pdf, 51).replace('<<', `<<${entries}`);

  beforeAll(async () => {
    root = new OpensslCa('测试根');
    signer = root.issue('杭州示例科技有限公司');
    signed = await sign(original());
  });

  it('is valid before the attack', async () => {
    expect(await verdict(signed)).toEqual(['valid', null]);
  });

  const altered: Readonly<Record<string, () => Buffer>> = {
    'shadow hide: what covered the true content is emptied': () =>
      update(signed, { 102: streamObject('', Buffer.from('BT /F1 24 Tf (the hidden contract) Tj ET')) }),
    'shadow hide: what covered the true content is freed': () => {
      const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text(signed))?.[1] ?? '';
      const table = `xref\n102 1\n0000000000 00001 f \ntrailer\n<</Size ${size(signed)}/Prev ${previous}${trailer(signed)}>>`;
      return bytes(`${text(signed)}${table}\nstartxref\n${signed.length}\n%%EOF\n`);
    },
    'shadow replace: a font is given other glyphs': () => update(signed, { 3: '<</Type/Font/Subtype/Type1/BaseFont/Symbol>>' }),
    'shadow hide and replace: the prepared second catalog is named': () =>
      update(signed, { 4: '<</Title(x)>>' }, trailer(signed).replace('/Root 1 0 R', '/Root 60 0 R')),
    'shadow hide and replace: the prepared pages take the place of the shown': () => update(signed, { 2: bodyOf(signed, 61) }),
    'incremental saving: content is replaced': () => update(signed, { 102: streamObject('', Buffer.from('f')) }),
    'incremental saving: bodies without a cross-reference': () => bytes(`${text(signed)}102 0 obj\n<<>>\nendobj\n`),
    'incremental saving: bodies with a trailer alone': () =>
      bytes(`${text(signed)}102 0 obj\n<<>>\nendobj\ntrailer\n<</Size 900${trailer(signed)}>>\n%%EOF\n`),
    'an added page': () =>
      update(signed, {
        2: bodyOf(signed, 2).replace('/Count 2', '/Count 3').replace(']', ` ${fresh} 0 R]`),
        [fresh]: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>',
      }),
    'a removed page': () => update(signed, { 2: '<</Type/Pages/Count 1/Kids[100 0 R]>>' }),
    'reordered pages': () => update(signed, { 2: '<</Type/Pages/Count 2/Kids[101 0 R 100 0 R]>>' }),
    'a script that runs at opening': () =>
      update(signed, { 1: bodyOf(signed, 1).replace('/Type', '/OpenAction<</S/JavaScript/JS(x)>>/Type') }),
    'a form that must be drawn anew': () => update(signed, { 51: formWith(signed, '/NeedAppearances true') }),
    'form resources without a signature': () => update(signed, { 51: formWith(signed, '/DR<</Font<</F 3 0 R>>>>') }),
    'a field of another type': () => update(signed, { 50: field.replace('/FT/Tx', '/FT/Btn') }),
  };
  it.each(Object.entries(altered))('%s: invalid', async (_, attack) => {
    const [file] = await verdict(attack());
    expect(file).toBe('invalid');
  });

  const told: Readonly<Record<string, readonly [() => Buffer, string]>> = {
    'an annotation over a signed page': [
      () => {
        const note = '<</Type/Annot/Subtype/FreeText/Rect[0 0 600 800]/Contents(paid)/DA(/F1 12 Tf)/P 100 0 R>>';
        return update(signed, { [fresh]: note, 53: bodyOf(signed, 53).replace(']', ` ${fresh} 0 R]`) });
      },
      'annotation',
    ],
    'a changed form value': [() => update(signed, { 50: field.replace('(100)', '(900)') }), 'form-filled'],
    'a field that shows another value than it holds': [
      () => update(signed, { 54: streamObject('/Type/XObject/Subtype/Form/BBox[0 0 1 1]', Buffer.from('BT (900) Tj ET')) }),
      'form-filled',
    ],
  };
  it.each(Object.entries(told))('%s: told, and not plainly valid', async (_, [attack, kind]) => {
    const { verdict: file, signatures } = await report(attack());
    expect(file).toBe('valid-with-later-changes');
    expect(signatures[0]?.changes.map((change) => change.kind)).toContain(kind);
  });

  describe('whose ByteRange was played with', () => {
    const ranged = (change: (a: number, b: number, c: number, d: number) => string): Buffer => {
      const found = /\/ByteRange \[\s*(\d+) (\d+) (\d+) (\d+)[^\]]*\]/.exec(text(signed));
      const numbers = found?.slice(1).map(Number) ?? [];
      const [a = 0, b = 0, c = 0, d = 0] = numbers;
      return bytes(text(signed).replace(found?.[0] ?? '', `/ByteRange ${change(a, b, c, d)}`.padEnd(found?.[0].length ?? 0)));
    };
    const games: Readonly<Record<string, () => Buffer>> = {
      'a larger gap': () => ranged((a, b, c, d) => `[${a} ${b - 8} ${c} ${d}]`),
      'a gap that swallows what follows': () => ranged((a, b, c, d) => `[${a} ${b} ${c + 8} ${d - 8}]`),
      'overlapping ranges': () => ranged((a, b, c, d) => `[${a} ${b + 10} ${b} ${d + c - b}]`),
      'a range that leaves the file': () => ranged((a, b, c, d) => `[${a} ${b} ${c} ${d + 1000}]`),
      'a range that ends early': () => ranged((a, b, c, d) => `[${a} ${b} ${c} ${d - 30}]`),
      'one range alone': () => ranged((a, b, c, d) => `[${a} ${d + c}]`),
      'negative numbers': () => ranged((a, b, c, d) => `[${a} -${b} ${c} ${d}]`),
      'null instead': () => ranged(() => 'null'),
      'no name at all': () => bytes(text(signed).replace('/ByteRange', '/BiteRange')),
      'an empty signature': () => bytes(text(signed).replace(/\/Contents <[0-9a-fA-F]+>/, (all) => '/Contents <>'.padEnd(all.length))),
      'a signature of zeros': () =>
        bytes(text(signed).replace(/\/Contents <([0-9a-fA-F]+)>/, (all, hex: string) => all.replace(hex, '0'.repeat(hex.length)))),
      'null for a signature': () => bytes(text(signed).replace(/\/Contents <[0-9a-fA-F]+>/, (all) => '/Contents null'.padEnd(all.length))),
    };
    it.each(Object.entries(games))('%s: invalid', async (_, attack) => {
      expect((await verdict(attack()))[0]).toBe('invalid');
    });

    /** Mladenov and others, 2018: the second signed part is moved back and other objects stand between the parts. */
    it('signature wrapping: invalid', async () => {
      const file = text(signed);
      const [, , c = 0, d = 0] = /\/ByteRange \[\s*(\d+) (\d+) (\d+) (\d+)/.exec(file)?.slice(1).map(Number) ?? [];
      const forged = '\n102 0 obj\n<</Length 1>>\nstream\nf\nendstream\nendobj\n';
      const head = file
        .slice(0, c)
        .replace(/(\/ByteRange \[\s*\d+ \d+ )\d+/, (_, start: string) => `${start}${c + forged.length}`.padEnd(10));
      const moved = bytes(`${head}${forged}${file.slice(c, c + d)}`);
      expect((await verdict(moved).catch(() => ['unusable']))[0]).not.toMatch(/^valid/);
    });

    it('a signature transplanted from another file: invalid', async () => {
      const other = await sign(original('/Fields[50 0 R]', { 4: '<</Title(Another contract)>>' }));
      const hexOf = (pdf: Buffer) => /\/Contents <([0-9a-fA-F]+)>/.exec(text(pdf))?.[1] ?? '';
      const transplanted = bytes(text(signed).replace(hexOf(signed), hexOf(other)));
      expect(hexOf(other)).toHaveLength(hexOf(signed).length);
      expect(await verdict(transplanted)).toEqual(['invalid', 'digest-mismatch']);
    });

    it('a copy of a signature over a forged update: invalid', async () => {
      const value = Number(/\n(\d+) 0 obj\n<<\/Type ?\/Sig\b/.exec(text(signed))?.[1]);
      const copied = update(signed, {
        [fresh]: bodyOf(signed, value),
        [value]: bodyOf(signed, value),
        102: streamObject('', Buffer.from('f')),
      });
      expect((await verdict(copied))[0]).toBe('invalid');
    });
  });

  describe('whose signature was taken out', () => {
    it.each([
      ['from the list of fields', () => update(signed, { 51: '<</Fields[50 0 R]>>' })],
      ['with the whole form', () => update(signed, { 1: bodyOf(signed, 1).replace('/AcroForm 51 0 R', '') })],
    ])('%s: the report still names it and calls it invalid', async (_, attack) => {
      const { verdict: file, reason, signatures } = await report(attack());
      expect([file, reason]).toEqual(['invalid', 'signature-removed']);
      expect(signatures).toHaveLength(1);
      expect(signatures[0]).toMatchObject({ signer: '杭州示例科技有限公司', verdict: 'invalid', reason: 'signature-removed', faults: [] });
    });

    it('is not hidden by a new signature', async () => {
      const replaced = await sign(update(signed, { 51: '<</Fields[50 0 R]>>' }), { fieldName: 'mine' });
      const { verdict: file, signatures } = await report(replaced);
      expect(file).toBe('invalid');
      expect(signatures.map(({ field: name, reason }) => [name, reason])).toEqual([
        ['Signature1', 'signature-removed'],
        ['mine', null],
      ]);
    });
  });

  describe('that was certified', () => {
    const note = (pdf: Buffer) =>
      update(pdf, {
        [fresh]: '<</Type/Annot/Subtype/FreeText/Rect[0 0 600 800]/Contents(paid)/P 100 0 R>>',
        53: bodyOf(pdf, 53).replace(']', ` ${fresh} 0 R]`),
      });
    const filled = (pdf: Buffer) => update(pdf, { 50: field.replace('(100)', '(900)') });
    /** The sneaky signature attack: a signature field with an appearance over the certified text. */
    const sneaky = (pdf: Buffer) =>
      update(pdf, {
        [fresh]: '<</Type/Annot/Subtype/Widget/FT/Sig/T(sneaky)/Rect[0 0 600 800]/F 4/P 100 0 R/AP<</N 54 0 R>>>>',
        53: bodyOf(pdf, 53).replace(']', ` ${fresh} 0 R]`),
        51: bodyOf(pdf, 51).replace(']', ` ${fresh} 0 R]`),
      });

    it.each([
      ['an annotation', note, ['invalid', 'invalid', 'valid-with-later-changes']],
      ['a filled form', filled, ['invalid', 'valid-with-later-changes', 'valid-with-later-changes']],
      ['a signature field over the text', sneaky, ['invalid', 'invalid', 'invalid']],
    ] as const)('%s is judged by its level', async (_, attack, expected) => {
      for (const [index, certify] of ([1, 2, 3] as const).entries()) {
        const certified = await sign(original(), { certify });
        expect(await verdict(certified), `level ${certify}`).toEqual(['valid', null]);
        expect((await verdict(attack(certified)))[0], `level ${certify}`).toBe(expected[index]);
      }
    });

    it('does not lose its level by taking the certification out of the catalog', async () => {
      const certified = await sign(original(), { certify: 1 });
      const freed = update(certified, { 1: bodyOf(certified, 1).replace(/\/Perms ?<<.*?>>/, ''), 50: field.replace('(100)', '(900)') });
      expect((await verdict(freed))[0]).toBe('invalid');
    });
  });

  describe('or only signed once more by another program', () => {
    /** Signs, and puts into the same revision what other programs do to object `num` besides. Only the first signature is looked at then. */
    const signedElsewhere = async (input: Buffer, from = '', to = '', num = 51): Promise<Buffer> => {
      const pdf = await sign(input, { fieldName: 'other' });
      const objects = [...text(pdf.subarray(input.length)).matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)];
      const changes = Object.fromEntries(objects.map(([, name, body]) => [Number(name), bytes(body ?? '')]));
      changes[num] = bytes(text(changes[num] ?? bytes(bodyOf(input, num))).replace(from, to));
      return update(pdf.subarray(0, input.length), changes);
    };
    const first = async (pdf: Buffer) => {
      const [one] = (await report(pdf)).signatures;
      return [one?.verdict, one?.changes.filter(({ allowed }) => !allowed).map(({ kind }) => kind)];
    };

    it.each([
      ['nothing more', ''],
      ['resources and a default appearance', '/DR<</Font<</Helv 3 0 R>>>>/DA(/Helv 0 Tf 0 g)'],
    ])('that adds %s to the form: the first stays valid, with the change told', async (_, entries) => {
      expect(await first(await signedElsewhere(await sign(original()), '<<', `<<${entries}`))).toEqual(['valid-with-later-changes', []]);
    });

    it('that marks the form of a certified document as signed: the certification stays valid', async () => {
      const certified = await sign(original('/Fields[50 0 R 58 0 R]', { 58: '<</FT/Sig/T(other)>>' }), { certify: 2 });
      const unmarked = bytes(text(certified).replace('/SigFlags 3', '/SigFlags 1'));
      const [one] = (await report(await signedElsewhere(unmarked, '/SigFlags 1', '/SigFlags 3'))).signatures;
      expect(one?.changes.filter(({ allowed }) => !allowed)).toEqual([]);
      expect(one?.changes.map(({ kind }) => kind)).toContain('form-defaults-added');
    });

    it.each([
      ['within the form', '/DR<</Font<</F1 3 0 R>>>>', 51],
      ['in objects of their own', '/DR 56 0 R', 57],
    ])('that adds a font beside others %s: told; that changes one: invalid', async (_, resources, num) => {
      const pdf = await sign(original(`/Fields[50 0 R]${resources}`, { 56: '<</Font 57 0 R>>', 57: '<</F1 3 0 R>>' }));
      expect(await first(await signedElsewhere(pdf, '/F1 3 0 R', '/F1 3 0 R/F2 3 0 R', num))).toEqual(['valid-with-later-changes', []]);
      expect(await first(await signedElsewhere(pdf, '/F1 3 0 R', '/F1 4 0 R', num))).toEqual(['invalid', ['acroform']]);
    });

    it('that adds resources where a field must be drawn from them: invalid', async () => {
      const undrawn = field.replace('/AP<</N 54 0 R>>', '/DA(/Helv 12 Tf)');
      const pdf = await sign(original('/Fields[50 0 R]', { 50: undrawn }));
      expect(await first(await signedElsewhere(pdf, '<<', '<</DR<</Font<</Helv 3 0 R>>>>'))).toEqual(['invalid', ['acroform']]);
    });

    it('that takes flags away or asks for new appearances: invalid', async () => {
      const pdf = await sign(original());
      expect((await first(await signedElsewhere(pdf, '<<', '<</NeedAppearances true')))[0]).toBe('invalid');
      const lowered = update(pdf, { 51: bodyOf(pdf, 51).replace(/\/SigFlags \d/, '/SigFlags 0') });
      expect((await first(lowered))[0]).toBe('invalid');
    });
  });

  describe('and stamps that share one form', () => {
    const stamps = [0, 1].map((pageIndex) => ({ pageIndex, rect: [0, 0, 50, 50] as const, appearance: { form: 0 } }));
    /** The first party's field locks `name`; the stamps of the second one are reserved before. */
    const lockedBy = async (name: string): Promise<Buffer> => {
      const output = new BytesSink();
      const place = { rect: [0, 0, 50, 50] as const };
      await appendReservations({
        input: new BytesSource(original()),
        output,
        fields: [
          { kind: 'signature', name: 'one', pageIndex: 0, ...place },
          { kind: 'signature', name: 'two', pageIndex: 0, ...place },
          { kind: 'stamp', name: 'stamp', pageIndex: 1, ...place },
        ],
      });
      const reserved = Buffer.from(output.bytes);
      const num = Number([...text(reserved).matchAll(/\n(\d+) 0 obj\n[^\n]*\/T ?\(one\)/g)].at(-1)?.[1]);
      const locking = bodyOf(reserved, num).replace('<<', `<</Lock<</Type/SigFieldLock/Action/Include/Fields[(${name})]>>`);
      return sign(update(reserved, { [num]: locking }), { fieldName: 'one' });
    };

    it('a reserved stamp that is filled is judged by its own name', async () => {
      const [own, shared] = stamps;
      const filling = [own, shared && { ...shared, reservedField: 'stamp' }].filter((one) => one !== undefined);
      const free = await sign(await lockedBy('price'), { fieldName: 'two', stamps: filling });
      const [one] = (await report(free)).signatures;
      expect(one?.changes.map(({ kind }) => kind)).toContain('stamp-filled');
      expect(one?.verdict).toBe('valid-with-later-changes');
      await expect(sign(await lockedBy('stamp'), { fieldName: 'two', stamps: filling })).rejects.toThrow(/lock/);
    });

    it('further stamps in new fields are judged by the names of all that show the form', async () => {
      const { signatures } = await report(
        await sign(await lockedBy('price'), { fieldName: 'two', stamps: [...stamps, ...stamps.slice(1)] }),
      );
      expect(signatures.map(({ verdict: one }) => one)).toEqual(['valid-with-later-changes', 'valid']);
    });

    it('what a signed stamp shows cannot be changed under the name of filling it', async () => {
      const sealed = await sign(original(), { stamps });
      expect(await verdict(sealed)).toEqual(['valid', null]);
      const document = openPdf(new BytesSource(sealed));
      const slot = [...text(sealed).matchAll(/\n(\d+) 0 obj\n[^\n]*\/Subtype ?\/Form[^\n]*\nstream\n\/S Do/g)].at(-1)?.[1];
      expect(document.get(Number(slot))).toBeDefined();
      const changed = update(sealed, { [Number(slot)]: streamObject('/Type/XObject/Subtype/Form/BBox[0 0 1 1]', Buffer.from('f')) });
      expect(await verdict(changed)).toEqual(['invalid', 'altered-later']);
    });
  });

  it('sealing as everybody does stays valid', async () => {
    const output = new BytesSink();
    await new PdfSealer({ ...signer, chain: [] }).seal({ input: new BytesSource(original()), output, time: new Date() });
    expect(await verdict(Buffer.from(output.bytes))).toEqual(['valid', null]);
  });
});
