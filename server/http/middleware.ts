// What every request passes: headers that protect, who is asking, the guard against foreign sites, a line in the log,
// and the last stop for errors. Knows no route.
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { invariant } from '../../shared/lib/assert.ts';
import { refused, type Refused } from '../../shared/lib/result.ts';
import type { Actor, Identities } from '../auth/actor.ts';
import { callerAddress } from '../auth/caller-address.ts';
import { isSameOrigin, provesSameOrigin, type Site } from '../auth/origin.ts';
import { readSessionCookie } from '../auth/session-cookie.ts';
import { StorageUnavailable, type Clock, type Log } from '../ports.ts';
import { sendInternalProblem, sendProblem } from './problem.ts';

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What of the device our pages may use: the camera, for photographs of what is on the table. */
const PERMISSIONS = [
  'camera=(self)',
  ...['microphone', 'geolocation', 'payment', 'usb', 'serial', 'bluetooth', 'midi', 'display-capture'],
]
  .map((feature) => (feature.includes('=') ? feature : `${feature}=()`))
  .join(', ');
const BEARER = /^Bearer +(\S+)$/i;

/** Security headers. Without TLS nothing asks the browser to upgrade, or a plain-http LAN would show an empty page. */
export function protectiveHeaders({
  secure,
  csp,
}: {
  readonly secure: boolean;
  readonly csp: boolean;
}): RequestHandler {
  const directives = {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    workerSrc: ["'self'"],
    manifestSrc: ["'self'"],
    mediaSrc: ["'self'", 'blob:'],
    frameSrc: ["'none'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: null,
    // Text becomes markup or the address of a script only by the hand of those who made them: the framework's own
    // templates, the editor's inert document for what is pasted, the one worker (client/offline/registration).
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ['svelte-trusted-html', 'ProseMirrorClipboard', 'gongbi-worker'],
  };
  const headers = helmet({
    contentSecurityPolicy: csp ? { useDefaults: false, directives } : false,
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // Browsers ignore these two on plain http and complain about it.
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  });
  return (request, response, next) => {
    response.setHeader('Permissions-Policy', PERMISSIONS);
    headers(request, response, next);
  };
}

/** Refuses what carries more than `most` header lines: none is left out in silence, the one that protects least of all (T59). */
export function refuseManyHeaders(most: number): RequestHandler {
  return (request, response, next) => {
    if (request.rawHeaders.length <= most * 2) return next();
    response.writeHead(431, { connection: 'close' }).end();
  };
}

/** One line a request: route and status, who, how long. The path itself may hold a token and stays out. */
export function requestLog(log: Log, clock: Clock): RequestHandler {
  return (request, response, next) => {
    const startedAt = clock.monotonicMs();
    response.on('finish', () => {
      const ms = Math.round(clock.monotonicMs() - startedAt);
      const route = typeof response.locals.route === 'string' ? response.locals.route : null;
      if (route !== null) log.info('request', { method: request.method, route, status: response.statusCode, ms });
    });
    next();
  };
}

/** Refuses what another site's page makes a browser send: 403 before anything is read or changed (T44). */
export function refuseForeignSites(site: Site, secure: boolean): RequestHandler {
  return (request, response, next) => {
    const { headers, method } = request;
    const byToken = headers.authorization !== undefined;
    const withCookie = readSessionCookie(headers.cookie, secure) !== null;
    const changes = !READS.has(method);
    const foreign = changes && withCookie ? !provesSameOrigin(headers, site) : !isSameOrigin(headers, site);
    if (!byToken && foreign && (changes || withCookie)) sendProblem(response, refused('foreign-origin'));
    else next();
  };
}

/** Notes where each request came from, as far as that can be believed. */
export function noteAddress(trustProxy: number): RequestHandler {
  return (request, response, next) => {
    response.locals.address = callerAddress(request, trustProxy);
    next();
  };
}

/** What `noteAddress` noted. */
export function addressOf(response: Response): string {
  const address: unknown = response.locals.address;
  invariant(typeof address === 'string', 'where a request came from was not noted');
  return address;
}

/** Who is asking; null without a valid credential. An `Authorization` header counts alone, the cookie is not looked at. */
export async function actorOf(request: Request, address: string, identities: Identities): Promise<Actor | null> {
  const { authorization, cookie } = request.headers;
  if (authorization === undefined) return identities.ofCookie(cookie, address);
  const token = BEARER.exec(authorization)?.[1];
  return token === undefined ? null : identities.ofToken(token, address);
}

/**
 * The last stop: what the body reader refused and what the disk did not take becomes a problem, everything else is our
 * bug and answers 500.
 */
export function errorAnswer(log: Log): ErrorRequestHandler {
  return (error: unknown, request: Request, response: Response, _next) => {
    if (response.headersSent) {
      // Express would write the stack to standard error by itself: no line of the log, and nothing in it cut short.
      log.warn('an answer broke off', { error, method: request.method, route: response.locals.route ?? null });
      return void response.destroy();
    }
    const refusal = readRefusal(error);
    if (refusal !== null) return sendProblem(response, refusal);
    if (error instanceof StorageUnavailable) {
      log.warn('a request was refused: the storage takes no writes', { route: response.locals.route ?? null });
      return sendProblem(response, refused('storage-unavailable'));
    }
    log.error('request failed', { error, method: request.method, route: response.locals.route ?? null });
    sendInternalProblem(response);
  };
}

/** What Express and its body reader throw for requests that cannot be read; null for anything else. */
function readRefusal(error: unknown): Refused<RefusalCode> | null {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null;
  const { status } = error;
  if (typeof status !== 'number' || status < 400 || status >= 500) return null;
  // Without a type it is a path that cannot be decoded.
  if (!('type' in error)) return refused('not-found');
  if (error.type === 'entity.too.large')
    return refused('too-large', { limitBytes: 'limit' in error ? error.limit : null });
  const code = error.type === 'entity.parse.failed' ? 'malformed-json' : 'malformed-body';
  return refused('invalid', { errors: [{ path: '', code }] });
}
