import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import express, { Router } from 'express';

const require = createRequire(import.meta.url);

/** Style sheets, icons and browser scripts of our own, htmx and pdf.js from their packages: all from our own origin. */
export function serveAssets(publicFolder: string): Router {
  const router = Router();
  const options = { index: false, maxAge: '1h', fallthrough: true } as const;
  router.use('/assets', express.static(publicFolder, options));
  router.get('/assets/htmx.js', file(join(dirname(require.resolve('htmx.org/package.json')), 'dist', 'htmx.min.js')));
  const pdfjs = dirname(require.resolve('pdfjs-dist/package.json'));
  router.get('/assets/pdfjs/pdf.worker.min.mjs', pdfWorkerPolicy, file(join(pdfjs, 'legacy', 'build', 'pdf.worker.min.mjs')));
  router.get('/assets/pdfjs/pdf.min.mjs', file(join(pdfjs, 'legacy', 'build', 'pdf.min.mjs')));
  for (const folder of ['cmaps', 'standard_fonts', 'wasm'] as const)
    router.use(`/assets/pdfjs/${folder}`, express.static(join(pdfjs, folder), options));
  router.get('/favicon.ico', (_req, res) => res.redirect(301, '/assets/images/mark.svg'));
  router.use('/assets', (_req, res) => void res.status(404).type('text').send('not found'));
  return router;
}

function file(path: string): express.RequestHandler {
  return (_req, res) => res.sendFile(path, { maxAge: '1h' });
}

/** pdf.js compiles WebAssembly decoders (JBIG2, JPEG 2000): only its worker may. */
const pdfWorkerPolicy: express.RequestHandler = (_req, res, next) => {
  res.set('Content-Security-Policy', "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'");
  next();
};
