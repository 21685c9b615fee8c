// The clerk's hand in the roll: what is sent and not yet answered, what a mark is of, and the way back from it.
import { attendanceOf, type AttendanceKind } from '../../shared/domain/attendance.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { EventId, PersonKey } from '../../shared/domain/ids.ts';
import type { PersonRole } from '../../shared/domain/person.ts';
import { HOUR_MS, localDateIn, instantIn, DAY_MS, type EpochMs } from '../../shared/lib/time.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { Words } from '../i18n.svelte.ts';
import type { MeetingState } from './meeting.svelte.ts';
import type { RollView } from './roll-view.svelte.ts';

type Sent = Result<unknown, RefusalCode | 'expired'>;

/** Why it was not noted, in a sentence; null when it was. */
export function whyNot(sent: Sent, words: Words): string | null {
  if (sent.ok) return null;
  return sent.code === 'expired' ? words.workspace.expired : words.explain({ code: sent.code, data: sent.data });
}

export interface NotedMark {
  readonly key: PersonKey;
  readonly kind: AttendanceKind;
  /** Absent = now. */
  readonly at?: EpochMs;
  readonly reason?: string;
  readonly proxy?: PersonKey;
}

export class RollKeeper {
  readonly #meeting: MeetingState;
  readonly #roll: RollView;
  #sending: ReadonlySet<PersonKey> = $state.raw(new Set());

  constructor(meeting: MeetingState, roll: RollView) {
    this.#meeting = meeting;
    this.#roll = roll;
  }

  /** Whose mark is on its way: without the network it waits here until the server has it. */
  get sending(): ReadonlySet<PersonKey> {
    return this.#sending;
  }

  async mark(mark: NotedMark): Promise<Sent> {
    this.#sending = new Set([...this.#sending, mark.key]);
    const sent = await this.#meeting.execute('attendance.mark', { marks: [mark] });
    this.#sending = new Set([...this.#sending].filter((key) => key !== mark.key));
    return sent;
  }

  /** Those who signed a sheet of paper, all at once or none of them. */
  async markSheet(keys: readonly PersonKey[], at: EpochMs): Promise<Sent> {
    const marks = keys.map((key) => ({ key, kind: 'in', via: 'sheet', at }));
    this.#sending = new Set([...this.#sending, ...keys]);
    const sent = await this.#meeting.execute('attendance.mark', { marks });
    this.#sending = new Set([...this.#sending].filter((key) => !keys.includes(key)));
    return sent;
  }

  /** Strikes out what a sheet brought. */
  async takeSheetBack(keys: readonly PersonKey[], at: EpochMs): Promise<void> {
    const of = [...this.#roll.log].flatMap(([id, mark]) =>
      mark.kind === 'in' && mark.via === 'sheet' && mark.at === at && keys.includes(mark.key) ? [id] : [],
    );
    await this.strikeAll(of);
  }

  /** Strikes one mark out; it stays in the log. */
  strike(of: EventId): Promise<Sent> {
    return this.#meeting.execute('attendance.revoke', { of });
  }

  async strikeAll(marks: readonly EventId[]): Promise<void> {
    for (const of of marks) await this.strike(of);
  }

  /** Strikes out the last mark of `key` that stands. */
  async takeBack(key: PersonKey): Promise<void> {
    const { lastMark } = attendanceOf(this.#roll.attendance, key);
    if (lastMark !== null) await this.strike(lastMark);
  }

  /** Says who an arrival is: somebody of the list, somebody who joins it as `role`, or nobody who takes part. */
  settle(arrival: EventId, key: PersonKey | null, role?: PersonRole): Promise<Sent> {
    return this.#meeting.execute('arrival.settle', { arrival, key, ...(role === undefined ? {} : { role }) });
  }
}

/** How far back a time of day is looked for across midnight, before the first item began. */
const EARLY_MS = 6 * HOUR_MS;

/**
 * The last time that the clock on the wall showed `text` (14:05, also 14：05 and 1405), as far as it belongs to this meeting;
 * `future` when it is still to come, null when it is no time.
 */
export function pastInstant(
  text: string,
  {
    now,
    timeZone,
    startedAt,
  }: { readonly now: EpochMs; readonly timeZone: string; readonly startedAt: EpochMs | null },
): EpochMs | 'future' | null {
  const [, hours = '', minutes = ''] = /^(\d{1,2})[:：]?(\d{2})$/.exec(text.trim()) ?? [];
  const today = instantIn(timeZone, localDateIn(timeZone, now), `${hours.padStart(2, '0')}:${minutes}`);
  if (today === null || today <= now) return today;
  const yesterday = today - DAY_MS;
  return startedAt !== null && yesterday >= startedAt - EARLY_MS ? yesterday : 'future';
}
