import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OutsideHttp, type Repeat } from '../../../src/adapters/outside-http/outside-http.ts';
import { redactAnswer } from '../../../src/adapters/outside-http/redact-answer.ts';

let server: Server;
let url: string;
let calls = 0;
let behave: (response: ServerResponse, call: number) => void;

beforeAll(async () => {
  server = createServer((_request, response) => behave(response, ++calls));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/path?secret=1`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  calls = 0;
});

const http = new OutsideHttp({ timeoutMs: 300, pauseMs: 2, maximumBytes: 1_000 });
const send = (repeat: Repeat, to = url) => http.send(repeat, () => ({ method: 'POST', url: to, body: 'x' }));

describe('a call to an outside party', () => {
  it('gives back status and exact text', async () => {
    behave = (response) => response.writeHead(404).end('{"a":"\\/"}');
    expect(await send('once')).toMatchObject({ ok: true, value: { status: 404, body: '{"a":"\\/"}' } });
  });

  it('is unknown, and sent once only, when a once request gets no answer in time', async () => {
    behave = () => undefined;
    expect(await send('once')).toMatchObject({ ok: false, kind: 'unknown', code: 'outside.timeout' });
    expect(calls).toBe(1);
  });

  it('is unknown when the connection is cut after a once request', async () => {
    behave = (response) => response.destroy();
    expect(await send('once')).toMatchObject({ ok: false, kind: 'unknown' });
    expect(calls).toBe(1);
  });

  it('is unknown when a once request meets a server error', async () => {
    behave = (response) => response.writeHead(500).end();
    expect(await send('once')).toMatchObject({ ok: false, kind: 'unknown', code: 'outside.http-500' });
    expect(calls).toBe(1);
  });

  it('is repeated, when safe, until it succeeds', async () => {
    behave = (response, call) => (call < 3 ? response.writeHead(503).end() : response.end('done'));
    expect(await send('safe')).toMatchObject({ ok: true, value: { body: 'done' } });
    expect(calls).toBe(3);
  });

  it('ends as retry after three attempts when safe', async () => {
    behave = (response) => response.destroy();
    expect(await send('safe')).toMatchObject({ ok: false, kind: 'retry' });
    expect(calls).toBe(3);
  });

  it('may be repeated even when once, if nothing could be sent', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    let built = 0;
    const result = await http.send('once', () => ({ method: 'POST', url: `http://127.0.0.1:${port}/`, body: String(++built) }));
    expect(result).toMatchObject({ ok: false, kind: 'retry', code: 'outside.econnrefused' });
    expect(built).toBe(3);
  });

  it('builds each attempt anew, so that nonces are never used twice', async () => {
    const bodies: string[] = [];
    behave = (response) => response.writeHead(503).end();
    await http.send('safe', () => {
      bodies.push(String(bodies.length));
      return { method: 'POST', url, body: bodies.at(-1) ?? '' };
    });
    expect(bodies).toEqual(['0', '1', '2']);
  });

  it('slows down and ends as retry when the party says 429', async () => {
    behave = (response) => response.writeHead(429).end();
    expect(await send('once')).toMatchObject({ ok: false, kind: 'retry', code: 'outside.too-many' });
  });

  it('refuses an announced answer larger than the maximum without reading it', async () => {
    behave = (response) => response.writeHead(200, { 'content-length': '1000000' }).end('x'.repeat(1_000_000));
    expect(await send('once')).toMatchObject({ ok: false, kind: 'unknown', code: 'outside.answer-unreadable' });
  });

  it('stops reading an endless answer at the maximum', async () => {
    behave = (response) => {
      const timer = setInterval(() => response.write('x'.repeat(400)), 1);
      response.on('close', () => clearInterval(timer));
    };
    expect(await send('once')).toMatchObject({ ok: false, code: 'outside.answer-unreadable' });
  });

  it('counts a dripping answer as a time-out', async () => {
    behave = (response) => {
      const timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(timer));
    };
    expect(await send('once')).toMatchObject({ ok: false, kind: 'unknown', code: 'outside.timeout' });
  });

  it('refuses an answer that is not UTF-8', async () => {
    behave = (response) => response.end(Buffer.from([0xc4, 0xe3]));
    expect(await send('once')).toMatchObject({ ok: false, code: 'outside.answer-unreadable' });
  });

  it('never follows a redirect', async () => {
    behave = (response) => response.writeHead(302, { location: url }).end();
    expect(await send('safe')).toMatchObject({ ok: true, value: { status: 302 } });
    expect(calls).toBe(1);
  });

  it('logs where it went without the query', async () => {
    behave = (response) => response.writeHead(500).end();
    const logged: unknown[] = [];
    const logging = new OutsideHttp({ timeoutMs: 300, log: { warn: (entry) => void logged.push(entry) } });
    await logging.send('once', () => ({ method: 'GET', url }));
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).toContain('/path"');
    expect(JSON.stringify(logged)).not.toContain('secret');
  });
});

describe('an answer in the log', () => {
  it('keeps names and states and masks everything personal', () => {
    const shown = redactAnswer(
      '{"code":"40004","sub_code":"ACQ.X","msg":"no 420106199001010000","name":"王虚构","n":13800000000,"in":{"idNumber":"42010619900101000X"}}',
    );
    expect(shown).toContain('"sub_code":"ACQ.X"');
    for (const secret of ['王虚构', '42010619900101000', '13800000000']) expect(shown).not.toContain(secret);
  });

  it('tells only the length of anything else', () => {
    expect(redactAnswer('<html>王虚构</html>')).toBe('(not JSON, 16 characters)');
  });
});
