import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Call {
  readonly method: string;
  /** Path and query exactly as received: signatures cover it. */
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** `silence` takes the request and never answers: a time-out after the work is done. */
export type Reply = { status: number; headers: Record<string, string>; body: string } | 'silence';
export type Handler = (call: Call) => Reply | undefined | Promise<Reply | undefined>;

const LARGEST_BODY = 16 * 1024 * 1024;

export const json = (value: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'access-control-allow-origin': '*' },
  body: JSON.stringify(value),
});
export const html = (body: string, status = 200): Reply => ({ status, headers: { 'content-type': 'text/html; charset=utf-8' }, body });
export const seeOther = (location: string): Reply => ({ status: 303, headers: { location }, body: '' });

/** One HTTP server that asks each handler in turn; the first that answers wins. */
export async function listen(host: string, port: number, handlers: readonly Handler[]): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request, response, handlers).catch((error: unknown) => {
      console.error('simulator:', error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server) };
}

async function answer(request: IncomingMessage, response: ServerResponse, handlers: readonly Handler[]): Promise<void> {
  const body = await bodyOf(request);
  const target = request.url ?? '/';
  const url = new URL(target, 'http://simulator.invalid');
  const call = { method: request.method ?? 'GET', target, path: url.pathname, query: url.searchParams, headers: request.headers, body };
  for (const handler of handlers) {
    const reply = await handler(call);
    if (reply === 'silence') return;
    if (reply === undefined) continue;
    response.writeHead(reply.status, reply.headers).end(reply.body);
    return;
  }
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('not found');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error('request body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
