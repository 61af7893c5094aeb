import { systemActor } from '../../../../kernel/actor.ts';
import type { Clock } from '../../../../kernel/clock.ts';
import type { Ids } from '../../../../kernel/ids.ts';
import { maskedId } from '../../../../kernel/resident-id.ts';
import type { SealedText } from '../../../../kernel/sealed-text.ts';
import { Roster } from '../../domain/roster.ts';
import { Unit } from '../../domain/unit.ts';
import { defaultUnitRules } from '../../domain/unit-rules.ts';
import type { UnitWork } from '../../ports/units.ts';

export interface DemoUnit {
  readonly name: string;
  readonly code: string;
  readonly legalName: string;
  readonly legalIdNumber: string;
  /** Administrator first, then the legal representative, then members: accounts that exist. */
  readonly people: readonly { readonly accountId: string; readonly name: string }[];
  readonly licenceBlobId: string;
}

export interface DemoUnitTools {
  readonly work: UnitWork;
  readonly sealed: SealedText;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A verified unit with administrator, legal representative and members, through every step of its state machine. Answers its id. */
export async function makeDemoUnit({ work, sealed, clock, ids }: DemoUnitTools, demo: DemoUnit): Promise<string> {
  const [administrator, legalRepresentative, ...members] = demo.people;
  if (administrator === undefined || legalRepresentative === undefined) throw new Error('the demo unit needs its people');
  const at = clock.now();
  return work.run(async ({ units, rosters, audit }) => {
    const known = await units.activeByCode(demo.code);
    if (known !== undefined) return known.id;
    const { legalName, legalIdNumber } = demo;
    const legal = {
      name: legalName,
      idType: 'resident',
      sealedId: sealed.seal(legalIdNumber),
      idFingerprint: sealed.fingerprint(legalIdNumber),
      maskedId: maskedId(legalIdNumber),
    } as const;
    const profile = { name: demo.name, code: demo.code, region: '江苏省南京市', address: '南京市滨河新区云锦路 18 号' };
    const paper = demo.licenceBlobId;
    const papers = { idPortrait: paper, idEmblem: paper, authorisationLetter: paper, licence: paper };
    const unit = Unit.register({ id: ids.next(), kind: 'domestic', profile, legal, papers, registeredBy: administrator.accountId }, at);
    unit.acceptLicence(paper);
    const transferId = ids.next();
    unit.applyTransfer(
      { id: transferId, bank: '中国银行', account: '320000000000001', amountFen: 66, requestedBy: administrator.accountId },
      at,
      defaultUnitRules,
    );
    unit.transferPaid(transferId, at);
    unit.checkAmount(66, at, defaultUnitRules);
    const roster = Roster.found(unit.id, { ...administrator, joinedAt: at }, { legalRepresentative: false });
    roster.join({ ...legalRepresentative, joinedAt: at }, { matchesLegalRepresentative: true });
    for (const member of members) roster.join({ ...member, joinedAt: at }, { matchesLegalRepresentative: false });
    await units.save(unit);
    await rosters.save(roster);
    await audit.record(systemActor('demo'), 'unit.make-demo-unit', { subject: 'unit.unit', subjectId: unit.id, to: unit.state });
    return unit.id;
  });
}
