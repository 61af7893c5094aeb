import { describe, expect, it } from 'vitest';
import type { SealKind } from '../../../../src/modules/seal/domain/seal-kind.ts';
import { administrator, company, member } from '../support/a-seal.ts';
import { aSealOffice, person } from '../support/a-seal-office.ts';

type Office = ReturnType<typeof aSealOffice>;
const admin = person(administrator);
const staff = person(member);
const outsider = person({ accountId: 'account-x', name: '外人' });

let operations = 0;
const makeSeal = (office: Office, kind: SealKind = 'official', input = {}) =>
  office.make.execute(admin, { unitId: 'unit-1', kind, input, operationId: `operation-${++operations}` });
const request = (office: Office, sealId: string, until = '2026-12-31') =>
  office.request.execute(staff, { unitId: 'unit-1', sealIds: [sealId], until, note: '投标', operationId: `operation-${++operations}` });
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error) => error.fields?.[0]?.code ?? error.code,
  );

async function granted(office: Office): Promise<{ sealId: string; grantId: string }> {
  const { sealId } = await makeSeal(office);
  await request(office, sealId);
  const grantId = (await office.view.one(admin, sealId)).grants[0]?.id ?? '';
  await office.decide.approve(admin, grantId);
  return { sealId, grantId };
}

describe('making a seal', () => {
  it('stores the seal with every drawing parameter, in force at once (SEA-003, SEA-004)', async () => {
    const office = aSealOffice();
    const { sealId } = await makeSeal(office, 'finance', { code: '9901010012345' });
    const { seal } = await office.view.one(admin, sealId);
    expect(seal).toMatchObject({ kind: 'finance', state: 'active', text: company.name, title: '财务专用章', madeBy: administrator });
    const picture = seal.picture.way === 'made' ? seal.picture : undefined;
    expect(Object.keys(picture?.drawing ?? {})).toHaveLength(26);
    expect(await office.drawings.svg(JSON.parse(JSON.stringify(picture?.drawing)))).toContain('viewBox="-19 -19 38 38"');
    expect(office.work.events).toEqual(['seal.made']);
    expect(office.work.audit).toEqual([{ action: 'seal.make', subjectId: sealId }]);
  });

  it('answers a form that was sent twice with the same seal', async () => {
    const office = aSealOffice();
    const command = { unitId: 'unit-1', kind: 'official', input: {}, operationId: 'same' } as const;
    expect(await office.make.execute(admin, command)).toEqual(await office.make.execute(admin, command));
    expect((await office.view.list(admin, 'unit-1'))?.seals).toHaveLength(1);
  });

  it('shows in the preview what will be stored', async () => {
    const office = aSealOffice();
    const { svg } = await office.preview.execute(admin, 'unit-1', 'official', { code: '9901010012345' });
    const { sealId } = await makeSeal(office, 'official', { code: '9901010012345' });
    const { seal } = await office.view.one(admin, sealId);
    expect(seal.picture.way === 'made' && (await office.drawings.svg(seal.picture.drawing))).toBe(svg);
  });

  it('names the character that the typeface lacks, in the preview and at making', async () => {
    const office = aSealOffice();
    office.units.unitCard = { ...office.units.unitCard, name: '澄州\u{30EDE}建设有限公司' };
    expect(await refusal(makeSeal(office))).toBe('seal.missing-glyph');
    expect(await refusal(office.preview.execute(admin, 'unit-1', 'official', {}))).toBe('seal.missing-glyph');
  });

  it('refuses measures whose parts would run into each other, at the field that did it', async () => {
    const office = aSealOffice();
    await expect(makeSeal(office, 'finance', { starMm: '22' })).rejects.toMatchObject({
      fields: [{ field: 'starMm', code: 'seal.parts-overlap' }],
    });
  });

  it('is refused without real-name check, outside the unit, to members and for units not verified (PAR-046, SEA-002, UNI-020)', async () => {
    const office = aSealOffice();
    const command = { unitId: 'unit-1', kind: 'official', input: {}, operationId: 'x' } as const;
    expect(await refusal(office.make.execute({ kind: 'anonymous' }, command))).toBe('access.sign-in-needed');
    expect(await refusal(office.make.execute(person(administrator, false), command))).toBe('access.real-name-needed');
    expect(await refusal(office.make.execute(outsider, command))).toBe('seal.missing');
    expect(await refusal(office.make.execute(staff, command))).toBe('seal.administrator-only');
    office.units.unitCard = { ...office.units.unitCard, verified: false };
    expect(await refusal(office.make.execute(admin, command))).toBe('seal.unit-not-verified');
    expect(office.work.events).toEqual([]);
  });

  it('of the legal representative’s seal needs that person’s permission (SEA-007)', async () => {
    const office = aSealOffice();
    expect(await refusal(makeSeal(office, 'legal-representative'))).toBe('seal.legal-representative-not-authorised');
    office.units.standings.set(administrator.accountId, {
      administrator: true,
      legalRepresentative: false,
      mayManageLegalRepresentativeSeal: true,
    });
    const { sealId } = await makeSeal(office, 'legal-representative');
    expect((await office.usable.execute(admin, sealId, 'session')).certificate).toEqual({ kind: 'unit', unitId: 'unit-1' });
  });

  it('by the legal representative gives a seal of one’s own, for the personal certificate (SEA-057)', async () => {
    const office = aSealOffice();
    office.units.standings.set(administrator.accountId, {
      administrator: true,
      legalRepresentative: true,
      mayManageLegalRepresentativeSeal: true,
    });
    const { sealId } = await makeSeal(office, 'legal-representative');
    expect(await office.usable.execute(admin, sealId, 'document')).toMatchObject({
      by: 'owner',
      certificate: { kind: 'personal', accountId: administrator.accountId },
    });
  });
});

