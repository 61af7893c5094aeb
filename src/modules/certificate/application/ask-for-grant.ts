import { type Actor, verifiedPersonOf } from '../../../kernel/actor.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { DomainError, InvalidFields, Missing } from '../../../kernel/domain-error.ts';
import { FieldChecks } from '../../../kernel/field-checks.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { GrantRequest } from '../domain/grant-request.ts';
import type { CertificateType } from '../domain/trading-platform.ts';
import type { CertificateReading } from '../ports/certificate-reading.ts';
import type { CertificateWork } from '../ports/certificate-work.ts';
import type { Registry } from '../ports/registry.ts';
import type { UnitOfHolder, Units } from '../ports/units.ts';

export interface AskForGrantCommand {
  readonly unitId: string;
  readonly typeCodes: readonly string[];
  readonly note: string;
  readonly operationId: string;
}

/** CER-055: a member asks for certificates; what is pending or granted is neither shown nor taken twice. */
export class AskForGrant {
  constructor(
    private readonly work: CertificateWork,
    private readonly units: Units,
    private readonly registry: Registry,
    private readonly reading: CertificateReading,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** The units where the person is a member without being administrator. */
  async unitsFor(actor: Actor): Promise<readonly UnitOfHolder[]> {
    const { accountId } = verifiedPersonOf(actor);
    const units = await this.units.unitsOf(accountId);
    const roles = await Promise.all(units.map((unit) => this.units.roleOf(accountId, unit.unitId)));
    return units.filter((unit, index) => unit.verified && roles[index] === 'member');
  }

  /** Types still to be asked for. */
  async offered(actor: Actor, unitId: string): Promise<readonly CertificateType[]> {
    const { accountId } = verifiedPersonOf(actor);
    const open = (await this.reading.grantsBy(accountId)).filter((grant) => grant.unitId === unitId && isOpen(grant.state));
    return (await this.registry.types()).filter((type) => !open.some((grant) => grant.typeCode === type.code));
  }

  async execute(actor: Actor, { unitId, typeCodes, note, operationId }: AskForGrantCommand): Promise<void> {
    const person = verifiedPersonOf(actor);
    const role = await this.units.roleOf(person.accountId, unitId);
    if (role === 'none') throw new Missing();
    if (role === 'admin') throw new DomainError('conflict', 'certificate.grant-not-needed');
    const known = await this.registry.types();
    new FieldChecks()
      .require(typeCodes.length > 0, 'typeCodes', 'certificate.grant-choose')
      .require(
        typeCodes.every((code) => known.some((type) => type.code === code)),
        'typeCodes',
        'certificate.grant-choose',
      )
      .require(note.length <= 200, 'note', 'input.too-long', { max: 200 })
      .throwIfAny();
    await this.work.run(async ({ grants, operations, audit }) => {
      if ((await operations.answerTo(operationId)) !== undefined) return;
      const open = await grants.openOf(unitId, person.accountId);
      for (const typeCode of new Set(typeCodes)) {
        if (open.some((grant) => grant.facts.typeCode === typeCode))
          throw new InvalidFields([{ field: 'typeCodes', code: 'certificate.grant-asked' }]);
        const { accountId, name } = person;
        const request = GrantRequest.ask({ id: this.ids.next(), unitId, accountId, name, typeCode, note, askedAt: this.clock.now() });
        await grants.save(request);
        const entry = { subject: 'certificate.grant', subjectId: request.facts.id, to: 'pending', detail: { unitId, typeCode } };
        await audit.record(actor, 'certificate.ask-grant', entry);
      }
      await operations.remember(operationId, unitId);
    });
  }
}

function isOpen(state: string): boolean {
  return state === 'pending' || state === 'approved';
}
