import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenPage, Visitor } from '../../../demo/visitor.ts';
import { SealWork } from '../../../src/modules/seal/ports/seal-work.ts';
import { UnitDirectory } from '../../../src/modules/seal/ports/unit-directory.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { heting, signedInSupplier, verifyRealName } from '../../support/people.ts';
import { OneUnit } from './support/a-seal-office.ts';
import { stampPhoto } from './support/a-stamp-photo.ts';

const unitId = '0193e000-0000-7000-8000-000000000001';

class AdministeredUnit extends OneUnit {
  override async unitsOf() {
    return [
      { unit: this.unitCard, standing: { administrator: true, legalRepresentative: false, mayManageLegalRepresentativeSeal: false } },
    ];
  }

  override async standing(asked: string) {
    return asked === unitId ? { administrator: true, legalRepresentative: false, mayManageLegalRepresentativeSeal: false } : undefined;
  }
}

let app: TestApp;
let supplier: Visitor;
const picture = await stampPhoto();
/** A browser sends the form to the address of the button that was pressed. */
const press = (page: SeenPage, action: string, target: string, values = {}) =>
  supplier.submit({ ...page, html: page.html.replace(`action="${action}"`, `action="${target}"`) }, target, values);

beforeAll(async () => {
  const units = new AdministeredUnit();
  units.unitCard = { ...units.unitCard, id: unitId };
  app = await startTestApp({ rebind: (container) => void container.rebind(UnitDirectory).toConstantValue(units) });
  supplier = await signedInSupplier(app);
  await verifyRealName(supplier, heting);
}, 120_000);
afterAll(() => app.stop());

describe('scanning a seal of the unit (SEA-005)', { sequential: true }, () => {
  let page: SeenPage;

  it('asks for a picture', async () => {
    page = await supplier.get(`/seals/scan?unit=${unitId}`);
    expect(page.text).toContain('先把印章盖在白纸上');
    expect((await supplier.submit(page, '/seals/scan', {})).status).toBe(422);
  });

  it('refuses what is no picture and what shows no stamp', async () => {
    const pdf = { name: 'x.png', type: 'image/png', bytes: Buffer.from('%PDF-1.7 ') };
    expect((await supplier.submit(page, '/seals/scan', { picture: pdf })).status).toBe(422);
    const { default: sharp } = await import('sharp');
    const grey = {
      name: 'x.png',
      type: 'image/png',
      bytes: await sharp({ create: { width: 300, height: 300, channels: 3, background: '#ccc' } })
        .png()
        .toBuffer(),
    };
    expect((await supplier.submit(page, '/seals/scan', { picture: grey })).text).toContain('没有找到红色印章');
  });

  it('shows before and after, and keeps the upload while the threshold is moved', async () => {
    page = await supplier.submit(page, '/seals/scan', { picture });
    expect(page.html).toContain('data:image/jpeg;base64,');
    expect(page.html).toContain('data:image/png;base64,');
    page = await supplier.submit(page, '/seals/scan', { threshold: '40' });
    expect(page.html).toContain('value="40"');
    expect(page.text).toContain('印章.jpg');
  });

  it('asks for 「确定无误」 and then lists the seal, of the size that was given', async () => {
    const confirm = await press(page, '/seals/scan', '/seals/scan/confirmation', { widthMm: '39.5' });
    expect(confirm.text).toContain('确定无误');
    const made = await supplier.submit(confirm, '/seals/scan/submission');
    expect(made.text).toContain('印章制作成功');
    expect(made.text).toContain('扫描印章，宽 39.5');
    const again = await supplier.submit(confirm, '/seals/scan/submission');
    expect(again.url).toBe(made.url);
    const sealId = /\/seals\/([0-9a-f-]{36})/.exec(made.url)?.[1] ?? '';
    const { picture: stored } = (await app.container.get(SealWork).run(({ seals }) => seals.byId(sealId))).record;
    expect(stored).toMatchObject({ way: 'scanned', widthMm: 39.5 });
    expect((await supplier.get('/seals')).text.match(/扫描印章，宽/g)).toHaveLength(1);
  });

  it('is refused over 45 mm', async () => {
    const upload = await supplier.submit(await supplier.get(`/seals/scan?unit=${unitId}`), '/seals/scan', { picture, widthMm: '46' });
    expect([upload.status, upload.text.includes('请输入 8 到 45 之间的毫米数')]).toEqual([422, true]);
  });
});

describe('a person’s own seals (SEA-020 to SEA-025)', { sequential: true }, () => {
  it('begin with none', async () => {
    expect((await supplier.get('/seals/personal')).text).toContain('还没有');
    expect((await supplier.get('/seals/personal/name/picture')).status).toBe(404);
  });

  it('are made from the verified name', async () => {
    const form = await supplier.get('/seals/personal/name');
    expect(form.html).toContain(`value="${heting.contactName}"`);
    const made = await supplier.submit(form, '/seals/personal/name', { name: '别人' });
    expect(made.text).toContain('制作');
    const picture = await supplier.get('/seals/personal/name/picture');
    expect(picture.html).toContain(`<title>${heting.contactName}印</title>`);
  });

  it('are overwritten by a scan (SEA-024)', async () => {
    const page = await supplier.submit(await supplier.get('/seals/personal/scan'), '/seals/personal/scan', { picture });
    const confirm = await press(page, '/seals/personal/scan', '/seals/personal/scan/confirmation');
    const kept = await supplier.submit(confirm, '/seals/personal/scan/submission');
    expect(kept.text).toContain('已保存');
    expect((await supplier.get('/seals/personal/name/picture')).html.slice(1, 4)).toBe('PNG');
  });

  it('have a written signature beside the name seal, refused while empty', async () => {
    const form = await supplier.get('/seals/personal/signature');
    expect((await supplier.submit(form, '/signature', { strokes: '' })).text).toContain('请先手写签名');
    const kept = await supplier.submit(form, '/signature', { strokes: '5 10 10 12 20 8\n12 5 12 20', color: '#0033a0' });
    expect(kept.text).toContain('手写');
    expect((await supplier.get('/seals/personal/signature/picture')).html).toContain('stroke="#0033a0"');
  });

  it('are nobody else’s to see', async () => {
    expect((await app.visitor().get('/seals/personal/signature/picture')).url).toContain('/sign-in');
  });
});
