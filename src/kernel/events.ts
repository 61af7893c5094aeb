import type { DomainEvent } from './aggregate.ts';

/** An event on its way to one subscriber. `id` stays the same however often it is delivered. */
export interface Delivered<E extends DomainEvent> {
  readonly id: string;
  readonly at: string;
  readonly event: E;
}

/**
 * Reacts to an event of another module (`when-….ts`). Delivery is at least once: `handle` records (event, subscriber) through the inbox
 * in the transaction of its own work, and does nothing the second time.
 */
export abstract class Subscriber {
  abstract readonly name: string;
  abstract readonly event: string;
  abstract handle(delivered: Delivered<DomainEvent>): Promise<void>;
}

/** Remembers which deliveries were done. */
export abstract class Inbox {
  /** True the first time, false ever after; part of the running transaction. */
  abstract firstTime(eventId: string, subscriber: string): Promise<boolean>;
}

/** Remembers the answer to a creating form, by the form's own operation id: the second post gets the first answer. */
export abstract class Operations {
  abstract answerTo(operationId: string): Promise<string | undefined>;
  abstract remember(operationId: string, answer: string): Promise<void>;
}
