// The OpenAPI 3.1 document, generated from the very definitions that validate and present.
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { ifMatchHeader, problem } from '../../shared/api/problem.schema.ts';
import type { RouteDefinition } from '../../shared/api/route.schema.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { statusOf, type ProblemStatus } from './problem.ts';

const PROBLEM = 'application/problem+json';

/** What `createDocument` gives: plain JSON. */
export type OpenApiDocument = ReturnType<typeof createDocument>;

export function openApiDocument(definitions: readonly RouteDefinition[]): OpenApiDocument {
  const paths: ZodOpenApiPathsObject = {};
  for (const definition of definitions) {
    paths[definition.path] = { ...paths[definition.path], [definition.method]: operation(definition) };
  }
  const document: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: { title: 'Gongbi 共笔', version: '1', description: 'Meetings, their minutes, screens and archive.' },
    servers: [{ url: '/api/v1' }],
    paths,
    components: { securitySchemes },
  };
  return createDocument(document);
}

const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'gongbi_session',
    description: 'Set by POST /session; `__Host-` in front under https.',
  },
  token: { type: 'http', scheme: 'bearer', description: 'An api token made by POST /tokens.' },
} as const;

function operation(definition: RouteDefinition): ZodOpenApiOperationObject {
  const { name, tag, summary, rule, params, query, body } = definition;
  return {
    operationId: name,
    tags: [tag],
    summary,
    security: rule === 'anyone' ? [] : [{ session: [] }, { token: [] }],
    ...(params || query || definition.ifMatch ? { requestParams: requestParams(definition) } : {}),
    ...(body
      ? {
          requestBody: {
            required: !body.safeParse(undefined).success,
            content: { 'application/json': { schema: body } },
          },
        }
      : {}),
    ...(definition.upload ? { requestBody: uploadBody } : {}),
    responses: responses(definition),
  };
}

const uploadBody: NonNullable<ZodOpenApiOperationObject['requestBody']> = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: { file: { type: 'string', format: 'binary' } },
        required: ['file'],
      },
    },
  },
};

function requestParams({
  params,
  query,
  ifMatch,
}: RouteDefinition): NonNullable<ZodOpenApiOperationObject['requestParams']> {
  return {
    ...(params ? { path: params } : {}),
    ...(query ? { query } : {}),
    ...(ifMatch ? { header: ifMatchHeader[ifMatch] } : {}),
  };
}

function responses(definition: RouteDefinition): ZodOpenApiResponsesObject {
  const byStatus: ZodOpenApiResponsesObject = { [`${definition.status}`]: success(definition) };
  for (const [status, codes] of refusalsByStatus(definition)) {
    byStatus[`${status}`] = {
      description: codes.join(', '),
      content: { [PROBLEM]: { schema: problem } },
    };
  }
  return byStatus;
}

function success({ answer }: RouteDefinition): ZodOpenApiResponsesObject[`${1 | 2 | 3 | 4 | 5}${string}`] {
  if (answer === undefined) return { description: 'Done.' };
  if ('safeParse' in answer) return { description: 'Done.', content: { 'application/json': { schema: answer } } };
  return {
    description: 'A file.',
    content: Object.fromEntries(answer.map((mediaType) => [mediaType, { schema: { type: 'string' as const } }])),
  };
}

function refusalsByStatus(definition: RouteDefinition): ReadonlyMap<ProblemStatus, readonly RefusalCode[]> {
  const { rule, params, body, query, refusals, method } = definition;
  const codes = new Set<RefusalCode>(refusals);
  if (rule !== 'anyone') codes.add('not-signed-in');
  if (params || (rule !== 'anyone' && rule !== 'signed-in')) codes.add('not-found');
  if (body || query) codes.add('invalid');
  if (body) codes.add('too-large').add('unsupported-format');
  if (method !== 'get') codes.add('foreign-origin');
  const byStatus = new Map<ProblemStatus, RefusalCode[]>();
  for (const code of codes) byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  return byStatus;
}
