import { createHash } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import type { Clock } from '../../../../kernel/clock.ts';
import type { Authorities } from '../../ports/authorities.ts';
import type { RevocationLists } from '../../ports/revocation-lists.ts';
import type { OcspResponder } from '../x509/ocsp-responder.ts';

/** RFC 5019 5: a request that fits in a GET is at most 255 octets of base64; some clients send more. */
const maxRequestBytes = 32 * 1024;

/** Certificates, CRLs and status of the CA at the addresses that certificates name (RFC 5280 4.2.1.13, 4.2.2.1; RFC 6960 A). */
export class PkiRoutes {
  constructor(
    private readonly authorities: Authorities,
    private readonly lists: RevocationLists,
    private readonly responder: OcspResponder,
    private readonly clock: Clock,
  ) {}

  mount(router: Router): void {
    router.post('/pki/ocsp', express.raw({ type: () => true, limit: maxRequestBytes }), (req, res) => this.#postOcsp(req, res));
    router.get('/pki/ocsp/*request', (req, res) => this.#getOcsp(req, res));
    router.get('/pki/:file', (req, res) => this.#file(req, res));
  }

  async #postOcsp(req: Request, res: Response): Promise<void> {
    const body: unknown = req.body;
    await this.#answer(res, body instanceof Uint8Array ? body : Buffer.of());
  }

  /** Base64 may hold slashes, escaped or not: the rest of the address is the request. */
  async #getOcsp(req: Request, res: Response): Promise<void> {
    const encoded = decoded(req.path.slice('/pki/ocsp/'.length));
    // RFC 5019 6.2: an answer may be kept for a while; ours for as short as a revocation should wait.
    res.set('Cache-Control', 'public, max-age=60, no-transform, must-revalidate');
    await this.#answer(res, Buffer.from(encoded, 'base64'));
  }

  async #answer(res: Response, request: Uint8Array): Promise<void> {
    const der = Buffer.from(await this.responder.answer(request));
    res.set('ETag', etagOf(der)).type('application/ocsp-response').send(der);
  }

  async #file(req: Request, res: Response): Promise<void> {
    const match = /^([a-z0-9-]{1,40})\.(crl|cer)$/.exec(String(req.params['file']));
    const [, id = '', kind] = match ?? [];
    if (kind === 'crl') return this.#crl(res, id);
    const authority = kind === 'cer' ? await this.authorities.byId(id) : undefined;
    if (authority === undefined) {
      res.status(404).type('text/plain').send('not found');
      return;
    }
    const der = Buffer.from(authority.der);
    res.set('Cache-Control', 'public, max-age=86400').set('ETag', etagOf(der)).type('application/pkix-cert').send(der);
  }

  async #crl(res: Response, issuer: string): Promise<void> {
    const list = await this.lists.latest(issuer);
    if (list === undefined) {
      res.status(404).type('text/plain').send('not found');
      return;
    }
    const left = Math.floor((list.nextUpdate.getTime() - this.clock.now().getTime()) / 1000);
    const der = Buffer.from(list.der);
    res.set('Cache-Control', `public, max-age=${Math.max(0, Math.min(300, left))}`).set('ETag', etagOf(der));
    res.set('Last-Modified', list.thisUpdate.toUTCString()).type('application/pkix-crl').send(der);
  }
}

function etagOf(bytes: Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}
