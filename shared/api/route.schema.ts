// The form in which every HTTP route is written down once: the server validates and presents by it, and the OpenAPI
// document is generated from it, so the documentation cannot drift from what runs.
import type { z } from 'zod';
import type { Rule } from '../domain/authority.ts';
import type { RefusalCode } from '../domain/errors.ts';

export interface RouteDefinition {
  /** The OpenAPI operationId: a verb and what it acts on. */
  readonly name: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1`, parameters in braces: `/meetings/{id}`. */
  readonly path: string;
  /** Which group of the documentation it stands in. */
  readonly tag:
    | 'session'
    | 'accounts'
    | 'meetings'
    | 'bodies'
    | 'register'
    | 'tasks'
    | 'series'
    | 'templates'
    | 'phrases'
    | 'notes'
    | 'files'
    | 'links'
    | 'check-in'
    | 'papers'
    | 'archive'
    | 'history'
    | 'office';
  /** One sentence for people who script the product. */
  readonly summary: string;
  /**
   * Who gets as far as the handler: all but `anyone` need a session or an api token, else 401; an action needs an account
   * that may do it somewhere, else 404. The service asks again, of the very thing it is about to be done to.
   */
  readonly rule: Rule;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Takes multipart/form-data with one part `file` instead of JSON; read as it comes, never kept in memory. */
  readonly upload?: true;
  /** 1 MB unless said otherwise. */
  readonly maxBodyBytes?: number;
  /** PATCH or PUT with `If-Match`: `required` answers 428 without it. */
  readonly ifMatch?: 'required' | 'optional';
  readonly status: 200 | 201 | 204;
  /** JSON of this shape, or a file (a string of media types), or nothing (204). */
  readonly answer?: z.ZodType | readonly string[];
  /** Refusals besides those every route can give (401, 404, 422, 429, 413). */
  readonly refusals: readonly RefusalCode[];
}

/** An answer that is a file rather than JSON. */
export interface FileAnswer {
  readonly mediaType: string;
  readonly fileName: string;
  readonly content: string | Uint8Array;
}

export type ParamsOf<D extends RouteDefinition> = D extends { readonly params: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;
export type QueryOf<D extends RouteDefinition> = D extends { readonly query: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;
export type BodyOf<D extends RouteDefinition> = D extends { readonly body: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;
export type AnswerOf<D extends RouteDefinition> = D extends { readonly answer: infer A }
  ? A extends z.ZodType
    ? z.input<A>
    : FileAnswer
  : null;

/** Keeps the literal types of `definition`, so that its handler is typed by its schemas. */
export function defineRoute<const D extends RouteDefinition>(definition: D): D {
  return definition;
}
