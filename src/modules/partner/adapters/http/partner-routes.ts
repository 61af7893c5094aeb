import { Router } from 'express';
import { Routes } from '../../../../web/routes.ts';
import type { AccountRoutes } from './account-routes.ts';
import type { HomeRoutes } from './home-routes.ts';
import type { RegistrationRoutes } from './registration-routes.ts';
import type { StaffRoutes } from './staff-routes.ts';

export class PartnerRoutes extends Routes {
  constructor(private readonly parts: readonly (HomeRoutes | RegistrationRoutes | AccountRoutes | StaffRoutes)[]) {
    super();
  }

  pages(): Router {
    const router = Router();
    for (const part of this.parts) part.mount(router);
    return router;
  }
}
