import { type Delivered, Subscriber } from '../../../../kernel/events.ts';
import type { UnitInformationChanged, UnitMemberLeft } from '../../../unit/published/unit-events.ts';
import type { WhenMemberLeft } from '../../application/when-member-left.ts';
import type { WhenUnitChanged } from '../../application/when-unit-changed.ts';

/** SEA-010: the unit has another name or legal representative. */
export class UnitInformationChangedSubscriber extends Subscriber {
  readonly name = 'seal.when-unit-changed';
  readonly event = 'unit.information-changed';

  constructor(private readonly whenUnitChanged: WhenUnitChanged) {
    super();
  }

  async handle({ id, event }: Delivered<UnitInformationChanged>): Promise<void> {
    await this.whenUnitChanged.execute(id, event.unitId);
  }
}

/** UNI-038: somebody is no member of the unit any more. */
export class UnitMemberLeftSubscriber extends Subscriber {
  readonly name = 'seal.when-member-left';
  readonly event = 'unit.member-left';

  constructor(private readonly whenMemberLeft: WhenMemberLeft) {
    super();
  }

  async handle({ id, event }: Delivered<UnitMemberLeft>): Promise<void> {
    await this.whenMemberLeft.execute(id, event.unitId, event.accountId);
  }
}
