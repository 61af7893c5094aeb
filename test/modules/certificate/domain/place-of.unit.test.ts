import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../../src/modules/certificate/domain/holder.ts';

describe('where an organisation is, for ST and L of its certificate', () => {
  it.each([
    ['江苏省南京市', { province: '江苏省', city: '南京市' }],
    ['江苏省', { province: '江苏省' }],
    ['北京市', { province: '北京市' }],
    ['重庆市市辖区', { province: '重庆市', city: '市辖区' }],
    ['内蒙古自治区呼和浩特市', { province: '内蒙古自治区', city: '呼和浩特市' }],
    ['新疆维吾尔自治区', { province: '新疆维吾尔自治区' }],
    ['澄州', { province: '澄州' }],
    ['', {}],
  ])('%s', (region, place) => {
    expect(placeOf(region)).toEqual(place);
  });
});
