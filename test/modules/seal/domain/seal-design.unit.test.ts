import { describe, expect, it } from 'vitest';
import { InvalidFields } from '../../../../src/kernel/domain-error.ts';
import { planDesign } from '../../../../src/modules/seal/domain/seal-design.ts';
import { sealKinds, templatesOf } from '../../../../src/modules/seal/domain/seal-kind.ts';
import { company } from '../support/a-seal.ts';

function refusals(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidFields) return error.fields.map(({ field, code }) => `${field} ${code}`);
  }
  return [];
}

describe('the design of a seal (SEA-003)', () => {
  it.each(sealKinds)('starts with the measures of the first template of the %s kind', (kind) => {
    const template = templatesOf(kind)[0];
    expect(planDesign(kind, {}, company)).toMatchObject({ template: template?.id, sizeMm: template?.sizeMm, ringMm: 1, color: '#c8161d' });
  });

  it('bears the name of the unit, or of its legal representative: neither is typed', () => {
    expect(planDesign('official', {}, company).text).toBe(company.name);
    expect(planDesign('legal-representative', {}, company).text).toBe('陆知遥');
  });

  it('takes the measures that were typed, full-width digits too', () => {
    const design = planDesign(
      'official',
      { template: 'official-42', ringMm: '１.2', starMm: ' 12 ', textMm: '5', code: '9901 0100 12345' },
      company,
    );
    expect(design).toMatchObject({ sizeMm: 42, ringMm: 1.2, starMm: 12, textMm: 5, code: '9901010012345' });
  });

  it('names every field that is wrong', () => {
    const input = { template: 'finance-38', code: '123', ringMm: '9', starMm: '1e9', textMm: '-5', color: '#00ff00' };
    expect(refusals(() => planDesign('official', input, company))).toEqual([
      'template input.choose-one',
      'code seal.code-not-13-digits',
      'ringMm seal.measure-out-of-range',
      'starMm seal.measure-out-of-range',
      'textMm seal.measure-out-of-range',
      'color input.choose-one',
    ]);
  });

  it('keeps the title line within its length and only where the kind has one', () => {
    expect(planDesign('contract', { title: '合同专用章（1）' }, company).title).toBe('合同专用章（1）');
    expect(planDesign('official', { title: '合同专用章' }, company).title).toBe('');
    expect(refusals(() => planDesign('contract', { title: '章'.repeat(13) }, company))).toEqual(['title input.too-long']);
    expect(refusals(() => planDesign('contract', { title: ' ' }, company))).toEqual(['title input.required']);
  });

  it('needs no code: a seal may not be filed yet', () => {
    expect(planDesign('official', { code: '' }, company).code).toBe('');
  });
});
