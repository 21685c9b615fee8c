// Everything under /api/v1: mounts routes by their definitions, with the OpenAPI document made from the same ones.
import { Router, type RequestHandler } from 'express';
import { passes } from '../../shared/domain/authority.ts';
import { refused } from '../../shared/lib/result.ts';
import { holderOf, type Actor, type Identities } from '../auth/actor.ts';
import type { LiveLines } from '../ports.ts';
import { jsonBody } from './json-body.ts';
import { actorOf, addressOf } from './middleware.ts';
import { openApiDocument } from './openapi.ts';
import { liveRequest } from './live-request.ts';
import { sendProblem } from './problem.ts';
import type { Route } from './route.ts';

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * The router of all `routes`. Who is asking, and whether the rule lets them pass, is settled before a body is read: strangers
 * cannot make us read much, and a handler that forgot to ask would still be closed to them.
 */
export function apiRouter(routes: readonly Route[], identities: Identities, lines: LiveLines): Router {
  const router = Router({ caseSensitive: true });
  router.use(neverStored);
  // A tenth of a second of work that few ask for: done at the first asking, not at every start.
  let document: string | null = null;
  router.get('/openapi.json', (_request, response) => {
    document ??= JSON.stringify(openApiDocument(routes.map((route) => route.definition)));
    response.type('application/json').send(document);
  });
  for (const route of routes) mount(router, route, identities, lines);
  router.use((_request, response) => {
    sendProblem(response, refused('not-found'));
  });
  return router;
}

const neverStored: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

function mount(router: Router, route: Route, identities: Identities, lines: LiveLines): void {
  const { method, path, rule, body, maxBodyBytes } = route.definition;
  const authenticate: RequestHandler = async (request, response, next) => {
    response.locals.route = path;
    const actor = await lines.certain(() => actorOf(request, addressOf(response), identities));
    const passed = passes(actor, rule);
    if (!passed.ok) return sendProblem(response, passed);
    response.locals.actor = actor && { ...actor, isCurrent: liveRequest(request, response, holderOf(actor), lines) };
    next();
  };
  const bodyReaders = body === undefined ? [] : jsonBody(maxBodyBytes ?? MAX_BODY_BYTES);
  const answer: RequestHandler = (request, response) => {
    const actor = response.locals.actor as Actor | null;
    // The body may have taken its time, and so may have the right.
    if (actor?.isCurrent?.() === false) return sendProblem(response, refused('not-signed-in'));
    return route.answer(request, response, actor);
  };
  router[method](expressPath(path), authenticate, ...bodyReaders, answer);
}

/** `/meetings/{id}` → `/meetings/:id`. */
function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
