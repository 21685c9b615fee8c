// One POST to an address that an operator wrote down, so that it leads nowhere else: the name is looked up once and the answer
// is where we connect, no redirect is followed, and neither time nor what comes back is without a limit.
import { lookup } from 'node:dns/promises';
import { request as requestPlain, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { NoticeFault } from '../../shared/domain/notice.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import { isPublicAddress } from './public-address.ts';

export interface Resolved {
  readonly address: string;
  readonly family: number;
}

/** Every address of a name; rejects when there is none. */
export type Resolve = (hostname: string) => Promise<readonly Resolved[]>;

export interface OutsideCall {
  readonly url: URL;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The operator says that it is inside, and meant so. */
  readonly allowPrivate: boolean;
  readonly resolve: Resolve;
  readonly signal: AbortSignal;
}

export type OutsideAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Null when it is longer than anybody reads. */
      readonly text: string | null;
      /** As it came. */
      readonly retryAfter: string | null;
    }
  | { readonly kind: 'failed'; readonly fault: NoticeFault; readonly detail: string | null };

const SILENCE_MS = 20 * SECOND_MS;
const MAX_ANSWER_BYTES = 16_384;

export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/** Never rejects. */
export async function callOutside(call: OutsideCall): Promise<OutsideAnswer> {
  const { signal, allowPrivate } = call;
  try {
    const found = await untilAborted(addressesOf(call), signal);
    const [first] = found;
    if (first === undefined) return { kind: 'failed', fault: 'unreachable', detail: 'no such name' };
    if (!allowPrivate && !found.every(({ address }) => isPublicAddress(address))) {
      return { kind: 'failed', fault: 'private-address', detail: null };
    }
    return await posted(call, first);
  } catch (error) {
    if (signal.aborted) return { kind: 'failed', fault: 'slow', detail: null };
    return failureOf(error);
  }
}

async function addressesOf({ url, resolve }: OutsideCall): Promise<readonly Resolved[]> {
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return resolve(hostname);
}

function posted(call: OutsideCall, pinned: Resolved): Promise<OutsideAnswer> {
  const { url, body, headers, signal } = call;
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestTls : requestPlain;
    const sent: ClientRequest = send(url, {
      ...{ method: 'POST', agent: false, lookup: always(pinned), signal, timeout: SILENCE_MS },
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' },
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', reject);
    sent.on('response', (response) => {
      readAnswer(response).then(resolve, reject);
    });
    sent.end(body);
  });
}

/** What was looked up before is what is connected to: a name that answers otherwise a moment later changes nothing. */
function always({ address, family }: Resolved): LookupFunction {
  return (_hostname, options, answer) => {
    if (options.all === true) answer(null, [{ address, family }]);
    else answer(null, address, family);
  };
}

async function readAnswer(response: IncomingMessage): Promise<OutsideAnswer> {
  const status = response.statusCode ?? 0;
  const retryAfter = response.headers['retry-after'] ?? null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > MAX_ANSWER_BYTES) {
      response.destroy();
      return { kind: 'answered', status, text: null, retryAfter };
    }
    chunks.push(part);
  }
  return { kind: 'answered', status, text: Buffer.concat(chunks).toString('utf8'), retryAfter };
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const cut = (): void => reject(new Error('cut'));
    if (signal.aborted) cut();
    signal.addEventListener('abort', cut, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cut));
  });
}

/** The address we connect to may stand in a message of the system's; what was sent, and the path with its key, does not. */
function failureOf(error: unknown): OutsideAnswer {
  const { message, code } = error instanceof Error ? { code: null, ...error, message: error.message } : NO_ERROR;
  const isSlow = message === 'no answer in time' || code === 'ETIMEDOUT';
  const isInsecure = typeof code === 'string' && /CERT|TLS|SSL|SELF_SIGNED|EPROTO/.test(code);
  const fault = isSlow ? 'slow' : isInsecure ? 'insecure' : 'unreachable';
  return { kind: 'failed', fault, detail: message };
}

const NO_ERROR = { message: 'unknown', code: null } as const;
