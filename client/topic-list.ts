// A body's backlog as a page lists it: in groups, and what is said of each topic in a line.
import type { TopicEntry, TopicList } from '../shared/api/series.schema.ts';
import type { Words } from './i18n.svelte.ts';

const TOPIC_GROUPS = ['open', 'taken', 'done', 'removed'] as const;
type TopicGroup = (typeof TOPIC_GROUPS)[number];

function groupOf({ state, removed }: TopicEntry): TopicGroup {
  return removed ? 'removed' : state;
}

/** Those that hold anything, in their order. */
export function groupsOf(topics: readonly TopicEntry[]) {
  const all = TOPIC_GROUPS.map((group) => ({ group, topics: topics.filter((topic) => groupOf(topic) === group) }));
  return all.filter((each) => each.topics.length > 0);
}

interface TopicFact {
  readonly text: string;
  readonly isLate: boolean;
  /** The meeting that it tells of; null for none. */
  readonly href: string | null;
}

/** Where it came from, where it is, who proposed it, until when it is wanted. `today`: `YYYY-MM-DD`. */
export function topicFacts(
  topic: TopicEntry,
  meetings: TopicList['meetings'],
  { words, today }: { readonly words: Words; readonly today: string },
): readonly TopicFact[] {
  const say = words.register.series.topic;
  const nameOf = (id: string | undefined): string =>
    meetings.find((each) => each.id === id)?.title ?? say.unknownMeeting;
  const { origin, taken, state, proposer, wantedBy, reason, postponed } = topic;
  const isLate = wantedBy !== null && wantedBy < today && state === 'open';
  const told = (text: string, meetingId: string | null = null): TopicFact => ({
    text,
    isLate: false,
    href: meetings.some(({ id }) => id === meetingId) ? `/meetings/${meetingId}` : null,
  });
  const facts = [
    ...(taken === null
      ? []
      : [told((state === 'done' ? say.doneIn : say.in)(nameOf(taken.meetingId)), taken.meetingId)]),
    ...(origin === null
      ? taken === null
        ? [told(say.byHand)]
        : []
      : [told(say.postponed(postponed, nameOf(origin.meetingId)), origin.meetingId)]),
    ...(reason === null ? [] : [told(say.reason(reason))]),
    ...(proposer === null ? [] : [told(say.proposedBy(proposer))]),
  ];
  const wanted =
    wantedBy === null
      ? []
      : [{ ...told(isLate ? `${say.until(wantedBy)}　${say.late}` : say.until(wantedBy)), isLate }];
  return [...facts, ...wanted];
}
