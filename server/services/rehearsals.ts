// Rehearsals that run: at most one a meeting, begun before it, seen behind links of its own. Everything of them is in this
// process and nothing anywhere else: no row, no journal, no audit entry; the links are gone when it ends, or the server stops.
//
// 1. Only a published meeting that is being prepared is rehearsed; when it is opened, or goes into the trash, its rehearsal ends.
// 2. A rehearsal's links open nothing of the meeting, and the meeting's links nothing of it.
// 3. It ends by itself: a while after its script is over, and after some hours whatever happens.
import * as Y from 'yjs';
import type { Rehearsal as Told, RehearsalBody } from '../../shared/api/rehearsal.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { LinkId, MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { HOUR_MS, MINUTE_MS, type EpochMs } from '../../shared/lib/time.ts';
import type { Clock, Ids, LiveLines, Log, MeetingRow } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { ShownLooks } from './hall-looks.ts';
import { Rehearsal } from './rehearsal.ts';
import type { Revocation } from './revocation.ts';
import type { SecretTokens } from './session-maker.ts';

export interface RehearsalServiceOptions {
  readonly rooms: Pick<Rooms, 'read' | 'onCommitted'>;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'random'>;
  readonly log: Log;
  readonly secrets: Pick<SecretTokens, 'create'>;
  readonly site: { readonly publicUrl: string };
  readonly timeZone: string;
  readonly looks: ShownLooks;
  readonly revocation: Pick<Revocation, 'endLink'> & Pick<LiveLines, 'enter'>;
}

const PAGES = ['projector', 'view', 'chair'] as const;
type RehearsalPage = (typeof PAGES)[number];

/** What a token of a rehearsal opened, as the screens' wire takes it. */
export interface RehearsalAccess {
  readonly rehearsal: Rehearsal;
  readonly page: 'screen' | 'chair';
  readonly meetingId: MeetingId;
  readonly screenId: string;
  readonly isInHall: boolean;
  readonly linkId: LinkId;
  readonly hash: string;
  readonly expiresAt: EpochMs;
}

interface Running {
  readonly rehearsal: Rehearsal;
  readonly urls: Readonly<Record<RehearsalPage, string>>;
  readonly accesses: readonly RehearsalAccess[];
  readonly cancel: () => void;
}

const LONGEST_MS = 4 * HOUR_MS;
/** Long enough to look at the last picture. */
const AFTERWARDS_MS = 10 * MINUTE_MS;
const USUAL_RATE = 30;

export class RehearsalService {
  readonly #options: RehearsalServiceOptions;
  readonly #running = new Map<MeetingId, Running>();
  readonly #unsubscribe: () => void;

