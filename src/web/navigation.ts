import type { Actor } from '../kernel/actor.ts';

export interface NavigationItem {
  readonly href: string;
  /** Text key. */
  readonly label: string;
  readonly icon: string;
  /** Position in the menu: the order of the user interface specification, in tens. */
  readonly order: number;
  /** Text key of the heading above the first item of a group. */
  readonly group?: string;
  readonly count?: number;
  /** `person`: under the person's name in the top bar; `unit`: beside the mark, the unit the person acts for. */
  readonly place?: 'menu' | 'person' | 'unit';
  /** A name instead of the text of `label`. */
  readonly name?: string;
}

/** The menu entries one module offers to an actor. What a person may not do is not offered. */
export abstract class Navigation {
  abstract itemsFor(actor: Actor): Promise<readonly NavigationItem[]>;
}
