import type { LegalRepresentative } from '../domain/legal-representative.ts';
import type { UnitChange } from '../domain/unit-change.ts';
import type { Persons } from '../ports/persons.ts';
import type { UnitStores, UnitWork } from '../ports/units.ts';

/** The member who is that legal representative by verified name and ID number; asked before the transaction of the change. */
export async function holderOf(work: UnitWork, persons: Persons, unitId: string, legal: LegalRepresentative): Promise<string | undefined> {
  const members = await work.run(async ({ rosters }) => (await rosters.of(unitId)).members);
  return persons.whoIs(
    members.map(({ accountId }) => accountId),
    legal,
  );
}

/** UNI-030, UNI-056: the new data stand everywhere, and the role of the legal representative follows them. */
export async function applyChange(change: UnitChange, holder: string | undefined, { units, rosters }: UnitStores, at: Date): Promise<void> {
  const { unitId, name, legal, papers } = change.record;
  const unit = await units.byId(unitId);
  const before = unit.record.legal;
  const { idPortrait, idEmblem, licence } = papers;
  unit.changeInformation({ name, legal, papers: { licence, idPortrait, idEmblem } }, at);
  await units.save(unit);
  if (legal.idFingerprint === before.idFingerprint) return;
  const roster = await rosters.of(unitId);
  roster.changeLegalRepresentative(holder !== undefined && roster.has(holder) ? holder : undefined, at);
  await rosters.save(roster);
}
