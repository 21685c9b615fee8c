// The HTTP server: puts headers, health, the API and the pages in their order onto one port. Sockets attach to the same
// server elsewhere.
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import express, { type Express, type RequestHandler } from 'express';
import { refused } from '../../shared/lib/result.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { Identities } from '../auth/actor.ts';
import type { Site } from '../auth/origin.ts';
import type { Clock, LiveLines, Log } from '../ports.ts';
import { apiRouter } from './api.ts';
import { healthRouter } from './health.ts';
import {
  errorAnswer,
  noteAddress,
  protectiveHeaders,
  refuseForeignSites,
  refuseManyHeaders,
  requestLog,
} from './middleware.ts';
import { sendProblem } from './problem.ts';
import type { Route } from './route.ts';

export type Listener = Server | TlsServer;

interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface ListenerOptions {
  readonly tls: Certificate | null;
}

export interface ApplicationOptions {
  readonly routes: readonly Route[];
  readonly identities: Identities;
  readonly lines: LiveLines;
  readonly site: Site;
  /** Whether people reach the server by https. */
  readonly secure: boolean;
  /** Off while developing: the page reloader writes scripts into pages. */
  readonly csp: boolean;
  readonly trustProxy: number;
  readonly pages: RequestHandler;
  readonly isReady: () => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Log;
}

/** How often slow ones are looked for; node's own half minute would let a header take four times its limit. */
const CHECKED = { connectionsCheckingInterval: 2 * SECOND_MS };

const MAX_HEADERS = 100;

/** A server that does not listen yet, with limits against slow and huge requests (T59); bodies have their own. */
export function createListener({ tls }: ListenerOptions): Listener {
  const limits = { headersTimeout: 10 * SECOND_MS, requestTimeout: 0, maxHeaderSize: 16_384, ...CHECKED };
  const server = tls ? createTlsServer({ ...secureContext(tls), ...limits }) : createServer(limits);
  // Node forgets those beyond without a word; one more lets it be seen that there were too many.
  server.maxHeadersCount = MAX_HEADERS + 1;
  return server;
}

/** What the server speaks, and with which certificate; the same at the start and when it is renewed. */
export function secureContext({ cert, key }: Certificate): SecureContextOptions {
  return { cert, key, minVersion: 'TLSv1.2' };
}

export function createApplication(options: ApplicationOptions): Express {
  const { routes, identities, lines, site, secure, csp, clock, log, pages, isReady } = options;
  const application = express();
  application.disable('x-powered-by');
  application.set('etag', false);
  application.use(protectiveHeaders({ secure, csp }));
  application.use(refuseManyHeaders(MAX_HEADERS));
  application.use(noteAddress(options.trustProxy));
  application.use(requestLog(log, clock));
  application.use(healthRouter({ isReady }));
  application.use(
    '/api/v1',
    refuseForeignSites(site, secure),
    healthRouter({ isReady }),
    apiRouter(routes, identities, lines),
  );
  application.use(pages);
  application.use((_request, response) => {
    sendProblem(response, refused('not-found'));
  });
  application.use(errorAnswer(log));
  return application;
}
