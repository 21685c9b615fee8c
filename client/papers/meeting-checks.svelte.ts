// The checks before issue on this page: run again over this page's own replicas when nobody has written for a moment, with what
// the register says of those who are in it, and with what somebody let stand.
import type * as Y from 'yjs';
import type { PersonList } from '../../shared/api/register.schema.ts';
import { readCheckOverrides } from '../../shared/doc/record-checks.ts';
import { readArrivals } from '../../shared/doc/record-room.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import { consistency } from '../../shared/domain/checks/consistency.ts';
import { withOverrides, type CheckedFinding } from '../../shared/domain/checks/finding.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { CHINA_HOLIDAYS } from '../../shared/domain/china-holidays.ts';
import { titleOf } from '../../shared/domain/register.ts';
import { workCalendar, type WorkCalendar } from '../../shared/domain/working-days.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import { printedSections } from '../../shared/papers/minutes-paper.ts';
import type { Api } from '../api.ts';

/** As much of an open meeting as checks need. */
interface CheckedReplicas {
  readonly id: MeetingId;
  readonly desk: Y.Doc;
  readonly record: Y.Doc;
  readonly version: number;
  readonly workDays: WorkCalendar | null;
}

interface MeetingChecksOptions {
  readonly meeting: CheckedReplicas;
  readonly api: Pick<Api, 'get'>;
  readonly locale: () => Locale;
  /** IANA name. */
  readonly timeZone: string;
  readonly after: (delayMs: DurationMs, task: () => void) => () => void;
}

type Register = Parameters<typeof consistency>[0]['register'];

/** Nobody reads while writing. */
const SETTLED_MS: DurationMs = 500;
const UNKNOWN: Register = new Map();

export class MeetingChecks {
  readonly #options: MeetingChecksOptions;
  #all: readonly CheckedFinding[] | null = $state.raw(null);
  #register: Register | null = $state.raw(null);
  #isUnread = $state(false);
  #cancel: () => void = () => undefined;

  constructor(options: MeetingChecksOptions) {
    this.#options = options;
  }

  /** Null before the first look. */
  get all(): readonly CheckedFinding[] | null {
    return this.#all;
  }

  get open(): readonly CheckedFinding[] {
    return (this.#all ?? []).filter(({ override }) => override === null);
  }

  get overridden(): readonly CheckedFinding[] {
    return (this.#all ?? []).filter(({ override }) => override !== null);
  }

  /** The register did not answer. */
  get isUnread(): boolean {
    return this.#isUnread;
  }

  /** Until told to stop. */
  follow(): () => void {
    const { desk, record } = this.#options.meeting;
    const soon = (): void => {
      this.#cancel();
      this.#cancel = this.#options.after(SETTLED_MS, () => this.look());
    };
    desk.on('update', soon);
    record.on('update', soon);
    this.look();
    void this.#readRegister();
    return () => {
      this.#cancel();
      desk.off('update', soon);
      record.off('update', soon);
    };
  }

  look(): void {
    const { meeting, timeZone, locale } = this.#options;
    const { desk, record, id, version } = meeting;
    const snapshot = buildSnapshot({ desk, record, meetingId: id, version, audience: 'internal' });
    const findings = consistency({
      snapshot,
      sections: printedSections(snapshot, { locale: locale(), timeZone }),
      register: this.#register ?? UNKNOWN,
      waiting: readArrivals(record).filter(({ settled }) => settled === undefined).length,
      calendar: meeting.workDays ?? workCalendar(CHINA_HOLIDAYS),
      timeZone,
    });
    this.#all = withOverrides(findings, readCheckOverrides(record));
  }

  async #readRegister(): Promise<void> {
    const answer = await this.#options.api.get<PersonList>('/people');
    this.#isUnread = !answer.ok;
    if (!answer.ok) return;
    this.#register = new Map(
      answer.value.people.map(({ id, name, posts }) => [
        id,
        { name, titles: posts.flatMap((post) => titleOf({ title: post.title, former: post.former }) ?? []) },
      ]),
    );
    this.look();
  }
}
