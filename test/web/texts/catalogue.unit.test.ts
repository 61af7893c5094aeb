import { describe, expect, it } from 'vitest';
import { createTranslate, TextError } from '../../../src/web/texts/catalogue.ts';

describe('the text catalogue', () => {
  const t = createTranslate([{ 'a.plain': '确定', 'a.named': '{name}，已登录 {count} 次' }, { 'b.other': '取消' }]);

  it('gives the text of a key from any of its catalogues', () => {
    expect(t('a.plain')).toBe('确定');
    expect(t('b.other')).toBe('取消');
  });

  it('puts parameters in, numbers too', () => {
    expect(t('a.named', { name: '沈念安', count: 2 })).toBe('沈念安，已登录 2 次');
  });

  it('leaves markup in a parameter as it is: the template escapes', () => {
    expect(t('a.named', { name: '<b>', count: 0 })).toBe('<b>，已登录 0 次');
  });

  it('does not read a parameter for placeholders again', () => {
    expect(t('a.named', { name: '{count}', count: 1 })).toBe('{count}，已登录 1 次');
  });

  it('refuses an unknown key', () => {
    expect(() => t('a.missing')).toThrow(TextError);
  });

  it('refuses keys that only every object has', () => {
    expect(() => t('constructor')).toThrow(TextError);
    expect(() => createTranslate([{ x: '{constructor}' }])('x', {})).toThrow(TextError);
  });

  it('refuses a missing parameter', () => {
    expect(() => t('a.named', { name: '沈念安' })).toThrow(/count/);
  });

  it('refuses two catalogues that define the same key', () => {
    expect(() => createTranslate([{ same: '1' }, { same: '2' }])).toThrow(/same/);
  });
});
