// What the command palette finds outside the open meeting: other meetings and the archive. Without the server only the
// meetings that this browser kept.
import type { ArchiveResults } from '../../shared/api/archive.schema.ts';
import type { MeetingList } from '../../shared/api/meeting.schema.ts';
import type { UserId } from '../../shared/domain/ids.ts';
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

interface ElsewhereOptions {
  readonly api: Pick<Api, 'get'>;
  readonly device: Pick<Device, 'after'>;
  readonly userId: UserId;
  /** Whether the list of meetings may be asked for at all. */
  readonly mayList: boolean;
}

/** One does not ask at every letter. */
const PAUSE_MS = 220;
const LIMIT_MS = 4_000;

export class Elsewhere {
  readonly #options: ElsewhereOptions;
  #meetings: readonly OtherMeeting[] = $state.raw([]);
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
    const answer = await this.#options.api.get<ArchiveResults>(`/archive?q=${encodeURIComponent(query)}`, {
      withinMs: LIMIT_MS,
    });
    if (asked !== this.#asked) return;
    this.#isAsking = false;
    this.#isAway = !answer.ok && answer.code === 'unreachable';
    this.#archived = answer.ok ? rowsOf(answer.value.results) : [];
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
