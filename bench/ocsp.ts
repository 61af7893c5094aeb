import { parseCertificate } from '../src/engines/x509/certificate.ts';
import { buildOcspRequest } from '../src/engines/x509/ocsp/ocsp-request.ts';
import { parseOcspResponse } from '../src/engines/x509/ocsp/ocsp-response.ts';
import { Authorities } from '../src/modules/certificate/ports/authorities.ts';
import { bareHello } from './support/bare-servers.ts';
import { report } from './support/figures.ts';
import { loaded } from './support/load.ts';
import { servedPart, serveUntilDone } from './support/processes.ts';
import { runningApp } from './support/running-app.ts';

interface Told {
  readonly get: string;
  readonly hello: string;
}

if (process.argv[2] === 'serve') await serve();
else await main();

/** The application, asked about the issuing CA's own responder: a serial that the database must look up. */
async function serve(): Promise<void> {
  const app = await runningApp(10);
  const authorities = app.container.get(Authorities);
  const [issuing, responder] = await Promise.all(['issuing', 'ocsp'].map((id) => authorities.byId(id)));
  if (issuing === undefined || responder === undefined) throw new Error('there is no authority');
  const request = buildOcspRequest(parseCertificate(responder.der), parseCertificate(issuing.der));
  const get = `${app.url}/pki/ocsp/${encodeURIComponent(request.toString('base64'))}`;
  const answer = Buffer.from(await (await fetch(get)).arrayBuffer());
  if (parseOcspResponse(answer).status !== 'successful') throw new Error('no good answer');
  await serveUntilDone({ get, hello: await bareHello(answer.length) } satisfies Told);
  await app.stop();
  process.exit(0);
}

async function main(): Promise<void> {
  const { told, stop } = await servedPart<Told>('serve');
  const floor = await loaded({ url: told.hello });
  const get = await loaded({ url: told.get });
  await stop();
  report('ocsp', { connections: 10, server: 'one process; state read from PostgreSQL for each question, signature kept for an hour' }, [
    { what: 'bare node:http, as many bytes', value: floor.perSecond, unit: '/s', note: `floor; p99 ${floor.p99Ms} ms` },
    { what: 'OCSP by GET', value: get.perSecond, unit: '/s', floor: floor.perSecond, note: `p99 ${get.p99Ms} ms` },
  ]);
}
