// 主持人简报: what whoever chairs should know before a body meets, put together from the register, the backlog and the body's last
// meeting. For a guest's link nothing is named that the public minutes do not say: it counts, without a word of it.
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import { readMeetingRule } from '../../shared/doc/record-room.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { Brief, BriefTask, BriefTopic } from '../../shared/domain/brief.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { BodyId } from '../../shared/domain/ids.ts';
import { publicSnapshot } from '../../shared/domain/publish.ts';
import { quorumAt } from '../../shared/domain/quorum.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { urgencyOf } from '../../shared/domain/task-life.ts';
import type { Topic } from '../../shared/domain/topics.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { MeetingRow } from '../ports.ts';
import type { Bodies } from '../preparing-ports.ts';
import type { Rooms } from '../sync/rooms.ts';
import { dayOf, type SeenMeeting } from './meeting-sights.ts';
import { startOf, type PastTask, type PastTasks } from './past-tasks.ts';
import type { TaskBook } from './task-book.ts';
import type { Backlog, TopicService } from './topics.ts';

export interface BriefServiceOptions {
  readonly past: PastTasks;
  readonly topicService: Pick<TopicService, 'backlog' | 'knows'>;
  readonly book: Pick<TaskBook, 'days'>;
  readonly bodies: Pick<Bodies, 'byId'>;
  readonly rooms: Pick<Rooms, 'read'>;
  readonly clock: { now(): EpochMs };
}

/** Whether words that are not public may be in it. */
type Reader = 'secretariat' | 'guest';

interface Asked {
  readonly bodyId: string;
  /** Null = none is planned. */
  readonly meeting: MeetingRow | null;
  readonly reader: Reader;
  readonly backlog: Backlog;
}

export class BriefService {
  readonly #options: BriefServiceOptions;

  constructor(options: BriefServiceOptions) {
    this.#options = options;
  }

  /** Before the body's next meeting, whichever that is. Refusal: `not-found`. */
  async read(user: ActingUser, bodyId: string): Promise<Result<Brief, RefusalCode>> {
    if (!authorize(user, 'tasks.read', { kind: 'body', bodyId }).ok) return refused('not-found');
    const backlog = await this.#options.topicService.backlog(bodyId);
    const { meetings } = backlog;
    if (!(await this.#options.topicService.knows(bodyId, meetings))) return refused('not-found');
    const next = meetings.find(({ row, sight }) => row.phase === 'prepare' || (row.phase === 'live' && !sight.isOver));
    return ok(await this.#of({ bodyId, meeting: next?.row ?? null, reader: 'secretariat', backlog }));
  }

  /** For the page of whoever chairs this meeting; null where it is of no body. */
  async forChair(meeting: MeetingRow): Promise<Brief | null> {
    const { bodyId } = meeting;
    if (bodyId === null) return null;
    return this.#of({ bodyId, meeting, reader: 'guest', backlog: await this.#options.topicService.backlog(bodyId) });
  }

  async #of({ bodyId, meeting, reader, backlog: { topics, meetings } }: Asked): Promise<Brief> {
    const { past, book, bodies, clock } = this.#options;
    const days = book.days();
    const before = meeting === null ? clock.now() : startOf(meeting, clock.now());
    const except = meeting?.id ?? null;
    const held = meetings.findLast(
      (each) => each.row.id !== except && each.sight.begunAt !== null && comesBefore(each, before),
    );
    const [last, snapshot, quorum, body] = await Promise.all([
      past.last(bodyId, { before, except }, days),
      held === undefined ? null : this.#snapshot(held.row),
      meeting === null ? null : this.#quorum(meeting),
      bodies.byId(brand<BodyId>(bodyId)),
    ]);
    const earlier = { before, besides: except === null ? [] : [except] };
    const { tasks, total } = await past.openBefore(bodyId, earlier, days);
    const decisions = decisionsFor(snapshot, reader);
    const named = tasks.filter(({ words }) => reader === 'secretariat' || words !== null);
    const [late, open] = [true, false].map((isLate) =>
      named.filter(({ row }) => (urgencyOf(row, days) === 'overdue') === isLate).map((task) => briefTask(task, reader)),
    );
    const waiting = topics.filter(({ state, removedAt }) => state === 'open' && removedAt === null);
    const shown = waiting.flatMap((topic) => briefTopic(topic, { reader, meetings }) ?? []);
    return {
      ...{ body: body?.shortName ?? body?.name ?? '', meeting: meeting && meetingNamed(meeting), today: days.today },
      last: held === undefined ? null : meetingNamed(held.row),
      review: last && { ...last.counts, title: last.meeting.title },
      ...{ decisions: decisions.named, overdue: late ?? [], open: open ?? [], quorum },
      topics: shown,
      unnamed: {
        ...{ tasks: total - named.length, decisions: decisions.unnamed },
        topics: waiting.length - shown.length,
      },
    };
  }

  /** Null when it cannot be read now. */
  async #snapshot({ id: meetingId, version }: MeetingRow): Promise<MeetingSnapshot | null> {
    const read = await this.#options.rooms.read(meetingId, version, ({ desk, record }) =>
      buildSnapshot({ desk, record, meetingId, version, audience: 'internal', wantsMinutes: () => false }),
    );
    return read.ok ? read.value : null;
  }

