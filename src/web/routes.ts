import type { Router } from 'express';

/** What a module adds to the web application. The container multi-binds one per module. */
export abstract class Routes {
  /** Pages of people and staff: they pass session, same-origin and token checks. */
  abstract pages(): Router;
  /** Addresses for machines (gateway notices, PKI publication): no session, no cookie. */
  machines?(): Router;
}