  constructor(options: RehearsalServiceOptions) {
    this.#options = options;
    this.#unsubscribe = options.rooms.onCommitted(({ meetingId, roots }) => {
      if (roots.has('state') && this.#running.has(meetingId)) void this.#mayGoOn(meetingId);
    });
  }

  /** Null where none runs. Refusals: `not-found`, `not-allowed`. */
  async read(user: ActingUser, id: string): Promise<Result<Told | null, RefusalCode>> {
    const meeting = await this.#meeting(user, id);
    if (!meeting.ok) return meeting;
    const running = this.#running.get(meeting.value.id);
    return ok(running ? told(running) : null);
  }

  /** Begins it where none runs, and steers it. Refusals: `not-found`, `not-allowed`, `draft`, `phase-not-allowed`. */
  async run(user: ActingUser, id: string, body: RehearsalBody): Promise<Result<Told, RefusalCode>> {
    const meeting = await this.#meeting(user, id);
    if (!meeting.ok) return meeting;
    const { phase, draft, id: meetingId } = meeting.value;
    const { rate, skip } = body;
    if (phase !== 'prepare') return refused('phase-not-allowed', { from: phase, to: 'prepare' });
    if (draft === true) return refused('draft');
    const before = this.#running.get(meetingId);
    const running = before ?? (await this.#begin(meeting.value, rate ?? USUAL_RATE));
    if (before && rate !== undefined) before.rehearsal.run(rate);
    // What was asked at first may be untrue by now.
    if (!before && !(await this.#mayGoOn(meetingId))) return this.run(user, id, body);
    if (skip === true) running.rehearsal.skip();
    return ok(told(running));
  }

  /** Refusals: `not-found`, `not-allowed`. Ending what does not run is no mistake. */
  async end(user: ActingUser, id: string): Promise<Result<null, RefusalCode>> {
    const meeting = await this.#meeting(user, id);
    if (!meeting.ok) return meeting;
    this.#end(meeting.value.id);
    return ok(null);
  }

  /** `hash`: the stored form of a token, which here is stored nowhere. */
  opened(hash: string): RehearsalAccess | null {
    const all = [...this.#running.values()].flatMap(({ accesses }) => accesses);
    return all.find((access) => access.hash === hash) ?? null;
  }

  close(): void {
    this.#unsubscribe();
    for (const meetingId of [...this.#running.keys()]) this.#end(meetingId);
  }

  async #begin(meeting: MeetingRow, rate: number): Promise<Running> {
    const { rooms, clock, log, timeZone, looks } = this.#options;
    const copy = await rooms.read(meeting.id, meeting.version, ({ desk, record }) => ({
      ...{ desk: Y.encodeStateAsUpdate(desk), record: Y.encodeStateAsUpdate(record) },
    }));
    if (!copy.ok) throw new Error(`the room answered ${copy.code}`);
    // Two people may have begun it at once: the first one's stands.
    const first = this.#running.get(meeting.id);
    if (first) return first;
    let endSoon: () => void = () => undefined;
    const onOver = (): void => {
      endSoon = clock.after(AFTERWARDS_MS, () => this.#end(meeting.id));
    };
    const rehearsal = new Rehearsal({ ...copy.value, ...{ meeting, clock, log, timeZone, looks, rate, onOver } });
    const endAtLast = clock.after(LONGEST_MS, () => this.#end(meeting.id));
    const leave = this.#leftWithMeeting(meeting.id);
    const cancel = (): void => {
      endSoon();
      endAtLast();
      leave();
    };
    const running = { rehearsal, cancel, ...this.#links(rehearsal, meeting.id) };
    this.#running.set(meeting.id, running);
    return running;
  }

  #links(rehearsal: Rehearsal, meetingId: MeetingId): Pick<Running, 'urls' | 'accesses'> {
    const { secrets, ids, site, clock } = this.#options;
    const made = PAGES.map((page) => ({ page, ...secrets.create(), linkId: brand<LinkId>(ids.random()) }));
    const urlOf = (page: RehearsalPage): string =>
      `${site.publicUrl}/${page}/${made.find((link) => link.page === page)?.token ?? ''}`;
    return {
      urls: { projector: urlOf('projector'), view: urlOf('view'), chair: urlOf('chair') },
      accesses: made.map(({ page, hash, linkId }) => ({
        ...{ rehearsal, meetingId, linkId, hash, screenId: 'main', isInHall: page === 'projector' },
        ...{ page: page === 'chair' ? ('chair' as const) : ('screen' as const), expiresAt: clock.now() + LONGEST_MS },
      })),
    };
  }

  /** Stands among the live lines as its screens do: what ends those of a meeting that is gone ends it. */
  #leftWithMeeting(meetingId: MeetingId): () => void {
    const { ids, revocation } = this.#options;
    const [linkId, hash] = [brand<LinkId>(ids.random()), ids.random()];
    const holder = { kind: 'link', linkId, meetingId, hash, expiresAt: null } as const;
    return revocation.enter(holder, () => void this.#forget(meetingId));
  }

  /** [1] Whether it runs still; ends it where the meeting is past being prepared. */
  async #mayGoOn(meetingId: MeetingId): Promise<boolean> {
    const meeting = await this.#options.meetings.byId(meetingId);
    if (meeting?.phase !== 'prepare' || meeting.trashedAt !== null) this.#end(meetingId);
    return this.#running.has(meetingId);
  }

  #end(meetingId: MeetingId): void {
    const ended = this.#forget(meetingId);
    for (const { linkId } of ended?.accesses ?? []) this.#options.revocation.endLink(linkId);
  }

  #forget(meetingId: MeetingId): Running | undefined {
    const running = this.#running.get(meetingId);
    if (!running) return undefined;
    this.#running.delete(meetingId);
    running.cancel();
    running.rehearsal.close();
    return running;
  }

  async #meeting(user: ActingUser, id: string): Promise<Result<MeetingRow, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(brand<MeetingId>(id));
    if (meeting === null) return refused('not-found');
    const permitted = authorize(user, 'links.manage', { kind: 'meeting', meeting });
    return permitted.ok ? ok(meeting) : permitted;
  }
}

function told({ rehearsal, urls }: Running): Told {
  const { at, rate, done, steps, next } = rehearsal.standing;
  const what = next === null ? null : { at: next.at, kind: next.kind, name: nameOf(next) };
  return { at, rate, done, steps, next: what, links: urls };
}

function nameOf(step: NonNullable<Rehearsal['standing']['next']>): string {
  if ('title' in step) return step.title;
  if ('speaker' in step) return step.speaker.name;
  return 'name' in step ? step.name : '';
}
