import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenPage, Visitor } from '../../../../demo/visitor.ts';
import { documentIdOf, importPdf, pdfFile, pin, SigningDesk, tender } from './signing-desk.ts';

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
});
