import { type Call, json, type Reply } from './http-kit.ts';

export const FAULTS = {
  'alipay.answer': ['error-before', 'error-after', 'timeout-after', 'bad-signature', 'unsigned', 'wrong-amount'],
  'alipay.notice': ['drop', 'duplicate', 'reorder', 'wrong-amount', 'bad-signature', 'wrong-app', 'wrong-seller', 'rsa1'],
  sms: ['error-before', 'error-after', 'timeout-after', 'throttled', 'refused'],
  mail: ['busy', 'refused', 'cut'],
  identity: ['error-before', 'error-after', 'timeout-after', 'bad-signature', 'unsigned', 'stale'],
} as const satisfies Record<string, readonly string[]>;

export type FaultTarget = keyof typeof FAULTS;

/** Faults ordered in advance; each is used up by the next call or notice of its target. */
export class Faults {
  readonly #planned: { target: string; fault: string }[] = [];

  plan(target: FaultTarget, fault: string, times = 1): void {
    if (!(FAULTS[target] as readonly string[]).includes(fault)) throw new Error(`no fault ${fault} of ${target}`);
    for (let count = 0; count < times; count++) this.#planned.push({ target, fault });
  }

  take(target: FaultTarget): string | undefined {
    const at = this.#planned.findIndex((planned) => planned.target === target);
    return at < 0 ? undefined : this.#planned.splice(at, 1)[0]?.fault;
  }

  /** `GET /admin/faults` lists what is planned and possible; `POST {target, fault, times}` plans; `DELETE` forgets all. */
  handle(call: Call): Reply | undefined {
    if (call.path !== '/admin/faults') return undefined;
    if (call.method === 'DELETE') this.#planned.length = 0;
    if (call.method !== 'POST') return json({ planned: this.#planned, possible: FAULTS });
    const { target, fault, times } = JSON.parse(call.body) as { target: FaultTarget; fault: string; times?: number };
    if (!(target in FAULTS) || !(FAULTS[target] as readonly string[]).includes(fault)) return json({ possible: FAULTS }, 422);
    this.plan(target, fault, Math.min(times ?? 1, 1_000));
    return json({ planned: this.#planned });
  }
}
