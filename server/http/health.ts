// For whoever watches the process: is it there, and can it keep what it is given.
import { Router } from 'express';

/** `/healthz` answers as long as the process does; `/readyz` says whether commits succeed. */
export function healthRouter({ isReady }: { readonly isReady: () => Promise<boolean> }): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const ready = await isReady();
    response.setHeader('Cache-Control', 'no-store');
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not-ready' });
  });
  return router;
}
