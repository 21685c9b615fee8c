// The rules of bundles, as values: what may be asked for, of which meetings, when one is over and when it is gone, and what stands of
// one at a start. Knows no queue and no disk.
import type { BundleOrder, KeptFacts } from '../../shared/api/bundle.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { HOUR_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import { formatsOf } from '../../shared/papers/kinds.ts';
import type { MeetingRow } from '../ports.ts';
import type { ArchiveSummary } from '../register-ports.ts';

/** How long one is kept after it was ready, or ended otherwise. */
const BUNDLE_LIFE_MS: DurationMs = 24 * HOUR_MS;

/** Of a gap that is a whole meeting. */
export const NO_PAPER = { paper: null, format: null, name: null, fact: null };
type Blank = Pick<
  KeptFacts,
  'done' | 'entries' | 'sizeBytes' | 'leftOut' | 'failed' | 'lacking' | 'fault' | 'carried' | 'gaps'
>;
/** As nothing was made of it yet. */
export const BLANK: Blank = {
  ...{ done: 0, entries: 0, sizeBytes: 0, leftOut: 0, failed: 0, lacking: 0, fault: null },
  ...{ carried: [], gaps: [] },
};

/** Refusal: `invalid`. */
export function checkedOrder({
  meetings,
  papers,
  formats,
  files,
  sealed,
  audience,
}: BundleOrder): Result<null, 'invalid'> {
  const makes = papers.some((kind) => formatsOf(kind).some((format) => formats.includes(format)));
  const errors = [
    ...(new Set(meetings).size < meetings.length ? [{ path: 'meetings', code: 'twice' }] : []),
    ...(makes || files || sealed ? [] : [{ path: 'papers', code: 'none' }]),
    // The snapshot holds all that is internal.
    ...(sealed && audience === 'public' ? [{ path: 'sealed', code: 'internal-only' }] : []),
  ];
  return errors.length === 0 ? ok(null) : refused('invalid', { errors });
}

/** `newest`: the newest seal of it, which is what readers may have, wherever it has moved since. */
export function mayHave(
  actor: ActingUser,
  { meeting, newest }: { readonly meeting: MeetingRow; readonly newest: Pick<ArchiveSummary, 'bodyId'> | null },
  audience: BundleOrder['audience'],
): Result<null, RefusalCode> {
  const internal = authorize(actor, 'export.internal', { kind: 'meeting', meeting });
  if (internal.ok) return audience === 'public' && meeting.draft === true ? refused('draft') : ok(null);
  const isRead = newest !== null && authorize(actor, 'archive.read', { kind: 'archive', archive: newest }).ok;
  return isRead && audience === 'public' ? ok(null) : internal;
}

export function isOwn(actor: ActingUser, { maker }: KeptFacts): boolean {
  return authorize(actor, 'account.self', { kind: 'own', userId: brand<UserId>(maker.userId) }).ok;
}

export function makerOf({ userId, displayName, via, address }: ActingUser): KeptFacts['maker'] {
  return { userId, displayName, via: via?.kind ?? null, address: address ?? null };
}

export function isOver({ state }: KeptFacts): boolean {
  return state !== 'waiting' && state !== 'making';
}

export function expiryOf({ endedAt }: KeptFacts): EpochMs | null {
  return endedAt === null ? null : endedAt + BUNDLE_LIFE_MS;
}

export function isExpired(facts: KeptFacts, now: EpochMs): boolean {
  return (expiryOf(facts) ?? Infinity) <= now;
}

/** What stands of a bundle at a start: one that was not finished, or whose bytes are not those it had, is interrupted. */
export function outlived(facts: KeptFacts, sizeBytes: number | null, now: EpochMs): KeptFacts {
  const isWhole = facts.state === 'ready' && sizeBytes === facts.sizeBytes;
  if (isWhole || (isOver(facts) && facts.state !== 'ready')) return facts;
  return { ...facts, ...BLANK, state: 'interrupted', endedAt: now };
}
