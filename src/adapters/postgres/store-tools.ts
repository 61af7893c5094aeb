import type { Clock } from '../../kernel/clock.ts';
import type { Ids } from '../../kernel/ids.ts';
import type { EventRoutes } from './event-routes.ts';

/** What every store needs besides its transaction. */
export class StoreTools {
  constructor(
    readonly ids: Ids,
    readonly clock: Clock,
    readonly routes: EventRoutes,
  ) {}
}
