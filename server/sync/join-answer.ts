// What a session is told when a room lets it in.
import type { Audience } from './audience.ts';
import type { LiveDocument } from './live-document.ts';
import type { Access, Session } from './session.ts';

export interface JoinAnswer {
  readonly access: Access;
  readonly epoch: string;
  readonly seq: number;
  readonly stateVector: Uint8Array;
  readonly missing: Uint8Array;
  /** Everyone who is here, as awareness bytes; null when nobody is. */
  readonly presence: Uint8Array | null;
  /** The content digest at `seq`; costs a walk over the document, so only for those who need it. */
  digest(): string;
  /** Only where the document's end cannot be read. */
  readonly damaged?: true;
}

/** The answer at this instant; closed and damaged documents are for reading only. [R12] */
export function answerTo(
  session: Session,
  live: LiveDocument,
  stateVector: Uint8Array,
  audience: Audience,
): JoinAnswer {
  const closed = live.frozen || live.damaged !== null || live.part === 'record';
  return {
    access: closed ? 'read' : session.access,
    epoch: live.epoch,
    seq: live.seq,
    stateVector: live.stateVector(),
    missing: live.missing(stateVector),
    presence: audience.allPresent(),
    digest: () => audience.digestOf(live),
    ...(live.damaged !== null && { damaged: true }),
  };
}
