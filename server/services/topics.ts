// The backlog of topics of a body (议题库) for those who keep its minutes. What became of a topic is asked of the meetings each time;
// one that came by itself is written down when somebody changes it. Removed ones can be taken back.
import { createHash } from 'node:crypto';
import type { CreateTopic, PatchTopic, TopicEntry, TopicList } from '../../shared/api/series.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { AuditAction } from '../../shared/domain/audit.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { BodyId, TopicId } from '../../shared/domain/ids.ts';
import {
  arrivalRow,
  backlogOf,
  type ItemPlaceInSeries,
  type Topic,
  type TopicRow,
} from '../../shared/domain/topics.ts';
import { brand } from '../../shared/lib/brand.ts';
import { FIRST_ORDER, isOrderKey, keyBetween } from '../../shared/lib/order-key.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { parseLocalDate } from '../../shared/lib/time.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Bodies } from '../preparing-ports.ts';
import type { TopicChanges, Topics, TopicWrites } from '../series-ports.ts';
import { entryBy } from './audit.ts';
import type { MeetingSights, SeenMeeting } from './meeting-sights.ts';

/** Of one body: more would be no list any more. */
const MAX_TOPICS = 500;

export interface TopicServiceOptions {
  readonly topics: Topics;
  readonly sights: Pick<MeetingSights, 'ofBody'>;
  readonly bodies: Pick<Bodies, 'byId'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface Backlog {
  readonly topics: readonly Topic[];
  readonly meetings: readonly SeenMeeting[];
}

export class TopicService {
  readonly #options: TopicServiceOptions;

  constructor(options: TopicServiceOptions) {
    this.#options = options;
  }

  /** Refusal: `not-found`. */
  async list(user: ActingUser, bodyId: string): Promise<Result<TopicList, RefusalCode>> {
    if (!may(user, 'topics.read', bodyId)) return refused('not-found');
    const { topics, meetings } = await this.backlog(bodyId);
    if (!(await this.knows(bodyId, meetings))) return refused('not-found');
    const named = new Set(
      topics.flatMap(({ origin, taken }) => [origin?.meetingId ?? [], taken?.meetingId ?? []].flat()),
    );
    return ok({
      topics: topics.map(present),
      meetings: meetings
        .filter(({ row }) => named.has(row.id))
        .map(({ row: { id, title, plannedStart } }) => ({ id, title, plannedStart })),
    });
  }

  /** What stands on it now, whoever asks; removed ones too. */
  async backlog(bodyId: string): Promise<Backlog> {
    const { topics, sights } = this.#options;
    const [rows, meetings] = await Promise.all([topics.of(bodyId), sights.ofBody(bodyId)]);
    const source = { bodyId, rows, sights: meetings.map(({ sight }) => sight), idOf: topicIdOf };
    return { topics: backlogOf(source), meetings };
  }

