// What the command palette finds outside the open meeting: other meetings, people and organisations of the register, the archive. Without the server only the
// meetings that this browser kept.
import type { ArchiveResults } from '../../shared/api/archive.schema.ts';
import type { MeetingList } from '../../shared/api/meeting.schema.ts';
import type { UserId } from '../../shared/domain/ids.ts';
import type { OrganisationList, PersonList } from '../../shared/api/register.schema.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { Api } from '../api.ts';
import { rowsOf, type ArchiveRow } from '../archive-search.svelte.ts';
import type { Device } from '../sync/device.ts';
import { keptMeetings } from './kept-meetings.ts';

export interface OtherMeeting {
  readonly id: string;
  readonly title: string;
  readonly plannedStart: EpochMs | null;
}

/** Somebody of the register, or an organisation. */
export interface OfRegister {
  readonly id: string;
  readonly kind: 'people' | 'organisations';
  readonly name: string;
  readonly detail: string;
}

interface ElsewhereOptions {
  readonly api: Pick<Api, 'get'>;
  readonly device: Pick<Device, 'after'>;
  readonly userId: UserId;
  /** Whether the list of meetings may be asked for at all. */
  readonly mayList: boolean;
  /** Whether the register may. */
  readonly mayName: boolean;
}

/** One does not ask at every letter. */
const PAUSE_MS = 220;
const LIMIT_MS = 4_000;
/** Each letter that is typed looks through all of them. */
const MAX_NAMES = 3_000;

export class Elsewhere {
  readonly #options: ElsewhereOptions;
  #meetings: readonly OtherMeeting[] = $state.raw([]);
  #register: readonly OfRegister[] | null = $state.raw(null);
  #archived: readonly ArchiveRow[] = $state.raw([]);
  #isAway = $state(false);
  #isAsking = $state(false);
  #asked = 0;
  #cancel: () => void = () => undefined;

  constructor(options: ElsewhereOptions) {
    this.#options = options;
    void this.#load();
  }

  get meetings(): readonly OtherMeeting[] {
    return this.#meetings;
  }
  /** From the first question on. */
  get register(): readonly OfRegister[] {
    return this.#register ?? [];
  }
  /** What the archive answered to the last question. */
  get archived(): readonly ArchiveRow[] {
    return this.#archived;
  }
  /** The server did not answer. */
  get isAway(): boolean {
    return this.#isAway;
  }
  get isAsking(): boolean {
    return this.#isAsking;
  }

  /** Asks the archive once typing has paused; an empty query asks nothing. */
  ask(query: string): void {
    this.#cancel();
    const asked = ++this.#asked;
    this.#isAsking = query !== '';
    if (query === '') this.#archived = [];
    else this.#cancel = this.#options.device.after(PAUSE_MS, () => void this.#search(query, asked));
  }

  close(): void {
    this.#cancel();
    this.#asked += 1;
  }

  async #search(query: string, asked: number): Promise<void> {
    if (this.#register === null && this.#options.mayName) void this.#name();
    const answer = await this.#options.api.get<ArchiveResults>(`/archive?q=${encodeURIComponent(query)}`, {
      withinMs: LIMIT_MS,
    });
    if (asked !== this.#asked) return;
    this.#isAsking = false;
    this.#isAway = !answer.ok && answer.code === 'unreachable';
    this.#archived = answer.ok ? rowsOf(answer.value.results) : [];
  }

  /** Once: a register is not long, and hardly ever changes while somebody looks for a name. */
  async #name(): Promise<void> {
    this.#register = [];
    const { api } = this.#options;
    const [people, organisations] = await Promise.all([
      api.get<PersonList>('/people', { withinMs: LIMIT_MS }),
      api.get<OrganisationList>('/organisations', { withinMs: LIMIT_MS }),
    ]);
    if (!people.ok || !organisations.ok) return void (this.#register = null);
    this.#register = [
      ...organisations.value.organisations.map(({ id, name, shortName }): OfRegister => {
        return { id, kind: 'organisations', name, detail: shortName ?? '' };
      }),
      ...people.value.people.map(({ id, name, posts }): OfRegister => {
        return { id, kind: 'people', name, detail: posts[0]?.org?.name ?? posts[0]?.title ?? '' };
      }),
    ].slice(0, MAX_NAMES);
  }

  async #load(): Promise<void> {
    const { api, mayList, userId } = this.#options;
    const answer = mayList ? await api.get<MeetingList>('/meetings', { withinMs: LIMIT_MS }) : null;
    if (answer?.ok) this.#meetings = answer.value.meetings.filter(({ trashedAt }) => trashedAt === null);
    else {
      this.#isAway = answer !== null && answer.code === 'unreachable';
      this.#meetings = await keptMeetings(userId);
    }
  }
}
