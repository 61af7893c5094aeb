import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { z } from 'zod';

const requestShape = z.object({ id: z.unknown(), method: z.string(), url: z.string() });
const responseShape = z.object({ statusCode: z.number().nullable() });

/** One line a request: what, how it ended, how long. No headers, no query, no body, and no token that stands in a path. */
export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId: () => randomUUID(),
    autoLogging: { ignore: (req) => (req.url ?? '').startsWith('/assets/') },
    serializers: {
      req: (req: unknown) => {
        const { id, method, url } = requestShape.parse(req);
        return { id, method, path: withoutTokens(url) };
      },
      res: (res: unknown) => ({ status: responseShape.parse(res).statusCode }),
    },
  });
}

/** One-time links and stored files are opened by unguessable parts of a path (256 bits, 43 characters): they are secrets. */
function withoutTokens(url: string): string {
  const [path = ''] = url.split('?');
  return path.replace(/[\w-]{40,}/g, '…');
}
