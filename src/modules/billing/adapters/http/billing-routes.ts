import { Router } from 'express';
import { Routes } from '../../../../web/routes.ts';
import type { NoticeRoutes } from './notice-routes.ts';

interface Mounted {
  mount(router: Router): void;
}

export class BillingRoutes extends Routes {
  constructor(
    private readonly parts: readonly Mounted[],
    private readonly notices: NoticeRoutes,
  ) {
    super();
  }

  pages(): Router {
    const router = Router();
    for (const part of this.parts) part.mount(router);
    return router;
  }

  override machines(): Router {
    const router = Router();
    this.notices.mount(router);
    return router;
  }
}
