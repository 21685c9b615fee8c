// What an answer of the server over HTTP means. Apart from api.ts, so that pages that ask for one thing need not carry it.
import type { FailureCode } from '../shared/i18n/refusal-sentences.ts';
import { ok, refused, type Result } from '../shared/lib/result.ts';

export type Answer<T> = Result<T, FailureCode>;

/**
 * What an HTTP answer means: the value of a 2xx (undefined for an empty one), else the refusal that the problem document
 * names. An answer that is no JSON of ours (a proxy's error page) is `unreachable` for a gateway, `internal` otherwise.
 */
export function readAnswer<T>(status: number, text: string, retryAfter: string | null): Answer<T> {
  const body = parseJson(text);
  if (status >= 200 && status < 300) {
    if (text !== '' && body === undefined) return refused('internal');
    return ok(body as T);
  }
  if (isRecord(body) && typeof body['code'] === 'string') {
    const waiting = retryAfter === null ? {} : { retryAfterSeconds: Number(retryAfter) };
    return refused(body['code'] as FailureCode, { ...waiting, ...body });
  }
  return refused(BY_STATUS[status] ?? 'internal');
}

/** Answers without a problem document come from what stands between: proxies and limits. */
const BY_STATUS: Readonly<Record<number, FailureCode>> = {
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  413: 'too-large',
  429: 'rate-limited',
  502: 'unreachable',
  503: 'unreachable',
  504: 'unreachable',
};

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Not ours; the status alone decides.
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
