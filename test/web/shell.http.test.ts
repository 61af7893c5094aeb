import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';

describe('the web shell', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ jobs: false });
  });
  afterAll(() => app?.stop());
  const request = () => supertest(app.app);

  it('answers /health while the database answers', async () => {
    await request().get('/health').expect(200, { status: 'ok', down: [] });
  });

  it('keeps its figures to itself without the right token', async () => {
    await request().get('/metrics').set('Accept', 'application/json').expect(404);
    await request().get('/metrics').set('Accept', 'application/json').set('Authorization', 'Bearer wrong').expect(404);
  });

  it('sends a content security policy without unsafe-inline, unsafe-eval or other origins', async () => {
    const { headers } = await request().get('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-|\*/);
  });

  it('lets only the worker of pdf.js compile WebAssembly', async () => {
    const { headers } = await request().get('/assets/pdfjs/pdf.worker.min.mjs').expect(200);
    expect(headers['content-security-policy']).toContain("'wasm-unsafe-eval'");
  });

  it('keeps the one cookie from scripts and from other sites', async () => {
    const { headers } = await request().get('/sign-in');
    expect(String(headers['set-cookie'])).toMatch(/^yinxin=[\w-]+; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('refuses a form without token, from another site, or with the token of another visit', async () => {
    const form = { login: 'a', password: 'b' };
    await request().post('/sign-in').type('form').send(form).expect(403);
    await request().post('/sign-in').set('Sec-Fetch-Site', 'same-origin').type('form').send(form).expect(403);
    await request().post('/sign-in').set('Sec-Fetch-Site', 'cross-site').type('form').send(form).expect(403);
    const other = await request().get('/sign-in');
    const token = /name="_csrf" value="([^"]+)"/.exec(other.text)?.[1];
    await request()
      .post('/sign-in')
      .set('Sec-Fetch-Site', 'same-origin')
      .type('form')
      .send({ ...form, _csrf: token })
      .expect(403);
  });

  it('leads to signing in and back, and never to another site', async () => {
    const { headers } = await request().get('/account/real-name').set('Accept', 'text/html').expect(303);
    expect(headers['location']).toBe('/sign-in?redirect=%2Faccount%2Freal-name');
    const part = await request().get('/account/real-name').set('Accept', 'text/html').set('HX-Request', 'true').expect(401);
    expect(part.headers['hx-redirect']).toContain('/sign-in');
  });

  it('answers programs with a stable code and nothing inner', async () => {
    const { body } = await request().get('/nowhere').set('Accept', 'application/json').expect(404);
    expect(body).toEqual({ code: 'access.missing', requestId: expect.any(String) });
  });

  it.each(['/assets/../package.json', '/assets/%2e%2e/package.json', '/assets/pdfjs/cmaps/..%2f..%2fpackage.json'])(
    'serves nothing outside its folders: %s',
    async (path) => {
      const { status, text } = await request().get(path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toContain('"dependencies"');
    },
  );

  it('limits how often a sign-in is tried, and says when to come back', async () => {
    const visitor = app.visitor();
    let page = await visitor.get('/sign-in');
    for (let tries = 0; tries < 9 && page.status !== 429; tries++) {
      page = await visitor.submit(await visitor.get('/sign-in'), '/sign-in', { login: '13900000099', password: `Wrong-${tries}-Aa` });
    }
    expect(page.status).toBe(429);
    expect(page.text).toContain('秒后再试');
  });
});
