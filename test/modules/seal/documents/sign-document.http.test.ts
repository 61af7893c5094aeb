import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenPage, Visitor } from '../../../../demo/visitor.ts';
import { HardwareKey } from '../../../../src/kernel/hardware-key.ts';
import { certified, encrypted } from './difficult-files.ts';
import { documentIdOf, importPdf, pdfFile, pin, SigningDesk, stranger, tender, unverified } from './signing-desk.ts';

const other = '0193e000-0000-7000-8000-000000000002';

let desk: SigningDesk;
let person: Visitor;
let accountId: string;

const sign = async (documentId: string, values: Record<string, string> = {}): Promise<SeenPage> =>
  person.submit(await person.get(`/documents/${documentId}/sign`), '/signature', { pin, ...values });
const verify = async (bytes: Uint8Array): Promise<SeenPage> => {
  const anybody = desk.app.visitor();
  return anybody.submit(await anybody.get('/verify'), '/verify', { document: pdfFile(bytes, '收到的文件.pdf') });
};
const filesIn = (folder: string) => {
  const path = join(desk.app.config.dataDir, folder);
  return existsSync(path) ? readdirSync(path).filter((name) => name !== 'incoming') : [];
};

beforeAll(async () => {
  desk = await SigningDesk.open();
  ({ visitor: person, accountId } = await desk.person());
}, 120_000);
afterAll(() => desk.close());

