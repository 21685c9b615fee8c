// What the server says of a meeting: to whoever keeps its minutes by itself, to readers as their list of sealed meetings tells it,
// or, while one is put right that was sealed before, as its newest seal does: what is printed for readers then.
import type { Meeting, MeetingList } from '../shared/api/meeting.schema.ts';
import type { PaperOffers } from '../shared/api/paper.schema.ts';
import { refused } from '../shared/lib/result.ts';
import type { DurationMs } from '../shared/lib/time.ts';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';

/** As much of it as whoever reads it may be told. */
export type MeetingRow = Pick<Meeting, 'id' | 'title' | 'phase' | 'version' | 'bodyId' | 'trashedAt' | 'archiveId'>;

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
): Promise<Answer<MeetingRow>> {
  if (keepsMinutes) {
    const own = await api.get<Meeting>(`/meetings/${id}`, asking);
    // An account may keep the minutes of one body and read those of another.
    if (own.ok || own.code !== 'not-found') return own;
  }
  const listed = await api.get<MeetingList>('/meetings', asking);
  if (!listed.ok) return listed;
  const row = listed.value.meetings.find((meeting) => meeting.id === id && meeting.phase === 'archived');
  return row ? { ok: true, value: row } : sealedRow(api, id, asking);
}

/** Whose it is readers are not told then; the server says what they may all the same. */
async function sealedRow(
  api: Pick<Api, 'get'>,
  id: string,
  asking: Omit<Asking, 'keepsMinutes'>,
): Promise<Answer<MeetingRow>> {
  const offered = await api.get<PaperOffers>(`/meetings/${id}/papers?audience=public`, asking);
  if (!offered.ok) return offered;
  const { sealed } = offered.value;
  if (sealed === null) return refused('not-found');
  return { ok: true, value: { id, phase: 'archived', bodyId: null, trashedAt: null, ...sealed } };
}
