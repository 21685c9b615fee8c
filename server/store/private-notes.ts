// Private notes: one row a person and meeting, read and written by that pair only. Knows no list of them, so that nothing
// built on it can show one person another's.
import type { MeetingId, UserId } from '../../shared/domain/ids.ts';
import type { PrivateNote, PrivateNotes } from '../register-ports.ts';
import type { Queries } from './queries.ts';
import { runOn } from './run-on.ts';
import type { Writer } from './writer.ts';

const NOTHING: PrivateNote = { text: '', revision: 0, updatedAt: null };

export function sqlPrivateNotes(writer: Pick<Writer, 'run'>, queries: Queries): PrivateNotes {
  const noteOf = async (userId: UserId, meetingId: MeetingId): Promise<PrivateNote> => {
    const row = await queries
      .selectFrom('private_notes')
      .select(['text', 'revision', 'updated_at as updatedAt'])
      .where('user_id', '=', userId)
      .where('meeting_id', '=', meetingId)
      .executeTakeFirst();
    return row ?? NOTHING;
  };
  return {
    of: noteOf,

    async write({ userId, meetingId }, { text, at, on }) {
      if (on !== null && on > 0 && (await noteOf(userId, meetingId)).revision === 0) return null;
      // The comparison is part of the statement, so that of two who write over the same revision one is told.
      const statement = queries
        .insertInto('private_notes')
        .values({ user_id: userId, meeting_id: meetingId, text, revision: 1, updated_at: at })
        .onConflict((conflict) => {
          const update = conflict
            .columns(['user_id', 'meeting_id'])
            .doUpdateSet(({ eb }) => ({ text, revision: eb('private_notes.revision', '+', 1), updated_at: at }));
          return on === null ? update : update.where('private_notes.revision', '=', on);
        });
      const [changed = 0] = await runOn(writer, [statement.compile()]);
      if (changed === 0) return null;
      return on === null ? noteOf(userId, meetingId) : { text, revision: on + 1, updatedAt: at };
    },
  };
}
