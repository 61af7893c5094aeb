import { Router } from 'express';

/** One thing the process cannot do without. `check` answers false or throws when it is away. */
export interface HealthCheck {
  readonly name: string;
  check(): Promise<boolean>;
}

/** GET /health: 200 while everything answers, 503 with the names of what does not. */
export function healthRoutes(checks: readonly HealthCheck[]): Router {
  const router = Router();
  router.get('/health', async (_req, res) => {
    const results = await Promise.all(checks.map(async (each) => ({ name: each.name, ok: await answers(each) })));
    const down = results.filter((result) => !result.ok).map((result) => result.name);
    res
      .status(down.length === 0 ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: down.length === 0 ? 'ok' : 'down', down });
  });
  return router;
}

async function answers(check: HealthCheck): Promise<boolean> {
  try {
    return await check.check();
  } catch {
    return false; // away is the answer, whatever the reason
  }
}
