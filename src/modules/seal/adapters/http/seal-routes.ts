import { Router } from 'express';
import { Routes } from '../../../../web/routes.ts';

export interface RoutePart {
  mount(router: Router): void;
}

/** Every page of the seal module; parts with fixed paths come before those with an id in the same place. */
export class SealRoutes extends Routes {
  constructor(private readonly parts: readonly RoutePart[]) {
    super();
  }

  pages(): Router {
    const router = Router();
    for (const part of this.parts) part.mount(router);
    return router;
  }
}
