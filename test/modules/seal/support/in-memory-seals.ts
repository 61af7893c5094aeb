import { DomainError } from '../../../../src/kernel/domain-error.ts';
import type { PersonalSeal } from '../../../../src/modules/seal/domain/personal-seal.ts';
import { Seal, type SealRecord } from '../../../../src/modules/seal/domain/seal.ts';
import { GrantAlreadyOpen, GrantMissing, SealMissing } from '../../../../src/modules/seal/domain/seal-errors.ts';
import { type GrantRecord, SealGrant } from '../../../../src/modules/seal/domain/seal-grant.ts';
import type { SealStores } from '../../../../src/modules/seal/ports/seal-work.ts';
import { SealWork } from '../../../../src/modules/seal/ports/seal-work.ts';

interface State {
  seals: Map<string, SealRecord>;
  grants: Map<string, GrantRecord>;
  personal: Map<string, PersonalSeal>;
  operations: Map<string, string>;
  inbox: Set<string>;
}

export interface AuditRow {
  readonly action: string;
  readonly subjectId: string;
}

/** The stores of the seal module in memory; a failed piece of work leaves nothing behind. */
export class InMemorySealWork extends SealWork {
  #state: State = { seals: new Map(), grants: new Map(), personal: new Map(), operations: new Map(), inbox: new Set() };
  readonly events: string[] = [];
  readonly audit: AuditRow[] = [];
  readonly jobs: string[] = [];

  async run<T>(work: (stores: SealStores) => Promise<T>): Promise<T> {
    const draft: State = {
      seals: new Map(this.#state.seals),
      grants: new Map(this.#state.grants),
      personal: new Map(this.#state.personal),
      operations: new Map(this.#state.operations),
      inbox: new Set(this.#state.inbox),
    };
    const told: string[] = [];
    const audited: AuditRow[] = [];
    const queued: string[] = [];
    const result = await work(storesOver(draft, told, audited, queued));
    this.#state = draft;
    this.events.push(...told);
    this.audit.push(...audited);
    this.jobs.push(...queued);
    return result;
  }
}

const newest = <T extends { readonly id: string }>(records: Iterable<T>) => [...records].sort((a, b) => (a.id < b.id ? 1 : -1));

function storesOver(state: State, told: string[], audited: AuditRow[], queued: string[]): SealStores {
  return {
    seals: {
      byId: async (id) => {
        const record = state.seals.get(id);
        if (record === undefined) throw new SealMissing();
        return Seal.restore(record);
      },
      ofUnit: async (unitId) =>
        newest(state.seals.values())
          .filter((record) => record.unitId === unitId)
          .map((record) => Seal.restore(record)),
      save: async (seal) => {
        state.seals.set(seal.id, seal.record);
        told.push(...seal.releaseEvents().map(({ type }) => type));
      },
    },
    grants: grantsOver(state, told),
    personal: {
      of: async (accountId) => [...state.personal.values()].filter((seal) => seal.accountId === accountId),
      put: async (seal) => void state.personal.set(`${seal.accountId}:${seal.slot}`, seal),
    },
    operations: {
      answerTo: async (id) => state.operations.get(id),
      remember: async (id, answer) => {
        if (state.operations.has(id)) throw new DomainError('conflict', 'state.not-possible-now');
        state.operations.set(id, answer);
      },
    },
    inbox: {
      firstTime: async (eventId, subscriber) => {
        const key = `${subscriber}:${eventId}`;
        return !state.inbox.has(key) && state.inbox.add(key).has(key);
      },
    },
    jobs: { enqueue: async (name, payload) => void queued.push(`${name} ${JSON.stringify(payload)}`) },
    audit: { record: async (_actor, action, { subjectId }) => void audited.push({ action, subjectId }) },
  };
}

function grantsOver(state: State, told: string[]): SealStores['grants'] {
  const all = (wanted: (record: GrantRecord) => boolean) =>
    newest(state.grants.values())
      .filter(wanted)
      .map((record) => SealGrant.restore(record));
  return {
    byId: async (id) => {
      const record = state.grants.get(id);
      if (record === undefined) throw new GrantMissing();
      return SealGrant.restore(record);
    },
    ofSeal: async (sealId) => all((record) => record.sealId === sealId),
    ofUnit: async (unitId) => all((record) => record.unitId === unitId),
    newestOf: async (sealId, accountId) => all((record) => record.sealId === sealId && record.accountId === accountId)[0],
    save: async (grant) => {
      const { id, sealId, accountId, state: status } = grant.record;
      const rival = [...state.grants.values()].find(
        (other) => other.id !== id && other.sealId === sealId && other.accountId === accountId && other.state === 'pending',
      );
      if (status === 'pending' && rival !== undefined) throw new GrantAlreadyOpen();
      state.grants.set(id, grant.record);
      told.push(...grant.releaseEvents().map(({ type }) => type));
    },
  };
}
