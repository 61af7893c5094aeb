import type { FieldError } from '../../../kernel/domain-error.ts';
import type { SealedText } from '../../../kernel/sealed-text.ts';
import { type LegalRepresentativeClaim, sameText } from '../domain/legal-representative.ts';
import type { UnitPapers } from '../domain/unit.ts';
import type { CheckRefusal } from '../domain/unit-errors.ts';
import type { UnitProfile } from '../domain/unit-profile.ts';
import type { BusinessRegister, RegisterElement } from '../ports/business-register.ts';
import type { PaperReader } from '../ports/paper-reader.ts';
import type { KnownPerson } from '../ports/persons.ts';

export interface CheckOutcome {
  readonly node: 'recognition' | 'registry';
  /** Empty when everything agrees. */
  readonly refusals: readonly FieldError[];
}

const refused = (field: string, code: CheckRefusal): FieldError => ({ field, code });

const fieldOfElement: Readonly<Record<RegisterElement, string>> = {
  name: 'name',
  legalRepresentative: 'legalName',
  legalRepresentativeId: 'legalIdNumber',
};

/** Compares typed data with the papers and with the business register; outside calls only, nothing is changed. */
export class CheckRegistration {
  constructor(
    private readonly papers: PaperReader,
    private readonly register: BusinessRegister,
    private readonly sealed: SealedText,
  ) {}

  /** UNI-003, UNI-006: ID card and letter of authorisation must say what was typed, the letter in favour of the registrant. */
  async recognise(
    profile: UnitProfile,
    legal: LegalRepresentativeClaim,
    papers: UnitPapers,
    registrant: KnownPerson,
  ): Promise<CheckOutcome> {
    const [card, letter] = await Promise.all([
      this.idCard(papers, legal),
      this.#letter(papers.authorisationLetter, profile, legal, registrant),
    ]);
    return { node: 'recognition', refusals: [...card, ...letter] };
  }

  /** Both sides of the legal representative's ID card. */
  async idCard(papers: Pick<UnitPapers, 'idPortrait' | 'idEmblem'>, legal: LegalRepresentativeClaim): Promise<readonly FieldError[]> {
    const sides = await Promise.all([this.#portrait(papers.idPortrait, legal), this.#emblem(papers.idEmblem, legal)]);
    return sides.flat();
  }

  /** UNI-012: what the licence says against what is registered or wanted. */
  async licence(blobId: string, profile: UnitProfile, legalName: string): Promise<readonly FieldError[]> {
    const reading = await this.papers.licence(blobId);
    if (reading === undefined) return [refused('licence', 'unit.paper-unreadable')];
    const { name, code, legalRepresentative } = reading;
    const same = sameText(name, profile.name) && sameText(code, profile.code) && sameText(legalRepresentative, legalName);
    return same ? [] : [refused('licence', 'unit.paper-differs')];
  }

  /** UNI-007 and UNI-004: `legal` as typed, or the registrant's own verified identity. */
  async compareRegister(
    profile: UnitProfile,
    legal: { readonly name: string; readonly idNumber: string | undefined },
    registrant: 'administrator' | 'legal-representative',
  ): Promise<CheckOutcome> {
    const { name, code } = profile;
    const answer = await this.register.compare({ name, code, legalRepresentative: legal.name, legalRepresentativeId: legal.idNumber });
    return { node: 'registry', refusals: this.#registerRefusals(answer, registrant) };
  }

  #registerRefusals(
    answer: Awaited<ReturnType<BusinessRegister['compare']>>,
    registrant: 'administrator' | 'legal-representative',
  ): readonly FieldError[] {
    switch (answer.result) {
      case 'match':
        return [];
      case 'absent':
        return [refused('code', 'unit.register-absent')];
      case 'not-operating':
        return [refused('code', 'unit.register-not-operating')];
      case 'mismatch':
        return answer.elements.map((element) =>
          element !== 'name' && registrant === 'legal-representative'
            ? refused('as', 'unit.not-the-legal-representative')
            : refused(fieldOfElement[element], 'unit.register-mismatch'),
        );
    }
  }

  async #portrait(blobId: string | undefined, legal: LegalRepresentativeClaim): Promise<readonly FieldError[]> {
    if (blobId === undefined) return [];
    const reading = await this.papers.idPortrait(blobId);
    if (reading === undefined) return [refused('idPortrait', 'unit.paper-unreadable')];
    const same = sameText(reading.name, legal.name) && sameText(reading.idNumber, legal.idNumber);
    return same ? [] : [refused('idPortrait', 'unit.paper-differs')];
  }

  /** Passports and permits have no emblem side that could be read: their second picture is for staff. */
  async #emblem(blobId: string | undefined, legal: LegalRepresentativeClaim): Promise<readonly FieldError[]> {
    if (blobId === undefined || legal.idType !== 'resident') return [];
    return (await this.papers.idEmblem(blobId)) ? [] : [refused('idEmblem', 'unit.paper-unreadable')];
  }

  async #letter(
    blobId: string | undefined,
    profile: UnitProfile,
    legal: LegalRepresentativeClaim,
    registrant: KnownPerson,
  ): Promise<readonly FieldError[]> {
    if (blobId === undefined) return [];
    const reading = await this.papers.letter(blobId);
    if (reading === undefined) return [refused('authorisationLetter', 'unit.paper-unreadable')];
    const same =
      sameText(reading.unitName, profile.name) &&
      sameText(reading.code, profile.code) &&
      sameText(reading.legalRepresentative, legal.name) &&
      sameText(reading.agentName, registrant.name) &&
      this.sealed.fingerprint(reading.agentIdNumber.trim().toUpperCase()) === registrant.idFingerprint;
    return same ? [] : [refused('authorisationLetter', 'unit.paper-differs')];
  }
}
