// What a replica does about each refusal and each end of a session: go on, go on later, wait for a person, or give
// this replica up. One table, so that no refusal is forgotten.
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { CLOSE_CODES } from '../../shared/protocol/close-code.ts';
import { SECOND_MS, type DurationMs } from '../../shared/lib/time.ts';

/** `diverged`: contents differ although nothing is missing; found by the digest. */
export type GiveUpReason = RefusalCode | 'diverged';

export type RefusalAnswer =
  /** Take a new client id and join again. */
  | { readonly kind: 'rename' }
  /** Nothing is wrong with the content: join again later and send what is owed. */
  | { readonly kind: 'again'; readonly afterMs: DurationMs }
  /** Keep everything; a person has to sign in, reload or ask. */
  | { readonly kind: 'halt'; readonly code: RefusalCode }
  /** The history has a hole for ever: keep it as late work, start afresh. */
  | { readonly kind: 'give-up'; readonly code: RefusalCode };

const GIVE_UP: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'update-malformed',
  'update-not-allowed',
  'too-large',
  'document-full',
  'document-frozen',
  'access-read-only',
  'epoch-changed',
  'sealed',
  'invalid',
]);

export function answerTo(code: RefusalCode, data: Readonly<Record<string, unknown>> = {}): RefusalAnswer {
  if (code === 'client-id-taken') return { kind: 'rename' };
  if (code === 'rate-limited') return { kind: 'again', afterMs: retryAfter(data) };
  if (code === 'storage-unavailable') return { kind: 'again', afterMs: 5 * SECOND_MS };
  if (code === 'update-unresolved') return { kind: 'again', afterMs: 0 };
  return GIVE_UP.has(code) ? { kind: 'give-up', code } : { kind: 'halt', code };
}

/** Ends that the client may not come back from by itself (contract.md, Close codes). */
export const ENDED: ReadonlyMap<number, RefusalAnswer & { readonly kind: 'halt' | 'give-up' }> = new Map([
  [CLOSE_CODES.malformed, { kind: 'give-up', code: 'update-malformed' }],
  [CLOSE_CODES.unauthorised, { kind: 'halt', code: 'not-signed-in' }],
  [CLOSE_CODES.notFound, { kind: 'halt', code: 'not-found' }],
  [CLOSE_CODES.refused, { kind: 'give-up', code: 'update-not-allowed' }],
  [CLOSE_CODES.tooLarge, { kind: 'give-up', code: 'too-large' }],
  [CLOSE_CODES.clientTooOld, { kind: 'halt', code: 'client-too-old' }],
]);

function retryAfter(data: Readonly<Record<string, unknown>>): DurationMs {
  const seconds = data['retryAfterSeconds'];
  return typeof seconds === 'number' && seconds >= 0 ? Math.min(seconds, 600) * SECOND_MS : SECOND_MS;
}
