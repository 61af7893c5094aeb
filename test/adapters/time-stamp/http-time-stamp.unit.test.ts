import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpTimeStamp } from '../../../src/adapters/time-stamp/http-time-stamp.ts';
import { TimeStampIssuer } from '../../../src/engines/cms/time-stamp-issuer.ts';
import { parseTimeStampToken } from '../../../src/engines/cms/time-stamp-token.ts';
import { OpensslCa } from '../../support/openssl-ca.ts';
import { hasTool } from '../../support/tools.ts';

describe.skipIf(!hasTool('openssl'))('a time-stamp authority over HTTP', () => {
  let server: Server;
  let base: string;
  let kept: Buffer | undefined;

  beforeAll(async () => {
    const authority = new OpensslCa('测试根').issue('测试时间戳服务', { extensions: ['extendedKeyUsage=critical,timeStamping'] });
    const issuer = new TimeStampIssuer({ ...authority, chain: [], policy: '1.2.3.4', accuracySeconds: 1 });
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        if (request.url === '/replay' && kept !== undefined) response.end(kept);
        else if (request.url === '/down') response.writeHead(503).end('later');
        else if (request.url === '/flood') response.end(Buffer.alloc(200_000));
        else {
          const time = request.url === '/lost' ? undefined : new Date();
          void issuer.answer(Buffer.concat(parts), { time, serial: Buffer.from([1]) }).then((answer) => response.end((kept = answer)));
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('answers a token for every request of its own', async () => {
    const stamp = new HttpTimeStamp(`${base}/tsa`);
    for (let round = 0; round < 20; round++) {
      expect(parseTimeStampToken(await stamp.token(Buffer.from(`value ${String(round)}`))).policy).toBe('1.2.3.4');
    }
  });

  it('is not believed when it repeats an old answer', async () => {
    const bytes = Buffer.from('value');
    await new HttpTimeStamp(`${base}/tsa`).token(bytes);
    await expect(new HttpTimeStamp(`${base}/replay`).token(bytes)).rejects.toThrow('time-stamp.wrong-answer');
  });

  it.each([
    ['/down', 'time-stamp.unavailable'],
    ['/flood', 'time-stamp.unavailable'],
    ['/lost', 'time-stamp.wrong-answer'],
  ])('is reported as %s: %s', async (path, code) => {
    await expect(new HttpTimeStamp(base + path).token(Buffer.from('value'))).rejects.toThrow(code);
  });

  it('is reported as unavailable when nobody listens', async () => {
    await expect(new HttpTimeStamp('http://127.0.0.1:9/').token(Buffer.from('value'))).rejects.toThrow('time-stamp.unavailable');
  });
});
