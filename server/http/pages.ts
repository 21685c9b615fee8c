// The client's files: built ones from a folder, or straight from the source by Vite while developing. Unknown page paths
// get the page that finds its way by itself; files that are not there are 404.
import { createReadStream, existsSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import express, { Router, type RequestHandler } from 'express';

export type ClientSource =
  | { readonly kind: 'built'; readonly folder: string }
  /** `root`: the client's source folder. */
  | { readonly kind: 'source'; readonly root: string }
  /** An API without pages. */
  | { readonly kind: 'none' };

export interface Pages {
  readonly handler: RequestHandler;
  close(): Promise<void>;
}

/** `http` carries the page reloader's socket while developing. Throws when the built client is missing. */
export async function clientPages(source: ClientSource, http: Server): Promise<Pages> {
  switch (source.kind) {
    case 'built':
      return { handler: builtPages(source.folder), close: () => Promise.resolve() };
    case 'source':
      return sourcePages(source.root, http);
    case 'none':
      return { handler: (_request, _response, next) => next(), close: () => Promise.resolve() };
  }
}

function builtPages(folder: string): Router {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) throw new Error(`${page} is missing: build the client first (npm run build)`);
  const router = Router();
  // Vite puts the content's hash into the names below assets/, so those never change.
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { index: false, immutable: true, maxAge: '1y', fallthrough: true }),
  );
  router.use(express.static(folder, { index: false, maxAge: 0, setHeaders: askAgainForWorker }));
  router.use((request, response, next) => {
    if (!isPagePath(request.method, request.path)) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.type('html');
    createReadStream(page).on('error', next).pipe(response);
  });
  return router;
}

/** A browser that believed an old service worker to be fresh would keep everyone on an old version. */
function askAgainForWorker(response: ServerResponse, path: string): void {
  if (basename(path) === 'service-worker.js') response.setHeader('Cache-Control', 'no-cache');
}

async function sourcePages(root: string, http: Server): Promise<Pages> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    configFile: join(root, '..', 'vite.config.ts'),
    root,
    appType: 'spa',
    server: { middlewareMode: true, hmr: { server: http } },
  });
  return { handler: vite.middlewares, close: () => vite.close() };
}

/** A page is asked for by GET under a path without a file's ending, outside what programs use. */
function isPagePath(method: string, path: string): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (/^\/(?:api|assets|socket\.io|yjs)(?:\/|$)/.test(path)) return false;
  const last = path.slice(path.lastIndexOf('/') + 1);
  return !last.includes('.');
}
