import type { Request, RequestHandler } from 'express';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '../kernel/domain-error.ts';

export interface RateRule {
  /** Names the counter. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

/** Throws `too-many` with the seconds to wait when `key` has used up its points. */
export class RateLimit {
  readonly #limiter: RateLimiterAbstract;

  constructor(rule: RateRule) {
    this.#limiter = new RateLimiterMemory({ keyPrefix: rule.name, points: rule.points, duration: rule.seconds });
  }

  async spend(key: string): Promise<void> {
    try {
      await this.#limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new DomainError('too-many', 'access.too-many', { seconds: Math.ceil(refusal.msBeforeNext / 1000) });
    }
  }

  async forgive(key: string): Promise<void> {
    await this.#limiter.delete(key);
  }

  /** As a middleware, by client address. */
  get byAddress(): RequestHandler {
    return async (req: Request, _res, next) => {
      await this.spend(req.ip ?? 'unknown');
      next();
    };
  }
}
