import type { Person } from '../../../kernel/actor.ts';

/** Something the person has to do next, for the home page. Texts are finished Chinese sentences of the module that knows. */
export interface HomeTask {
  readonly icon: string;
  readonly title: string;
  readonly detail: string;
  readonly tag: { readonly kind: 'ok' | 'warn' | 'error' | 'info'; readonly icon: string; readonly text: string };
  readonly action: { readonly href: string; readonly label: string };
  /** Lower comes first. */
  readonly urgency: number;
}

/** Each module that gives people something to do implements this; the home page shows them all. */
export abstract class HomeTasks {
  abstract tasksFor(person: Person): Promise<readonly HomeTask[]>;
}
