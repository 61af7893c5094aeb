import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';

/** Listens on a free port of 127.0.0.1; answers the address. */
export async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** The least that node:http can do: `bytes` bytes in answer to anything. */
export function bareHello(bytes: number): Promise<string> {
  const body = Buffer.alloc(bytes, 'h');
  return listening((_req, res) => void res.writeHead(200, { 'content-type': 'text/plain', 'content-length': body.length }).end(body));
}

export function expressHello(): Promise<string> {
  const app = express();
  app.get('/', (_req, res) => void res.send('hello'));
  return listening(app);
}
