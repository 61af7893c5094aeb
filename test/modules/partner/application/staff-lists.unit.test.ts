import { describe, expect, it } from 'vitest';
import { type Actor, anonymous } from '../../../../src/kernel/actor.ts';
import { AuditReading } from '../../../../src/kernel/audit-reading.ts';
import { ListRegistrations } from '../../../../src/modules/partner/application/list-registrations.ts';
import { ReadAudit } from '../../../../src/modules/partner/application/read-audit.ts';
import { RegistrationList } from '../../../../src/modules/partner/ports/registration-list.ts';

class AskedList extends RegistrationList {
  readonly asked: string[] = [];
  override async chosenFor(reviewerId: string) {
    this.asked.push(reviewerId);
    return [];
  }
  override async search() {
    this.asked.push('all');
    return { rows: [], next: undefined };
  }
}

class AskedAudit extends AuditReading {
  asked = 0;
  override async search() {
    this.asked++;
    return [];
  }
  override async check() {
    this.asked++;
    return { rows: 0, unsealed: 0, findings: [] };
  }
}

const operator = { kind: 'staff', staffId: 's-1', name: '陆知远', roles: ['op'] } as const;
const others: readonly Actor[] = [
  anonymous,
  { kind: 'person', accountId: 'a-1', name: '沈清禾', realNameVerified: true },
  { kind: 'staff', staffId: 's-2', name: '顾明澈', roles: ['ra', 'cs'] },
];
const filter = { state: '', text: '', after: '' };

describe('lists of staff', () => {
  it('§9 N2: an operator is shown the registrations that wait for this very operator', async () => {
    const list = new AskedList();
    await new ListRegistrations(list).queue(operator);
    expect(list.asked).toEqual(['s-1']);
  });

  it.each(others)('§9: nobody else learns of registrations or reads the audit trail (%#)', async (actor) => {
    const [list, log] = [new AskedList(), new AskedAudit()];
    const refused = [
      new ListRegistrations(list).queue(actor),
      new ListRegistrations(list).search(actor, filter),
      new ReadAudit(log).search(actor, { text: '', after: undefined }),
      new ReadAudit(log).check(actor),
    ];
    for (const answer of refused)
      await expect(answer).rejects.toMatchObject({ kind: expect.stringMatching(/^(forbidden|unauthenticated)$/) });
    expect([...list.asked, log.asked]).toEqual([0]);
  });
});
