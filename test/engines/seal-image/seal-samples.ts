import { sealDesign } from '../../../src/engines/seal-image/seal-design.ts';

export const code = '9901010012345';
export const company = '澄州禾汀建设工程有限公司';
const long = '澄州禾汀建设工程勘察设计咨询监理检测技术服务有限责任公司城北分公司筹备处东南西北';

/** An invented name of `count` characters. */
export function nameOf(count: number): string {
  return [...long].slice(0, count).join('');
}

export const samples = {
  official: sealDesign('official', { name: company, code }),
  finance: sealDesign('finance', { name: company, code }),
  contract: sealDesign('contract', { name: company, code }),
  invoice: sealDesign('invoice', { name: company, middle: '91990101MA0ABCDE1Y' }),
  legal: sealDesign('legal-representative', { name: '陆知遥印' }),
  name: sealDesign('name', { name: '王川之印' }),
};
