import { Router } from 'express';
import { Routes } from '../../../../web/routes.ts';

/** One group of pages that adds its addresses to the router. */
export interface RouteGroup {
  mount(router: Router): void;
}

export class PartnerRoutes extends Routes {
  constructor(private readonly groups: readonly RouteGroup[]) {
    super();
  }

  pages(): Router {
    const router = Router();
    for (const group of this.groups) group.mount(router);
    return router;
  }
}
