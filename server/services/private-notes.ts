// The notes somebody keeps for themselves beside a meeting: theirs alone, as long as they may see its desk. They enter no
// document, and so no snapshot, export, archive or screen.
import type { PrivateNoteAnswer } from '../../shared/api/note.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { Clock } from '../ports.ts';
import type { Meetings, PrivateNote, PrivateNotes } from '../register-ports.ts';
import type { ExpectedRevisions } from './revision.ts';

export interface PrivateNoteServiceOptions {
  readonly notes: PrivateNotes;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly clock: Pick<Clock, 'now'>;
}

export class PrivateNoteService {
  readonly #options: PrivateNoteServiceOptions;

  constructor(options: PrivateNoteServiceOptions) {
    this.#options = options;
  }

  /** Refusals: `not-found`. */
  async read(user: ActingUser, id: string): Promise<Result<PrivateNoteAnswer, RefusalCode>> {
    const meetingId = await this.#visible(user, id);
    return meetingId.ok ? ok(presented(await this.#options.notes.of(user.userId, meetingId.value))) : meetingId;
  }

  /** In every phase: what is one's own is not sealed. Refusals: `not-found`, `version-mismatch`. */
  async write(
    user: ActingUser,
    id: string,
    { text, expected }: { readonly text: string; readonly expected: ExpectedRevisions },
  ): Promise<Result<PrivateNoteAnswer, RefusalCode>> {
    const { notes, clock } = this.#options;
    const meetingId = await this.#visible(user, id);
    if (!meetingId.ok) return meetingId;
    const owner = { userId: user.userId, meetingId: meetingId.value };
    const current = await notes.of(owner.userId, owner.meetingId);
    const stale = (revision: number) => refused('version-mismatch', { current: String(revision) });
    if (expected !== 'any' && !expected.includes(String(current.revision))) return stale(current.revision);
    const on = expected === 'any' ? null : current.revision;
    const written = await notes.write(owner, { text, at: clock.now(), on });
    return written ? ok(presented(written)) : stale((await notes.of(owner.userId, owner.meetingId)).revision);
  }

  async #visible(user: ActingUser, id: string): Promise<Result<MeetingId, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(id));
    if (meeting === null) return refused('not-found');
    const permitted = authorize(user, 'notes.own', { kind: 'meeting', meeting });
    return permitted.ok ? ok(meeting.id) : permitted;
  }
}

function presented({ text, revision, updatedAt }: PrivateNote): PrivateNoteAnswer {
  return { text, revision: String(revision), updatedAt };
}
