import { describe, expect, it } from 'vitest';
import { InvalidFields } from '../../../../src/kernel/domain-error.ts';
import { IllegalTransition } from '../../../../src/kernel/state-machine.ts';
import { JoinRequest, type JoinState, readNote } from '../../../../src/modules/unit/domain/join-request.ts';
import { isLegalRepresentative } from '../../../../src/modules/unit/domain/legal-representative.ts';
import { RemovalRequest } from '../../../../src/modules/unit/domain/removal-request.ts';
import { readDomesticUnit, readForeignUnit, readOwnUnit } from '../../../../src/modules/unit/domain/unit-profile.ts';
import { liWei, noon } from '../a-unit.ts';

const mia = { accountId: 'mia', name: '王米' };
const aRequest = () => JoinRequest.send('request-1', 'unit-1', mia, '项目部采购员', noon);
const answers = {
  approve: (request: JoinRequest) => request.approve('ada', noon),
  reject: (request: JoinRequest) => request.reject('ada', '不认识', noon),
  withdraw: (request: JoinRequest) => request.withdraw(noon),
} as const;

describe('a join request (8.4, UNI-039)', () => {
  it('is pending when sent, and tells the administrator', () => {
    const request = aRequest();
    expect(request.record).toMatchObject({ state: 'pending', accountId: 'mia' });
    expect(request.releaseEvents()).toMatchObject([{ type: 'unit.join-requested' }]);
  });

  it.each([
    ['approve', 'approved'],
    ['reject', 'rejected'],
    ['withdraw', 'withdrawn'],
  ] as const)('%s ends it as %s, once and for all', (answer, state: JoinState) => {
    const request = aRequest();
    answers[answer](request);
    expect(request.record.state).toBe(state);
    for (const again of Object.values(answers)) expect(() => again(request)).toThrow(IllegalTransition);
  });

  it('needs a note of at most 200 characters', () => {
    expect(() => readNote('  ', 'note')).toThrow(InvalidFields);
    expect(() => readNote('长'.repeat(201), 'note')).toThrow(InvalidFields);
    expect(readNote(' 采购员 ', 'note')).toBe('采购员');
  });
});

describe('a removal request (8.14, UNI-035)', () => {
  it('is answered once', () => {
    const request = RemovalRequest.send({
      id: 'removal-1',
      unitId: 'unit-1',
      accountId: 'max',
      name: '马克',
      requestedBy: 'mia',
      requestedByName: '王米',
      reason: '已离职',
      sentAt: noon,
    });
    request.decide('reject', 'ada', noon);
    expect(request.record.state).toBe('rejected');
    expect(() => request.decide('approve', 'ada', noon)).toThrow(IllegalTransition);
  });
});

describe('the form of a new unit', () => {
  const form = {
    name: ' 北京云帆科技有限公司 ',
    code: '91110000600037341l',
    region: '北京市',
    address: '',
    legalName: '李伟',
    legalIdType: 'resident',
    legalIdNumber: '11010519491231002x',
  };
  const refused = (run: () => unknown) => {
    try {
      run();
      return [];
    } catch (error) {
      return error instanceof InvalidFields ? error.fields.map(({ field }) => field) : [String(error)];
    }
  };

  it('is read into normal form (UNI-003)', () => {
    expect(readDomesticUnit(form)).toEqual({
      profile: { name: '北京云帆科技有限公司', code: '91110000600037341L', region: '北京市', address: '' },
      legal: { name: '李伟', idType: 'resident', idNumber: '11010519491231002X' },
    });
  });

  it('of a legal representative has no second person’s data (UNI-004)', () => {
    expect(readOwnUnit({ name: form.name, code: form.code, region: form.region })).toEqual(readDomesticUnit(form).profile);
  });

  it.each(['12440', '1111111111', '111111111111111111'])('refuses the credit code %s (VAL-03)', (code) => {
    expect(refused(() => readDomesticUnit({ ...form, code }))).toEqual(['code']);
  });

  it.each(['123', '11111111111111111111', '123456789123456789'])('refuses the ID number %s (VAL-02)', (legalIdNumber) => {
    expect(refused(() => readDomesticUnit({ ...form, legalIdNumber }))).toEqual(['legalIdNumber']);
  });

  it('refuses a passport of four characters (VAL-04)', () => {
    expect(refused(() => readDomesticUnit({ ...form, legalIdType: 'passport', legalIdNumber: 'E123' }))).toEqual(['legalIdNumber']);
    expect(refused(() => readDomesticUnit({ ...form, legalIdType: 'passport', legalIdNumber: 'E1234' }))).toEqual([]);
  });

  it('names every refused field at once', () => {
    expect(refused(() => readDomesticUnit({}))).toEqual(['name', 'code', 'legalName', 'legalIdNumber']);
  });

  it('of a foreign unit takes a unit code in place of the credit code, and no credit code (UNI-054)', () => {
    expect(readForeignUnit({ ...form, code: 'hk-2026-77' }).profile.code).toBe('HK-2026-77');
    expect(refused(() => readForeignUnit(form))).toEqual(['code']);
  });
});

describe('the legal representative is recognised by name and number together (UNI-056)', () => {
  it.each([
    [{ name: '李 伟', idFingerprint: liWei.idFingerprint }, true],
    [{ name: '李伟', idFingerprint: 'of another' }, false],
    [{ name: '李维', idFingerprint: liWei.idFingerprint }, false],
    [undefined, false],
  ])('%j: %s', (person, expected) => {
    expect(isLegalRepresentative(person, liWei)).toBe(expected);
  });
});
