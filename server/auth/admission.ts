// From rows to what a person or a link may do with a meeting's documents and screens. The wires ask here; the answer is
// authority's.
import { principalOf } from '../../shared/domain/acting-user.ts';
import { accessTo, authorize } from '../../shared/domain/authority.ts';
import type { DocAddress, LinkId, MeetingId } from '../../shared/domain/ids.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { ChairState } from '../../shared/protocol/chair-state.ts';
import type { ScreenState } from '../../shared/protocol/screen-state.ts';
import type { MeetingRow } from '../ports.ts';
import type { LinkRow } from '../account-ports.ts';
import type { Actor } from './actor.ts';

/** `principal` is how journal and claims name the person. */
export interface DocumentAccess {
  readonly principal: string;
  readonly access: 'write' | 'read';
}

/** What a rehearsal shows; see services/rehearsal. Both return the unsubscribe. */
export interface RehearsedPages {
  watchScreen(send: (state: ScreenState) => void): () => void;
  watchChair(send: (state: ChairState) => void): () => void;
}

/** What a link opened on the screens' wire. */
export interface ScreenAccess {
  /** Which page it is for: what is on a screen, or what whoever chairs has before them. */
  readonly page: 'screen' | 'chair';
  readonly linkId: LinkId;
  readonly meetingId: MeetingId;
  readonly screenId: string;
  /** Hangs in the room: what only those in the room may see stands on no other. */
  readonly isInHall: boolean;
  /** Where it is sent from, when that is no meeting but the rehearsal of one. */
  readonly rehearsal?: RehearsedPages;
  /** The stored form of the link's token, and when it is over. */
  readonly hash: string;
  readonly expiresAt: EpochMs | null;
}

/** The screen a link shows that names none. */
const MAIN_SCREEN = 'main';

/** Null when `actor` may not even read. */
export function documentAccess(actor: Actor, meeting: MeetingRow, address: DocAddress): DocumentAccess | null {
  const access = accessTo(actor, { meeting, address });
  return access && { principal: principalOf(actor), access };
}

/** The page that `link` opens; null when it opens none of this wire. */
export function screenAccess(link: LinkRow, meeting: MeetingRow): ScreenAccess | null {
  const screen = link.screen ?? MAIN_SCREEN;
  const holder = { kind: 'link', link: link.kind, meetingId: link.meetingId, screen } as const;
  const page = authorize(holder, 'screen.watch', { kind: 'screen', meeting, screen }).ok
    ? 'screen'
    : authorize(holder, 'chair.watch', { kind: 'chair', meeting }).ok
      ? 'chair'
      : null;
  if (page === null) return null;
  return {
    page,
    linkId: link.id,
    meetingId: meeting.id,
    screenId: screen,
    isInHall: link.kind === 'projector',
    hash: link.tokenHash,
    expiresAt: link.expiresAt,
  };
}
