import type { Subscriber } from '../../kernel/events.ts';

/** Which subscribers hear which event. Filled once by the container, before the first transaction. */
export class EventRoutes {
  readonly #byName = new Map<string, Subscriber>();
  readonly #namesByEvent = new Map<string, string[]>();

  register(subscribers: readonly Subscriber[]): void {
    for (const subscriber of subscribers) {
      if (this.#byName.has(subscriber.name)) throw new Error(`two subscribers are called ${subscriber.name}`);
      this.#byName.set(subscriber.name, subscriber);
      this.#namesByEvent.set(subscriber.event, [...this.namesFor(subscriber.event), subscriber.name]);
    }
  }

  namesFor(eventType: string): readonly string[] {
    return this.#namesByEvent.get(eventType) ?? [];
  }

  subscriber(name: string): Subscriber | undefined {
    return this.#byName.get(name);
  }
}
