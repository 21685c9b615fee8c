// One batch of submitted updates against one document: who contributed what, and what becomes of each update. Changes
// the live document, nothing else; the room commits and answers.
import * as Y from 'yjs';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { DecodedUpdate } from './decode.ts';
import { weigh, type DocumentRules } from './guard.ts';
import type { LiveDocument } from './live-document.ts';
import { sizeTolerance, type SyncLimits } from './room-options.ts';
import type { Respond } from './respond.ts';
import type { Session } from './session.ts';

export interface Submission {
  readonly session: Session;
  readonly update: DecodedUpdate;
  readonly respond: Respond;
}

export type Fate =
  /** In the document, by this update or before it. */
  | { readonly kind: 'held'; readonly submission: Submission }
  | { readonly kind: 'parked'; readonly submission: Submission; readonly structs: number }
  | { readonly kind: 'refused'; readonly submission: Submission; readonly code: RefusalCode; readonly reason: string };

/** What one principal adds in this batch. */
export interface Contribution {
  readonly principal: string;
  readonly updates: Uint8Array[];
  readonly claims: number[];
  readonly sessions: Set<Session>;
}

export interface Intake {
  readonly fates: readonly Fate[];
  readonly contributions: ReadonlyMap<string, Contribution>;
  /** The update after which the document was not sound any more: load again and go on without it. */
  readonly poison: Submission | null;
}

/** What a batch is weighed by. */
export interface IntakeRules {
  readonly rules: DocumentRules;
  readonly limits: SyncLimits;
  /** See GuardContext. */
  readonly announcedBy: (clientId: number) => string | undefined;
}

/** Integrates `batch` in order; stops at the first update that harmed the document. */
export function takeIn(batch: readonly Submission[], live: LiveDocument, by: IntakeRules): Intake {
  const fates: Fate[] = [];
  const contributions = new Map<string, Contribution>();
  for (const submission of batch) {
    const fate = takeOne(submission, live, by, contributions);
    if (fate === 'poison') return { fates, contributions, poison: submission };
    fates.push(fate);
  }
  return { fates, contributions, poison: null };
}

function takeOne(
  submission: Submission,
  live: LiveDocument,
  by: IntakeRules,
  contributions: Map<string, Contribution>,
): Fate | 'poison' {
  const { principal } = submission.session;
  const { rules, limits, announcedBy } = by;
  const { doc } = live;
  const ownerOf = (client: number): string | undefined =>
    client === doc.clientID ? 'server' : live.claims.get(client);
  const verdict = weigh(submission.update, {
    doc,
    rules,
    limits: limits.guard,
    principal: principal.id,
    ownerOf,
    announcedBy,
  });
  switch (verdict.kind) {
    case 'known':
      return { kind: 'held', submission };
    case 'park':
      return { kind: 'parked', submission, structs: verdict.structs };
    case 'refuse':
      return { kind: 'refused', submission, code: 'update-not-allowed', reason: verdict.reason };
    case 'apply': {
      const tooMuch = sizeRefusal(submission, live, limits) ?? claimsRefusal(submission, live, verdict.claims, limits);
      if (tooMuch) return tooMuch;
      const { bytes } = submission.update;
      if (!live.apply(verdict.isMixed ? Y.diffUpdate(bytes, live.stateVector()) : bytes)) return 'poison';
      for (const client of verdict.claims) live.claims.set(client, principal.id);
      contribute(contributions, submission.session, live.takeEmitted(), verdict.claims);
      return { kind: 'held', submission };
    }
  }
}

/** Sizes count what is new to the room: a client may send its whole history again at any time. */
function sizeRefusal(submission: Submission, live: LiveDocument, limits: SyncLimits): Fate | null {
  const { bytes } = submission.update;
  const fresh = bytes.length <= limits.maxUpdateBytes ? bytes.length : Y.diffUpdate(bytes, live.stateVector()).length;
  if (fresh > limits.maxUpdateBytes) return { kind: 'refused', submission, code: 'too-large', reason: 'update-size' };
  const room = limits.maxDocumentBytes - fresh;
  if (live.approximateBytes > room && live.size(sizeTolerance(limits)) > room) {
    return { kind: 'refused', submission, code: 'document-full', reason: 'document-size' };
  }
  return null;
}

/**
 * Every id that ever wrote stays in every state vector: who takes them by the thousand makes all others' vectors too
 * large to join with.
 */
function claimsRefusal(
  submission: Submission,
  live: LiveDocument,
  claims: readonly number[],
  { maxClaims }: SyncLimits,
): Fate | null {
  if (claims.length === 0) return null;
  const { id } = submission.session.principal;
  const own = [...live.claims.values()].filter((owner) => owner === id).length;
  if (own + claims.length <= maxClaims) return null;
  return { kind: 'refused', submission, code: 'update-not-allowed', reason: 'too-many-client-ids' };
}

function contribute(
  contributions: Map<string, Contribution>,
  session: Session,
  updates: readonly Uint8Array[],
  claims: readonly number[],
): void {
  const principal = session.principal.id;
  const contribution = contributions.get(principal) ?? {
    principal,
    updates: [],
    claims: [],
    sessions: new Set<Session>(),
  };
  contribution.updates.push(...updates);
  contribution.claims.push(...claims);
  contribution.sessions.add(session);
  contributions.set(principal, contribution);
}
