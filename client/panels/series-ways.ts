// The ways from a meeting to the one before it and the one after it of its body, as entries of a menu. Whoever may not see the
// body's series, or is away from the server, has none.
import type { Series, SeriesMeeting } from '../../shared/api/series.schema.ts';
import type { Api } from '../api.ts';
import type { Words } from '../i18n.svelte.ts';
import type { MenuEntry } from '../ui/menu-entry.ts';

interface Neighbours {
  readonly before: SeriesMeeting | null;
  readonly after: SeriesMeeting | null;
}

const NONE: Neighbours = { before: null, after: null };

/** Asks which they are. */
export async function seriesNeighbours(api: Api, meetingId: string, bodyId: string): Promise<Neighbours> {
  const series = await api.get<Series>(`/bodies/${encodeURIComponent(bodyId)}/series`);
  return series.ok ? neighboursIn(series.value.meetings, meetingId) : NONE;
}

/** In their own order, newest first; without a day a meeting has no place among them. */
function neighboursIn(meetings: readonly SeriesMeeting[], meetingId: string): Neighbours {
  const dated = meetings.filter(({ plannedStart }) => plannedStart !== null);
  const at = dated.findIndex(({ id }) => id === meetingId);
  if (at === -1) return NONE;
  return { before: dated[at + 1] ?? null, after: dated[at - 1] ?? null };
}

export function wayEntries({ before, after }: Neighbours, words: Words): readonly MenuEntry[] {
  const say = words.bar.series;
  const way = (meeting: SeriesMeeting | null, label: (title: string) => string): readonly MenuEntry[] =>
    meeting === null
      ? []
      : [{ kind: 'link', label: label(meeting.title), href: `/meetings/${encodeURIComponent(meeting.id)}` }];
  const ways = [...way(before, say.before), ...way(after, say.after)];
  return ways.length === 0 ? [] : [{ kind: 'rule', label: say.label }, ...ways];
}