describe('a document from import to the public check', { sequential: true }, () => {
  let documentId: string;
  let sealed: Uint8Array;

  it('needs a signed-in person', async () => {
    expect((await desk.app.visitor().get('/documents')).url).toContain('/sign-in');
  });

  it('is imported and shown for signing, with what is still missing (SEA-026)', async () => {
    const page = await importPdf(person, await tender());
    documentId = documentIdOf(page);
    expect(page.url).toContain('/sign');
    expect(page.text).toContain('投标函.pdf');
    expect(page.text).toContain('没有可以用于文档签章的印章');
  });

  it('names the certificate as the next missing thing, then offers seal, certificate and PIN', async () => {
    desk.takeIn(accountId, { administrator: true });
    await desk.makeSeal(person);
    expect((await person.get(`/documents/${documentId}/sign`)).text).toContain('没有可用的证书');
    await desk.certify(person, accountId);
    const page = await person.get(`/documents/${documentId}/sign`);
    expect(page.text).toContain('还可以输错');
    expect(page.html).toContain('name="pin"');
  });

  it('keeps what was typed and never the PIN when the PIN is wrong; nothing is sealed', async () => {
    const page = await sign(documentId, { x: '140.5', pin: '999111' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('证书密码不正确');
    expect(page.html).toContain('value="140.5"');
    expect(page.html).not.toContain('999111');
    expect(await desk.app.database.sql`select state, sealings from seal.documents`).toMatchObject([{ state: 'imported', sealings: 0 }]);
    expect(filesIn('documents')).toHaveLength(1);
  });

  it('is sealed once, however often the form is sent (SEA-028)', async () => {
    const form = await person.get(`/documents/${documentId}/sign`);
    const first = await person.submit(form, '/signature', { pin, x: '140', y: '225' });
    expect(first.text).toContain('签章成功');
    const second = await person.submit(form, '/signature', { pin, x: '140', y: '225' });
    expect(second.url).toBe(first.url);
    expect(await desk.app.database.sql`select state, sealings from seal.documents`).toMatchObject([{ state: 'sealed', sealings: 1 }]);
    const usage = await desk.app.database.sql`select operation, subject_id, place, seal_name from seal.usage_records`;
    expect(usage).toMatchObject([{ operation: 'document', subject_id: documentId, place: 'current:1', seal_name: 'official' }]);
    const audit = await desk.app.database.sql`select action from kernel.audit where subject_id = ${documentId} order by action`;
    expect(audit.map(({ action }) => action)).toEqual(['seal.document-import', 'seal.document-sign']);
  });

  it('makes one result when the form is sent twice at the same moment', async () => {
    const id = documentIdOf(await importPdf(person, await tender(1), '同时.pdf'));
    const form = await person.get(`/documents/${id}/sign`);
    const answers = await Promise.all([1, 2].map(() => person.submit(form, '/signature', { pin })));
    expect(answers.some(({ text }) => text.includes('签章成功'))).toBe(true);
    expect(await desk.app.database.sql`select sealings from seal.documents where id = ${id}`).toMatchObject([{ sealings: 1 }]);
    expect(await desk.app.database.sql`select id from seal.usage_records where subject_id = ${id}`).toHaveLength(1);
    await person.submit(await person.get(`/documents/${id}/remove`), '/remove');
  });

  it('is offered under its own name and begins with the original, byte for byte', async () => {
    const result = await person.get(`/documents/${documentId}`);
    expect(result.text).toContain('投标函-已签章.pdf');
    sealed = await person.download(`/documents/${documentId}/file`);
    expect(Buffer.from(sealed.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(Buffer.from(sealed).toString('latin1')).toContain('ETSI.CAdES.detached');
  });

  it('is found valid by anybody, and nothing of the check is kept', async () => {
    const report = await verify(sealed);
    expect(report.text).toContain('有效');
    expect(report.text).toContain(desk.unit.name);
    expect(report.text).toContain(desk.unit.code);
    expect(report.text).toContain('未吊销');
    expect(report.text).toMatch(/V-\d{8}-[0-9A-F]{4}-\d{4}/);
    expect(filesIn('verify')).toEqual([]);
  });

  it('can be sealed again by straddle over all pages, and both signatures hold', async () => {
    const page = await sign(documentId, { mode: 'straddle', edge: 'right', position: '150' });
    expect(page.text).toContain('骑缝，第 1–3 页');
    const report = await verify(await person.download(`/documents/${documentId}/file`));
    expect(report.text).toContain('2 个签名有效');
    expect(report.text).not.toContain('无效，');
    expect(report.text).toContain('签名 2');
  });

  it.each([
    ['all', {}, '全部页，第 1–3 页'],
    ['range', { pages: '2-3' }, '页码范围，第 2–3 页'],
    ['keyword', { keyword: 'Page', dx: '10', dy: '20' }, '关键字，第 1–3 页'],
  ])('can be sealed on %s pages', async (mode, more, words) => {
    const fresh = documentIdOf(await importPdf(person, await tender(), `${mode}.pdf`));
    expect((await sign(fresh, { mode, ...more })).text).toContain(words);
    expect((await verify(await person.download(`/documents/${fresh}/file`))).text).toContain('1 个签名有效');
  });

  it.each([
    [{ page: '4' }, '页码 4 不在文件中'],
    [{ page: 'x' }, '请输入页码'],
    [{ x: '5' }, '印章超出第 1 页'],
    [{ x: '-3' }, '请输入毫米数'],
    [{ mode: 'range', pages: '2-9' }, '不在文件中'],
    [{ mode: 'range', pages: '' }, '请输入页码范围'],
    [{ mode: 'straddle', pages: '2' }, '骑缝至少需要两页'],
    [{ mode: 'somewhere' }, '请选择'],
    [{ mode: 'keyword', keyword: '盖章处' }, '没有找到“盖章处”'],
    [{ mode: 'keyword', keyword: '' }, '请输入关键字'],
    [{ mode: 'keyword', keyword: 'Page', dx: '-30' }, '印章超出第 1 页'],
    [{ pin: '12' }, '请输入 6 位数字'],
  ])('refuses %j and seals nothing', async (values, words) => {
    const before = await desk.app.database.sql`select sealings from seal.documents where id = ${documentId}`;
    const page = await sign(documentId, values);
    expect([page.status, page.text]).toEqual([422, expect.stringContaining(words)]);
    expect(await desk.app.database.sql`select sealings from seal.documents where id = ${documentId}`).toEqual(before);
  });

  it('tells where a keyword stands before anything is signed, and what is wrong with one', async () => {
    const found = JSON.parse((await person.get(`/documents/${documentId}/keyword?keyword=Page%202`)).html);
    expect(found.places).toEqual([{ page: 2, x: expect.closeTo(40, -1), y: expect.closeTo(24.7, 0) }]);
    const long = await person.get(`/documents/${documentId}/keyword?keyword=${'x'.repeat(150)}`);
    expect([long.status, JSON.parse(long.html).text]).toEqual([422, '关键字不能超过 100 个字']);
  });

  it('refuses a certificate that does not belong to the unit of the seal, and one of somebody else (SEA-031)', async () => {
    const page = await sign(documentId, { certificate: '00'.repeat(16) });
    expect(page.status).toBe(404);
    await desk.app.database.sql`update seal.seals set unit_id = ${other}`;
    expect((await sign(documentId)).text).toContain('没有可以用于文档签章的印章');
    await desk.app.database.sql`update seal.seals set unit_id = ${desk.unit.id}`;
  });

  it('never offers a legal-representative seal made by permission, nor lets it through (SEA-029)', async () => {
    desk.takeIn(accountId, { administrator: true, mayManageLegalRepresentativeSeal: true });
    const legal = await desk.makeSeal(person, 'legal-representative');
    const page = await person.get(`/documents/${documentId}/sign`);
    expect(page.html).not.toContain(legal);
    const refused = await sign(documentId, { seal: legal });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('不能用于文档签章')]);
    expect((await person.get(`/documents/seals/${legal}/picture`)).status).toBe(403);
    desk.takeIn(accountId, { administrator: true });
  });

  it('is locked with the PIN after six wrong tries, told with the way out', async () => {
    for (let tries = 0; tries < 6; tries++) await sign(documentId, { pin: '999111' });
    const page = await person.get(`/documents/${documentId}/sign`);
    expect(page.text).toContain('已经锁定');
    expect(page.html).toContain('/certificates/pin/reset');
    await desk.app.container.get(HardwareKey).resetPin(accountId, pin);
  });

  it('goes with its files and leaves the record of use', async () => {
    const before = filesIn('documents').length;
    const confirm = await person.get(`/documents/${documentId}/remove`);
    expect(confirm.text).toContain('不能恢复');
    const list = await person.submit(confirm, '/remove');
    expect(list.text).toContain('文件已删除');
    expect((await person.get(`/documents/${documentId}`)).status).toBe(404);
    expect(filesIn('documents')).toHaveLength(before - 2);
    expect(await desk.app.database.sql`select id from seal.usage_records where subject_id = ${documentId}`).toHaveLength(2);
  });
});

describe('files that cannot be sealed (VAL-11)', () => {
  it.each([
    ['a picture named .pdf', Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), '这不是 PDF 文件'],
    ['an empty file', Buffer.of(), '请选择一个 PDF 文件'],
    [
      'a damaged one',
      Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 9 0 R>>\nendobj\ntrailer\n<</Root 1 0 R>>\n'),
      'PDF 文件已损坏',
    ],
  ])('%s is refused before anything else', async (_, bytes, words) => {
    const before = filesIn('documents');
    const page = await importPdf(person, bytes);
    expect([page.status, page.text]).toEqual([422, expect.stringContaining(words)]);
    expect(filesIn('documents')).toEqual(before);
    expect(readdirSync(join(desk.app.config.dataDir, 'documents', 'incoming'))).toEqual([]);
  });

  it('a certified document is refused: any seal would break it', async () => {
    const page = await importPdf(person, await certified(await tender(1)));
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('已锁定文件')]);
  });

  it('a document with an open password is refused by its own words', async () => {
    const page = await importPdf(person, await encrypted(await tender(1)));
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('打开密码')]);
  });

  it('a form without the token of the visit stores nothing', async () => {
    const page = await person.get('/documents');
    const refused = await person.submit(
      { ...page, html: page.html.replace(/name="_csrf" value="[^"]+"/g, 'name="_csrf" value="x"') },
      '/documents',
      {
        document: pdfFile(await tender(1)),
      },
    );
    expect(refused.status).toBe(403);
    expect(readdirSync(join(desk.app.config.dataDir, 'documents', 'incoming'))).toEqual([]);
  });
});

