// What the server says of a meeting: to whoever keeps its minutes by itself, to readers as their list of sealed meetings tells it.
import type { Meeting, MeetingList } from '../shared/api/meeting.schema.ts';
import { refused } from '../shared/lib/result.ts';
import type { DurationMs } from '../shared/lib/time.ts';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';

interface Asking {
  /** Whether whoever is signed in keeps the minutes of any body. */
  readonly keepsMinutes: boolean;
  readonly withinMs?: DurationMs;
}

/** Refusals: `not-found` for what they may not even see, and those of an answer that did not come. */
export async function readMeetingRow(
  api: Pick<Api, 'get'>,
  id: string,
  { keepsMinutes, ...asking }: Asking,
): Promise<Answer<Meeting>> {
  if (keepsMinutes) {
    const own = await api.get<Meeting>(`/meetings/${id}`, asking);
    // An account may keep the minutes of one body and read those of another.
    if (own.ok || own.code !== 'not-found') return own;
  }
  const listed = await api.get<MeetingList>('/meetings', asking);
  if (!listed.ok) return listed;
  const row = listed.value.meetings.find((meeting) => meeting.id === id && meeting.phase === 'archived');
  return row ? { ok: true, value: row } : refused('not-found');
}
