import { isResidentId, isUscc, residentIdOf, usccOf } from './numbers.ts';
import { type Answer, refusal } from './signed-door.ts';

interface Company {
  readonly name: string;
  readonly uscc: string;
  readonly legalRepresentative: string;
  readonly legalRepresentativeId: string;
  readonly operating: 'operating' | 'revoked' | 'cancelled' | 'moved-out';
}

/** Invented companies with fixed data, compared as they stand. No person has an ID number with the order code 000. */
export const COMPANIES: readonly Company[] = [
  company('江城示例通信工程有限公司', '91420100MA4K00001', '陈示例', '42010619800101000', 'operating'),
  company('滨海样例建设集团有限公司', '91120116MA0500002', '林样例', '12010419790615000', 'operating'),
  company('西岭虚构电子科技有限公司', '91510100MA6C00003', '周虚构', '51010719881123000', 'operating'),
  company('南屏停业贸易有限公司', '91440400MA5200004', '吴停业', '44040219750308000', 'revoked'),
];

function company(name: string, uscc17: string, legalRepresentative: string, id17: string, operating: Company['operating']): Company {
  return { name, uscc: usccOf(uscc17), legalRepresentative, legalRepresentativeId: residentIdOf(id17), operating };
}

/**
 * Fixed companies are compared element by element. Of any other the data of the question decides:
 * a name with 查无 is absent, one with 吊销 or 注销 is no longer operating, a legal representative with 不符 does not match,
 * nor does an ID number with a wrong check digit; everything else matches.
 */
export function verifyCompany(question: Record<string, unknown>): Answer {
  const [name, uscc, person, id] = ['name', 'uscc', 'legalRepresentative', 'legalRepresentativeId'].map((key) => question[key]);
  if (typeof name !== 'string' || typeof uscc !== 'string' || typeof person !== 'string')
    return refusal(400, 'registry.request', 'an element is missing');
  if (id !== undefined && typeof id !== 'string') return refusal(400, 'registry.request', 'the ID number is not text');
  if (!isUscc(uscc) || name.includes('查无')) return { status: 200, content: { result: 'absent' } };
  const fixed = COMPANIES.find((known) => known.uscc === uscc);
  const mismatched = fixed === undefined ? differencesByRule(person, id) : differences(fixed, name, person, id);
  const operating = fixed?.operating ?? (name.includes('吊销') ? 'revoked' : name.includes('注销') ? 'cancelled' : 'operating');
  return { status: 200, content: mismatched.length === 0 ? { result: 'match', operating } : { result: 'mismatch', operating, mismatched } };
}

function differences(known: Company, name: string, person: string, id: string | undefined): string[] {
  return [
    ...(known.name === name ? [] : ['name']),
    ...(known.legalRepresentative === person ? [] : ['legalRepresentative']),
    ...(id === undefined || known.legalRepresentativeId === id ? [] : ['legalRepresentativeId']),
  ];
}

function differencesByRule(person: string, id: string | undefined): string[] {
  return [
    ...(person.includes('不符') ? ['legalRepresentative'] : []),
    ...(id === undefined || isResidentId(id) ? [] : ['legalRepresentativeId']),
  ];
}
