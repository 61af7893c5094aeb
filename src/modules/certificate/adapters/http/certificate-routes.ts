import { Router } from 'express';
import { Routes } from '../../../../web/routes.ts';
import type { PkiRoutes } from './pki-routes.ts';

interface Mounted {
  mount(router: Router): void;
}

export class CertificateRoutes extends Routes {
  readonly #pages: readonly Mounted[];
  readonly #pki: PkiRoutes;

  constructor(pages: readonly Mounted[], pki: PkiRoutes) {
    super();
    this.#pages = pages;
    this.#pki = pki;
  }

  override pages(): Router {
    const router = Router();
    for (const group of this.#pages) group.mount(router);
    return router;
  }

  override machines(): Router {
    const router = Router();
    this.#pki.mount(router);
    return router;
  }
}
