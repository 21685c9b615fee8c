// What a new meeting takes over from the last one of its body, and what of it is left out: items that were put off, topics that
// wait, and the item that goes through the tasks. The tasks themselves stay in the register; here they are only shown.
import type { TopicEntry, TopicList } from '../shared/api/series.schema.ts';
import type { Task, TaskPage, TaskStatistics } from '../shared/api/task.schema.ts';
import { TASK_STATES } from '../shared/domain/task-history.ts';
import type { MeetingSnapshot } from '../shared/domain/snapshot.ts';
import type { Api } from './api.ts';
import { nextKey, reviewItem, type PlanItem } from './meeting-plan.ts';

export interface Carried {
  readonly meeting: { readonly id: string; readonly title: string };
  /** In the order of the backlog; without those that the last meeting put off. */
  readonly topics: readonly TopicEntry[];
  readonly topicMeetings: TopicList['meetings'];
  /** Handed out of that meeting, and not done with. */
  readonly tasks: readonly Task[];
  /** Open tasks of the body out of earlier meetings. */
  readonly earlier: number;
  readonly counts: TaskStatistics['lastMeeting'];
  readonly handedOut: ReadonlySet<string>;
  /** Lines of tasks that nobody handed out. */
  readonly undrawn: number;
}

const OVER: ReadonlySet<Task['state']> = new Set(['closed', 'cancelled']);
/** More would be no agenda. */
const MAX_TOPICS = 30;

/** What there is; what cannot be fetched is left out, and the plan stands all the same. */
export async function carriedFrom(
  api: Pick<Api, 'get'>,
  meeting: { readonly id: string; readonly title: string; readonly bodyId: string | null },
  snapshot: MeetingSnapshot,
): Promise<Carried> {
  const { id, title, bodyId } = meeting;
  const [topics, tasks, standing, statistics] = await Promise.all([
    bodyId === null ? null : api.get<TopicList>(`/bodies/${bodyId}/topics`),
    api.get<TaskPage>(`/tasks?meeting=${id}&limit=200`),
    bodyId === null ? null : api.get<TaskPage>(`/tasks?body=${bodyId}&limit=1`),
    bodyId === null ? null : api.get<TaskStatistics>(`/task-statistics?body=${bodyId}&halves=1`),
  ]);
  const all = tasks.ok ? tasks.value.tasks : [];
  const handedOut = new Set(all.flatMap(({ deskTask }) => deskTask ?? []));
  const list = topics?.ok === true ? topics.value : { topics: [], meetings: [] };
  const waiting = list.topics.filter(({ state, removed }) => state === 'open' && !removed);
  return {
    ...{ meeting: { id, title }, topicMeetings: list.meetings, handedOut },
    topics: waiting.filter(({ last }) => last?.meetingId !== id).slice(0, MAX_TOPICS),
    tasks: all.filter(({ state }) => !OVER.has(state)),
    earlier: standing?.ok === true && tasks.ok ? Math.max(0, openIn(standing.value) - openIn(tasks.value)) : 0,
    counts: statistics?.ok === true ? statistics.value.lastMeeting : null,
    undrawn: snapshot.tasks.filter((task) => !handedOut.has(task.id)).length,
  };
}

/** Of all that the page's query finds, not only those on the page. */
function openIn({ totals }: TaskPage): number {
  return TASK_STATES.reduce((sum, state) => sum + (OVER.has(state) ? 0 : (totals.byState[state] ?? 0)), 0);
}

function itemOfTopic({ id, title, kind, proposer, internal, last }: TopicEntry): Omit<PlanItem, 'key'> {
  const facts = {
    kind,
    title,
    presenters: proposer ?? '',
    minutes: '',
    text: null,
    start: null,
    isPart: false,
  } as const;
  const from = last === null ? { topic: id } : { continues: { ...last } };
  return { ...facts, ...from, ...(internal ? { internal: true as const } : {}) };
}

/** Whether the plan has the topic. */
export function hasTopic(items: readonly PlanItem[], { id, last }: TopicEntry): boolean {
  return items.some(({ topic, continues }) => topic === id || (last !== null && continues?.itemId === last.itemId));
}

/** With the topic before the closing, or without it. */
export function withTopic(items: readonly PlanItem[], topic: TopicEntry, isWanted: boolean): readonly PlanItem[] {
  if (!isWanted)
    return items.filter(
      (item) => item.topic !== topic.id && (topic.last === null || item.continues?.itemId !== topic.last.itemId),
    );
  return hasTopic(items, topic) ? items : placed(items, itemOfTopic(topic), closingAt(items));
}

/** With the item that goes through the tasks first, or without it. */
export function withReview(items: readonly PlanItem[], title: string, isWanted: boolean): readonly PlanItem[] {
  const others = items.filter(({ kind }) => kind !== 'task_review');
  return isWanted ? placed(others, reviewItem(title, []), 0) : others;
}

function placed(items: readonly PlanItem[], item: Omit<PlanItem, 'key'>, at: number): readonly PlanItem[] {
  return [...items.slice(0, at), { ...item, key: nextKey(items) }, ...items.slice(at)];
}

function closingAt(items: readonly PlanItem[]): number {
  const closing = items.findLastIndex(({ kind }) => kind === 'closing');
  return closing < 0 ? items.length : closing;
}
