import { Router } from 'express';
import { Routes } from '../../../../web/routes.ts';

interface Mounted {
  mount(router: Router): void;
}

/** Fixed addresses first: `/units/new` and `/units/join` must not be taken for a unit's id. */
export class UnitRoutes extends Routes {
  constructor(private readonly parts: readonly Mounted[]) {
    super();
  }

  pages(): Router {
    const router = Router();
    for (const part of this.parts) part.mount(router);
    return router;
  }
}
