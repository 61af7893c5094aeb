import type { LegalRepresentative } from '../../../src/modules/unit/domain/legal-representative.ts';
import { Unit, type UnitRecord } from '../../../src/modules/unit/domain/unit.ts';
import type { UnitState } from '../../../src/modules/unit/domain/unit-state.ts';

export const noon = new Date('2026-11-20T04:00:00Z');
export const hours = (count: number, from = noon): Date => new Date(from.getTime() + count * 3600_000);

export const liWei: LegalRepresentative = {
  name: '李伟',
  idType: 'resident',
  sealedId: 'sealed',
  idFingerprint: 'fingerprint-of-li-wei',
  maskedId: '1101**********002X',
};

export const anOrder = { id: 'transfer-1', bank: '中国银行', account: '123456789012', amountFen: 37, requestedBy: 'account-1' };
const transfer = { ...anOrder, requestedAt: noon, triesLeft: 3 };

/** A unit in any state, with the data that state needs. */
export function aUnit(state: UnitState, over: Partial<UnitRecord> = {}): Unit {
  const waiting =
    state === 'transfer_applied' ? { transfer } : state === 'awaiting_amount' ? { transfer: { ...transfer, paidAt: noon } } : {};
  return Unit.restore({
    id: 'unit-1',
    kind: state === 'foreign_review' ? 'foreign' : 'domestic',
    profile: { name: '北京云帆科技有限公司', code: '91110000600037341L', region: '北京市', address: '海淀区一路1号' },
    legal: liWei,
    papers: {},
    state,
    registeredBy: 'account-1',
    registeredAt: noon,
    ...waiting,
    ...over,
  });
}