describe('voiding a seal (SEA-011)', () => {
  it('ends the administrator’s use and new requests; who has a grant goes on', async () => {
    const office = aSealOffice();
    const { sealId } = await granted(office);
    await office.void.execute(admin, sealId);
    expect(await refusal(office.usable.execute(admin, sealId, 'document'))).toBe('seal.voided');
    expect((await office.usable.execute(staff, sealId, 'document')).by).toBe('grant');
    expect(await refusal(request(office, sealId))).toBe('seal.not-in-force');
  });

  it('rejects requests that wait', async () => {
    const office = aSealOffice();
    const { sealId } = await makeSeal(office);
    await request(office, sealId);
    await office.void.execute(admin, sealId);
    expect((await office.view.one(admin, sealId)).grants.map(({ state }) => state)).toEqual(['rejected']);
  });

  it('is the administrator’s, and done once', async () => {
    const office = aSealOffice();
    const { sealId } = await makeSeal(office);
    expect(await refusal(office.void.execute(staff, sealId))).toBe('seal.administrator-only');
    expect(await refusal(office.void.execute(outsider, sealId))).toBe('seal.missing');
    await office.void.execute(admin, sealId);
    expect(await refusal(office.void.execute(admin, sealId))).toBe('state.not-possible-now');
    expect(office.work.audit.filter(({ action }) => action === 'seal.void')).toHaveLength(1);
  });
});