describe('documents of other people', () => {
  it('are not there: neither page, file, signing nor removal', async () => {
    const own = documentIdOf(await importPdf(person, await tender(1), '别人的.pdf'));
    const { visitor } = await desk.person(stranger);
    for (const path of ['', '/sign', '/file', '/view.pdf', '/remove']) {
      expect((await visitor.get(`/documents/${own}${path}`)).status, path).toBe(404);
    }
    const mine = documentIdOf(await importPdf(visitor, await tender(1), '自己的.pdf'));
    const form = await visitor.get(`/documents/${mine}/remove`);
    const foreign = await visitor.submit({ ...form, html: form.html.replaceAll(mine, own) }, '/remove');
    expect(foreign.status).toBe(404);
    expect((await visitor.get('/documents')).text).not.toContain('别人的');
    expect((await person.get(`/documents/${own}`)).status).toBe(200);
  });

  it('need a verified real name (PAR-046)', async () => {
    const { visitor } = await desk.person(unverified, false);
    const page = await visitor.get('/documents');
    expect([page.status, page.html]).toEqual([403, expect.stringContaining('/account/real-name')]);
  });
});

describe('the public check', () => {
  it('says of an altered file that it does not hold', async () => {
    const id = documentIdOf(await importPdf(person, await tender(1)));
    await sign(id);
    const bytes = Buffer.from(await person.download(`/documents/${id}/file`));
    const at = bytes.indexOf('/MediaBox');
    bytes[at + 12] = (bytes[at + 12] ?? 0) ^ 1;
    const report = await verify(bytes);
    expect(report.text).toContain('无效');
    expect(report.text).toContain('在签名后被改动');
  });

  it('gives programs the same report, and keeps nothing of it either', async () => {
    const id = documentIdOf(await importPdf(person, await tender(1)));
    await sign(id);
    const post = (body: Uint8Array, type = 'application/pdf') =>
      fetch(`${desk.app.url}/api/verify`, { method: 'POST', headers: { 'content-type': type }, body: Buffer.from(body) });
    const answer = await post(await person.download(`/documents/${id}/file`));
    expect(await answer.json()).toMatchObject({ verdict: 'valid', pages: 1, signatures: [{ signer: desk.unit.name, revocation: 'good' }] });
    expect(await (await post(Buffer.from('hello'))).json()).toMatchObject({ verdict: 'unusable', reason: 'not-a-pdf', signatures: [] });
    expect((await post(await tender(1), 'text/plain')).status).toBe(422);
    expect(filesIn('verify')).toEqual([]);
  });

  it('says of a plain PDF that it is not signed, and of other files that they cannot be checked', async () => {
    expect((await verify(await tender(1))).text).toContain('没有电子签名');
    expect((await verify(Buffer.from('hello'))).text).toContain('这不是 PDF 文件');
    const anybody = desk.app.visitor();
    const empty = await anybody.submit(await anybody.get('/verify'), '/verify');
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('请选择一个 PDF 文件')]);
  });

  it('says that a revoked certificate does not hold any more', async () => {
    const id = documentIdOf(await importPdf(person, await tender(1)));
    await sign(id);
    const bytes = await person.download(`/documents/${id}/file`);
    const [row] = await desk.app.database.sql`select serial from certificate.certificates where account_id = ${accountId}`;
    await desk.revoke(row?.['serial']);
    const report = await verify(bytes);
    expect(report.text).toContain('签名时证书已吊销');
    expect(report.text).toContain('吊销');
  });
});