  async #quorum({ id: meetingId, version }: MeetingRow): Promise<Brief['quorum']> {
    const read = await this.#options.rooms.read(meetingId, version, ({ desk, record, now }) => {
      const rule = readMeetingRule(record);
      const source = { desk, record, meetingId, version, audience: 'internal', wantsMinutes: () => false } as const;
      return rule === null ? null : quorumAt(buildSnapshot(source).people, new Map(), rule, now);
    });
    const quorum = read.ok ? read.value : null;
    return quorum === null || quorum.needed === null || quorum.seats === 0
      ? null
      : { seats: quorum.seats, needed: quorum.needed };
  }
}

function comesBefore(seen: SeenMeeting, before: EpochMs): boolean {
  const day = dayOf(seen);
  return day !== null && day < before;
}

function meetingNamed({ title, plannedStart }: MeetingRow): NonNullable<Brief['meeting']> {
  return { title, plannedStart };
}

function briefTask({ row, words }: PastTask, reader: Reader): BriefTask {
  const { number, what, owners, state, due, dueText } = row;
  const names = owners.map(({ name }) => name).filter((name) => reader === 'secretariat' || !name.includes('@'));
  return { number, what: reader === 'guest' && words !== null ? words : what, owners: names, state, due, dueText };
}

function decisionsFor(
  snapshot: MeetingSnapshot | null,
  reader: Reader,
): { readonly named: Brief['decisions']; readonly unnamed: number } {
  const all = worded(snapshot);
  const shown = reader === 'secretariat' || snapshot === null ? all : worded(publicSnapshot(snapshot));
  return { named: shown, unnamed: all.length - shown.length };
}

function worded(snapshot: MeetingSnapshot | null): Brief['decisions'] {
  return (snapshot?.decisions ?? [])
    .filter(({ wording }) => wording.trim() !== '')
    .map(({ wording, outcome }) => ({ wording: wording.trim(), outcome }));
}

/** For guests only what stood on a public agenda, as it stood there: what was written down by hand is the secretariat's. */
function briefTopic(
  { origin, internal, title, postponed, proposer, wantedBy }: Topic,
  { reader, meetings }: { readonly reader: Reader; readonly meetings: readonly SeenMeeting[] },
): BriefTopic | null {
  if (reader === 'secretariat') return { title, postponed, proposer, wantedBy };
  const seen = meetings.find(({ row }) => row.id === origin?.meetingId && row.draft !== true);
  const item = seen?.sight.items.find(({ id }) => id === origin?.itemId);
  if (item === undefined || item.internal || internal || item.title !== title) return null;
  return { title, postponed, proposer: item.presenters.join('、') || null, wantedBy: null };
}