describe('a grant of a seal', () => {
  it('is asked for by a member, approved by the administrator and then usable (SEA-016)', async () => {
    const office = aSealOffice();
    const { sealId } = await granted(office);
    expect((await office.usable.all(staff, 'unit-1', 'document')).map(({ seal, by }) => [seal.id, by])).toEqual([[sealId, 'grant']]);
  });

  it('is refused a second time while one is open or in force (SEA-055)', async () => {
    const office = aSealOffice();
    const { sealId } = await makeSeal(office);
    await request(office, sealId);
    expect(await refusal(request(office, sealId))).toBe('seal.grant-already-open');
    const grantId = (await office.view.one(admin, sealId)).grants[0]?.id ?? '';
    await office.decide.approve(admin, grantId);
    expect(await refusal(request(office, sealId))).toBe('seal.grant-already-open');
    office.clock.at = new Date('2027-01-01T00:00:00Z');
    expect(await refusal(request(office, sealId, '2027-02-01'))).toBe('done');
  });

  it('shows as expired after its last day (SEA-017)', async () => {
    const office = aSealOffice();
    await granted(office);
    office.clock.at = new Date('2027-01-01T00:00:00Z');
    expect((await office.view.list(staff, 'unit-1'))?.grants.map(({ state }) => state)).toEqual(['expired']);
    expect(await office.usable.all(staff, 'unit-1', 'document')).toEqual([]);
  });

  it('is taken back for active seals and for voided ones (SEA-013, SEA-014)', async () => {
    const office = aSealOffice();
    const { sealId, grantId } = await granted(office);
    await office.void.execute(admin, sealId);
    await office.decide.revoke(admin, grantId);
    expect(await refusal(office.usable.execute(staff, sealId, 'document'))).toBe('seal.grant-revoked');
  });

  it('is decided by the administrator alone', async () => {
    const office = aSealOffice();
    const { sealId } = await makeSeal(office);
    await request(office, sealId);
    const grantId = (await office.view.one(admin, sealId)).grants[0]?.id ?? '';
    expect(await refusal(office.decide.approve(staff, grantId))).toBe('seal.administrator-only');
    expect(await refusal(office.decide.reject(admin, grantId, ''))).toBe('input.required');
    expect(await refusal(office.decide.reject(outsider, grantId, '不'))).toBe('seal.missing');
  });

  it('is told to the member when it is decided (PLT-029)', async () => {
    const office = aSealOffice();
    const { grantId } = await granted(office);
    await office.decide.revoke(admin, grantId);
    const told = { accountId: member.accountId, unitName: company.name };
    expect(office.work.jobs.map((job) => JSON.parse(job.slice(job.indexOf(' '))))).toEqual([
      { ...told, step: 'approve' },
      { ...told, step: 'revoke' },
    ]);
  });

  it('of a seal of another unit is not to be had', async () => {
    const office = aSealOffice();
    const { sealId } = await makeSeal(office);
    office.units.unitCard = { ...office.units.unitCard, id: 'unit-2' };
    const foreign = { unitId: 'unit-2', sealIds: [sealId], until: '2026-12-31', note: '', operationId: 'y' };
    expect(await refusal(office.request.execute(staff, foreign))).toBe('seal.missing');
  });

  it('ends when the member leaves, once for every delivery of the event (UNI-038)', async () => {
    const office = aSealOffice();
    const { sealId } = await granted(office);
    await office.whenMemberLeft.execute('event-1', 'unit-1', member.accountId);
    await office.whenMemberLeft.execute('event-1', 'unit-1', member.accountId);
    expect((await office.view.one(admin, sealId)).grants.map(({ state }) => state)).toEqual(['revoked']);
    expect(office.work.events.filter((type) => type === 'seal.grant-revoked')).toHaveLength(1);
  });
});

describe('a person’s own seals', () => {
  it('are applied by that person alone, with the personal certificate (SEA-025, SEA-031)', async () => {
    const office = aSealOffice();
    const picture = { way: 'written', strokes: [[1, 2, 3, 4]], strokeMm: 0.7, color: '#1d2129' } as const;
    const own = { id: 'personal-1', accountId: member.accountId, slot: 'signature', picture, updatedAt: office.clock.at } as const;
    await office.work.run(({ personal }) => personal.put(own));
    expect(await office.usable.execute(staff, 'personal-1', 'document')).toEqual({
      seal: { id: 'personal-1', kind: 'personal-signature', title: '', unitId: undefined, picture },
      by: 'owner',
      certificate: { kind: 'personal', accountId: member.accountId },
    });
    expect(await refusal(office.usable.execute(admin, 'personal-1', 'document'))).toBe('seal.missing');
    expect(await office.usable.personal(admin)).toEqual([]);
  });
});

describe('what people see of seals', () => {
  it('is the own grants for a member, all for the administrator, nothing for others', async () => {
    const office = aSealOffice();
    await granted(office);
    office.units.standings.set('account-3', { administrator: false, legalRepresentative: false, mayManageLegalRepresentativeSeal: false });
    const third = person({ accountId: 'account-3', name: '顾清和' });
    expect((await office.view.list(third, 'unit-1'))?.grants).toEqual([]);
    expect((await office.view.list(admin, ''))?.grants).toHaveLength(1);
    expect(await refusal(office.view.list(outsider, 'unit-1'))).toBe('seal.missing');
    expect(await office.view.list(outsider, '')).toBeUndefined();
  });

  it('is not the picture, for a member: the detail page is the administrator’s (SEA-053)', async () => {
    const office = aSealOffice();
    const { sealId } = await granted(office);
    expect(await refusal(office.view.one(staff, sealId))).toBe('seal.administrator-only');
  });

  it('flags the seals of a former name when the unit’s data change (SEA-010)', async () => {
    const office = aSealOffice();
    const { sealId } = await makeSeal(office);
    office.units.unitCard = { ...office.units.unitCard, name: '澄州禾汀集团有限公司' };
    await office.whenUnitChanged.execute('event-2', 'unit-1');
    expect((await office.view.one(admin, sealId)).seal.outdated).toBe('name');
  });
});
