import { DomainError } from './domain-error.ts';

export class IllegalTransition extends DomainError {
  constructor(machine: string, from: string, event: string) {
    super('conflict', 'state.not-possible-now', { machine, from, event });
  }
}

export interface Transition<S extends string, E extends string> {
  readonly from: S;
  readonly event: E;
  readonly to: S;
}

/**
 * The legal transitions of one kind of object, as a table. Guards live in the domain object; the table alone says which state may follow which.
 * Where an event can end in several states (an amount check: right, wrong, wrong for the last time) the caller names the one its guard chose.
 */
export class StateMachine<S extends string, E extends string> {
  readonly name: string;
  readonly transitions: readonly Transition<S, E>[];

  constructor(name: string, rows: readonly (readonly [from: S, event: E, to: S])[]) {
    this.name = name;
    this.transitions = rows.map(([from, event, to]) => ({ from, event, to }));
  }

  can(from: S, event: E): boolean {
    return this.transitions.some((row) => row.from === from && row.event === event);
  }

  /** The state after `event`; throws IllegalTransition (a conflict) when the table has no such row. */
  after(from: S, event: E, chosen?: S): S {
    const rows = this.transitions.filter((row) => row.from === from && row.event === event);
    const row = chosen === undefined ? rows[0] : rows.find((candidate) => candidate.to === chosen);
    if (row === undefined) throw new IllegalTransition(this.name, from, event);
    return row.to;
  }
}
