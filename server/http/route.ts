// Joins a route's definition with its handler: parses what the definition says, calls the handler, presents its result.
// The only place where request bodies become typed values and results become answers.
import type { IncomingHttpHeaders } from 'node:http';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type {
  AnswerOf,
  BodyOf,
  FileAnswer,
  ParamsOf,
  QueryOf,
  RouteDefinition,
} from '../../shared/api/route.schema.ts';
import { passes } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { invariant } from '../../shared/lib/assert.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { Actor } from '../auth/actor.ts';
import { DOCUMENT_POLICY } from '../export/html.ts';
import { disposition } from './disposition.ts';
import { addressOf } from './middleware.ts';
import { sendProblem } from './problem.ts';

/** What a handler gets: parsed values, who asks, and a way to set headers of the answer. */
export interface RouteRequest<D extends RouteDefinition> {
  readonly params: ParamsOf<D>;
  readonly query: QueryOf<D>;
  readonly body: BodyOf<D>;
  readonly actor: D['rule'] extends 'anyone' ? Actor | null : Actor;
  /** The `If-Match` header as it came; null when absent (only where the definition allows that). */
  readonly ifMatch: string | null;
  /** As far as TRUST_PROXY lets it be believed. */
  readonly callerAddress: string;
  readonly headers: IncomingHttpHeaders;
  setHeader(name: string, value: string): void;
}

export type Handler<D extends RouteDefinition> = (
  request: RouteRequest<D>,
) => Promise<Result<AnswerOf<D>, RefusalCode>>;

/** A definition that can answer: what the server mounts and the documentation lists. */
export interface Route {
  readonly definition: RouteDefinition;
  answer(request: Request, response: Response, actor: Actor | null): Promise<void>;
}

/** Makes a route of `definition`: every answer passes its schema, so that nothing undocumented can leak out. */
export function route<const D extends RouteDefinition>(definition: D, handler: Handler<D>): Route {
  return {
    definition,
    answer: async (request, response, actor) => {
      const parsed = parseRequest(definition, request, response, actor);
      if (!parsed.ok) return sendProblem(response, parsed);
      const result = await handler(parsed.value);
      // What was read for somebody is theirs only while they may read it; what was changed is changed.
      const isLost = definition.method === 'get' && actor?.isCurrent?.() === false;
      if (isLost) sendProblem(response, refused('not-signed-in'));
      else if (result.ok) present(definition, result.value, response);
      else sendProblem(response, result);
    },
  };
}

/** As `route`, for what is no JSON: `handler` reads the body or writes the answer itself, and answers null then. */
export function streamRoute<const D extends RouteDefinition>(
  definition: D,
  handler: (
    request: RouteRequest<D>,
    streams: { readonly request: Request; readonly response: Response },
  ) => Promise<Result<AnswerOf<D> | null, RefusalCode>>,
): Route {
  return {
    definition,
    answer: async (request, response, actor) => {
      const parsed = parseRequest(definition, request, response, actor);
      if (!parsed.ok) return sendProblem(response, parsed);
      const result = await handler(parsed.value, { request, response });
      if (!result.ok) sendProblem(response, result);
      else if (result.value !== null) present(definition, result.value, response);
    },
  };
}

function parseRequest<D extends RouteDefinition>(
  definition: D,
  request: Request,
  response: Response,
  actor: Actor | null,
): Result<RouteRequest<D>, RefusalCode> {
  const passed = passes(actor, definition.rule);
  if (!passed.ok) return passed;
  // An id that cannot exist is an unknown id.
  const params = parsePart(definition.params, request.params);
  if (!params.ok) return refused('not-found');
  const query = parsePart(definition.query, request.query);
  if (!query.ok) return query;
  const body = parseBody(definition.body, request);
  if (!body.ok) return body;
  const ifMatch = request.headers['if-match'] ?? null;
  if (definition.ifMatch === 'required' && ifMatch === null) return refused('version-required');
  const { headers } = request;
  const setHeader = (name: string, value: string): void => {
    response.setHeader(name, value);
  };
  const callerAddress = addressOf(response);
  const parts = { params: params.value, query: query.value, body: body.value };
  // The compiler cannot see that each part was parsed by the very schema its type is taken from.
  return ok({ ...parts, actor, ifMatch, callerAddress, headers, setHeader } as RouteRequest<D>);
}

function parseBody(schema: z.ZodType | undefined, request: Request): Result<unknown, 'invalid' | 'unsupported-format'> {
  if (schema === undefined) return ok(undefined);
  const body: unknown = request.body;
  const length = request.headers['content-length'] ?? '0';
  if (body === undefined && length !== '0') {
    return refused('unsupported-format', { format: request.headers['content-type'] ?? 'none' });
  }
  return parsePart(schema, body);
}

function parsePart(schema: z.ZodType | undefined, value: unknown): Result<unknown, 'invalid'> {
  if (schema === undefined) return ok(undefined);
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), code: issue.code }));
  return refused('invalid', { errors: errors.slice(0, MAX_ERRORS) });
}

const MAX_ERRORS = 50;

function present(definition: RouteDefinition, value: unknown, response: Response): void {
  const { answer, status } = definition;
  response.status(status);
  if (answer === undefined) return void response.end();
  if (isFileAnswer(answer, value)) return sendFile(value, response);
  invariant(!isMediaTypes(answer), `${definition.name} answered without a file`);
  response.json(answer.parse(value));
}

function isMediaTypes(answer: z.ZodType | readonly string[]): answer is readonly string[] {
  return Array.isArray(answer);
}

function isFileAnswer(answer: z.ZodType | readonly string[], value: unknown): value is FileAnswer {
  return isMediaTypes(answer) && typeof value === 'object' && value !== null && 'content' in value;
}

function sendFile({ mediaType, fileName, content }: FileAnswer, response: Response): void {
  response.setHeader('Content-Disposition', disposition('attachment', fileName));
  // Exported HTML opened from here must not act as a page of this site.
  response.setHeader('Content-Security-Policy', `${DOCUMENT_POLICY}; sandbox; frame-ancestors 'none'`);
  response.type(mediaType).send(typeof content === 'string' ? content : Buffer.from(content));
}
