import { timingSafeEqual } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { Missing } from '../kernel/domain-error.ts';

/** What the process says of itself to a Prometheus: its own figures and how long requests took, by method, route and status. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #token: string;

  /** `token` opens /metrics; empty closes it for everybody. */
  constructor(token: string) {
    this.#token = token;
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first byte of a request to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [this.#registry],
    });
  }

  /** Routes are patterns (`/orders/:id`), never addresses: a label must not carry anybody's number. */
  get observe(): RequestHandler {
    return (req, res, next) => {
      const end = this.#requests.startTimer();
      res.once('finish', () => {
        const route: unknown = req.route?.path;
        end({ method: req.method, route: typeof route === 'string' ? route : 'other', status: String(res.statusCode) });
      });
      next();
    };
  }

  routes(): Router {
    const router = Router();
    router.get('/metrics', async (req, res) => {
      if (!this.#opens(req.get('authorization') ?? '')) throw new Missing();
      res.type(this.#registry.contentType).send(await this.#registry.metrics());
    });
    return router;
  }

  #opens(authorization: string): boolean {
    if (this.#token === '') return false;
    const expected = Buffer.from(`Bearer ${this.#token}`);
    const given = Buffer.from(authorization);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