  /** Whether there is such a body: named by one of its meetings, or kept in the register. */
  async knows(bodyId: string, meetings: Backlog['meetings']): Promise<boolean> {
    return meetings.length > 0 || (await this.#options.bodies.byId(brand<BodyId>(bodyId))) !== null;
  }

  /** Whether an item of a meeting of this body may be made from it. */
  async isOf(bodyId: string | null, id: string): Promise<boolean> {
    const row = await this.#options.topics.byId(brand<TopicId>(id));
    return row !== null && row.bodyId === bodyId;
  }

  /** Refusals: `not-found`, `invalid` (too many). */
  async create(user: ActingUser, bodyId: string, body: CreateTopic): Promise<Result<TopicEntry, RefusalCode>> {
    if (!may(user, 'topics.manage', bodyId)) return refused('not-found');
    const { topics, meetings } = await this.backlog(bodyId);
    if (!(await this.knows(bodyId, meetings))) return refused('not-found');
    if (topics.filter(isOnList).length >= MAX_TOPICS) return TOO_MANY;
    const now = this.#options.clock.now();
    const last = topics.map(({ order }) => order).findLast(isOrderKey) ?? null;
    const row: TopicRow = {
      ...{ id: brand<TopicId>(this.#options.ids.random()), bodyId, title: body.title, kind: body.kind },
      ...{ proposer: body.proposer, notes: body.notes, wantedBy: parseLocalDate(body.wantedBy ?? '') },
      ...{ internal: body.internal, order: this.#keyBetween(last, null), origin: null },
      ...{ createdAt: now, updatedAt: now, removedAt: null },
    };
    await this.#write(user, row.id, 'topic.made', { rows: [row] });
    return this.#read(bodyId, row.id);
  }

  /** Refusals: `not-found`, `invalid` (an unknown neighbour). */
  async patch(
    user: ActingUser,
    bodyId: string,
    id: string,
    { after, wantedBy, ...facts }: PatchTopic,
  ): Promise<Result<TopicEntry, RefusalCode>> {
    const found = await this.#find(user, bodyId, id);
    if (!found.ok) return found;
    const { topic, all } = found.value;
    const now = this.#options.clock.now();
    const day = wantedBy === undefined ? {} : { wantedBy: parseLocalDate(wantedBy ?? '') };
    const defined = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    const set: TopicChanges & { readonly id: TopicId } = { id: topic.id, ...defined, ...day, updatedAt: now };
    const moved = after === undefined ? { rows: [], changes: [] } : this.#placed(all, topic, after);
    if (moved === null) return refused('invalid', { errors: [{ path: 'after', code: 'unknown' }] });
    const rows = [...moved.rows, ...(topic.origin === null ? [] : [arrivalRow(topic, now)])];
    await this.#write(user, topic.id, 'topic.changed', { rows, changes: [set, ...moved.changes] });
    return this.#read(bodyId, topic.id);
  }

  /** Refusal: `not-found`. */
  async remove(user: ActingUser, bodyId: string, id: string): Promise<Result<null, RefusalCode>> {
    const set = await this.#setRemoved(user, bodyId, id, this.#options.clock.now());
    return set.ok ? ok(null) : set;
  }

  /** Refusal: `not-found`. */
  restore(user: ActingUser, bodyId: string, id: string): Promise<Result<TopicEntry, RefusalCode>> {
    return this.#setRemoved(user, bodyId, id, null);
  }

  async #setRemoved(
    user: ActingUser,
    bodyId: string,
    id: string,
    removedAt: TopicRow['removedAt'],
  ): Promise<Result<TopicEntry, RefusalCode>> {
    const found = await this.#find(user, bodyId, id);
    if (!found.ok) return found;
    const { topic } = found.value;
    if ((topic.removedAt === null) === (removedAt === null)) return ok(present(topic));
    const now = this.#options.clock.now();
    await this.#write(user, topic.id, removedAt === null ? 'topic.restored' : 'topic.removed', {
      rows: topic.origin === null ? [] : [arrivalRow(topic, now)],
      changes: [{ id: topic.id, removedAt, updatedAt: now }],
    });
    return this.#read(bodyId, topic.id);
  }

  /** What puts `topic` behind `after`. Where its neighbours have no place by hand yet, all of them get one. */
  #placed(all: readonly Topic[], topic: Topic, after: string | null): Required<TopicWrites> | null {
    const others = all.filter(({ id }) => id !== topic.id);
    const at = after === null ? 0 : others.findIndex(({ id }) => id === after) + 1;
    if (after !== null && at === 0) return null;
    const now = this.#options.clock.now();
    const [before, next] = [others[at - 1]?.order ?? null, others[at]?.order ?? null];
    const isKeyed = [before, next].every((key) => key === null || isOrderKey(key));
    if (isKeyed && (before === null || next === null || before < next))
      return { rows: [], changes: [{ id: topic.id, order: this.#keyBetween(before, next), updatedAt: now }] };
    const placed = [...others.slice(0, at), topic, ...others.slice(at)];
    let key: string | null = null;
    const changes = placed.map(({ id }) => ({ id, order: (key = this.#keyBetween(key, null)), updatedAt: now }));
    return { rows: placed.filter(({ origin }) => origin !== null).map((each) => arrivalRow(each, now)), changes };
  }

  #keyBetween(before: string | null, after: string | null): string {
    const suffix = `${createHash('sha256').update(this.#options.ids.random()).digest('hex').slice(0, 3)}1`;
    return before === null && after === null ? `${FIRST_ORDER}${suffix}` : keyBetween(before, after, suffix);
  }

  async #find(
    user: ActingUser,
    bodyId: string,
    id: string,
  ): Promise<Result<{ readonly topic: Topic; readonly all: readonly Topic[] }, RefusalCode>> {
    if (!may(user, 'topics.manage', bodyId)) return refused('not-found');
    const { topics: all } = await this.backlog(bodyId);
    const topic = all.find((each) => each.id === id);
    return topic === undefined ? refused('not-found') : ok({ topic, all });
  }

  async #read(bodyId: string, id: TopicId): Promise<Result<TopicEntry, RefusalCode>> {
    const topic = (await this.backlog(bodyId)).topics.find((each) => each.id === id);
    return topic === undefined ? refused('not-found') : ok(present(topic));
  }

  async #write(user: ActingUser, id: TopicId, action: AuditAction, writes: TopicWrites): Promise<void> {
    const { topics, clock } = this.#options;
    await topics.write(writes, entryBy(user, clock.now(), action, { kind: 'topic', id }));
  }
}

const TOO_MANY = refused('invalid', { errors: [{ path: '', code: 'too-many-topics' }] });

function may(user: ActingUser, action: 'topics.read' | 'topics.manage', bodyId: string): boolean {
  return authorize(user, action, { kind: 'body', bodyId }).ok;
}

function isOnList({ state, removedAt }: Topic): boolean {
  return state !== 'done' && removedAt === null;
}

/** The same for the same item, whichever process asks. */
function topicIdOf({ meetingId, itemId }: ItemPlaceInSeries): TopicId {
  return brand<TopicId>(createHash('sha256').update(`${meetingId} ${itemId}`).digest('base64url').slice(0, 22));
}

function present({ order: _order, removedAt, origin, taken, last, ...topic }: Topic): TopicEntry {
  const places = { origin: origin && { ...origin }, taken: taken && { ...taken }, last: last && { ...last } };
  return { ...topic, ...places, removed: removedAt !== null };
}
