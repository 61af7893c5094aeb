/** Something that happened, in past tense, as plain data (it is stored and delivered as JSON). `type` is `module.what-happened`. */
export interface DomainEvent {
  readonly type: string;
}

/** A domain object that guards its own invariants and remembers what it did until it is saved. */
export abstract class Aggregate<E extends DomainEvent> {
  #events: E[] = [];

  protected raise(event: E): void {
    this.#events.push(event);
  }

  /** Hands over the events raised since the last call; a store calls this once, in the transaction that saves the aggregate. */
  releaseEvents(): readonly E[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
