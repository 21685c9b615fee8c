// The checks before issue on this page: run again over this page's own replicas when nobody has written for a moment, with what
// the register says of those who are in it, and with what somebody let stand.
import type * as Y from 'yjs';
import type { PaperOffers } from '../../shared/api/paper.schema.ts';
import type { PersonList } from '../../shared/api/register.schema.ts';
import { readSections } from '../../shared/doc/desk-draft.ts';
import { MINUTES_DRAFT } from '../../shared/doc/desk-papers.ts';
import { readCheckOverrides } from '../../shared/doc/record-checks.ts';
import { readArrivals } from '../../shared/doc/record-room.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import { checkSteps, settled, type CheckedMeeting } from '../../shared/domain/checks/consistency.ts';
import {
  withOverrides,
  type CheckedFinding,
  type CheckFinding,
  type Place,
} from '../../shared/domain/checks/finding.ts';
import { mendingPlace } from '../../shared/domain/checks/mending.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { CHINA_HOLIDAYS } from '../../shared/domain/china-holidays.ts';
import { titleOf } from '../../shared/domain/register.ts';
import { workCalendar, type WorkCalendar } from '../../shared/domain/working-days.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { DurationMs } from '../../shared/lib/time.ts';
import { printedSections } from '../../shared/papers/minutes-paper.ts';
import type { Api } from '../api.ts';
import { languageOf } from './minutes-draft.svelte.ts';

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
  /** IANA name; until the server says in which zone it prints. */
  readonly timeZone: () => string;
  readonly after: (delayMs: DurationMs, task: () => void) => () => void;
}

interface Printing {
  readonly timeZone: string;
  readonly hasTemplate: boolean;
}

type Register = CheckedMeeting['register'];

/** Nobody reads while writing. */
const SETTLED_MS: DurationMs = 500;
const UNKNOWN: Register = new Map();

export class MeetingChecks {
  readonly #options: MeetingChecksOptions;
  #all: readonly CheckedFinding[] | null = $state.raw(null);
  #register: Register | null = $state.raw(null);
  #isUnread = $state(false);
  #unprintable: readonly string[] = [];
  #printing: Printing | null = null;
  #snapshot: MeetingSnapshot | null = null;
  #stop: () => void = () => undefined;
  #isClosed = false;

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

  /** Where what was found is put right, as the meeting stands now. */
  placeOf({ place }: CheckFinding): Place {
    return this.#snapshot === null ? place : mendingPlace(this.#snapshot, place);
  }

  /** Which characters no font has, as whoever printed the pages says. */
  printed(unprintable: readonly string[]): void {
    if (unprintable.join() === this.#unprintable.join()) return;
    this.#unprintable = unprintable;
    this.look();
  }

  /** The register did not answer. */
  get isUnread(): boolean {
    return this.#isUnread;
  }

  /** Until told to stop. */
  follow(): () => void {
    const { desk, record } = this.#options.meeting;
    const soon = (): void => {
      this.#stop();
      this.#stop = this.#options.after(SETTLED_MS, () => this.#lookSlowly());
    };
    desk.on('update', soon);
    record.on('update', soon);
    this.look();
    void this.#readRegister();
    void this.#readPrinting();
    return () => {
      this.#isClosed = true;
      this.#stop();
      desk.off('update', soon);
      record.off('update', soon);
    };
  }

  /** At once: when the page opens, and when the register came. */
  look(): void {
    this.#stop();
    const snapshot = this.#take();
    const steps = checkSteps(this.#facts(snapshot));
    this.#tell(
      snapshot,
      steps.flatMap((step) => step()),
    );
  }

  /** In small steps: whoever goes on writing is not held up. Begun anew by the next change. */
  #lookSlowly(): void {
    const { after } = this.#options;
    const snapshot = this.#take();
    const found: CheckFinding[] = [];
    const go = ([step, ...rest]: ReturnType<typeof checkSteps>): void => {
      if (step === undefined) {
        this.#tell(snapshot, found);
        return;
      }
      found.push(...step());
      this.#stop = after(0, () => go(rest));
    };
    this.#stop = after(0, () => {
      const steps = checkSteps(this.#facts(snapshot));
      this.#stop = after(0, () => go(steps));
    });
  }

  #take(): MeetingSnapshot {
    const { desk, record, id, version } = this.#options.meeting;
    return buildSnapshot({ desk, record, meetingId: id, version, audience: 'internal' });
  }

  #facts(snapshot: MeetingSnapshot): CheckedMeeting {
    const { meeting, locale } = this.#options;
    const timeZone = this.#printing?.timeZone ?? this.#options.timeZone();
    // What is composed around a draft speaks its language.
    const language = languageOf(readSections(meeting.desk, MINUTES_DRAFT)) ?? locale();
    return {
      ...{ snapshot, timeZone, register: this.#register ?? UNKNOWN, unprintable: this.#unprintable },
      sections: printedSections(snapshot, { locale: language, timeZone }),
      issuesFormally: this.#printing?.hasTemplate ?? false,
      waiting: readArrivals(meeting.record).filter(({ settled: known }) => known === undefined).length,
      calendar: meeting.workDays ?? workCalendar(CHINA_HOLIDAYS),
    };
  }

  #tell(snapshot: MeetingSnapshot, found: readonly CheckFinding[]): void {
    this.#snapshot = snapshot;
    this.#all = withOverrides(settled(found), readCheckOverrides(this.#options.meeting.record));
  }

  /** In which zone the server prints, and whether the body has a template of its own. */
  async #readPrinting(): Promise<void> {
    const answer = await this.#options.api.get<PaperOffers>(
      `/meetings/${this.#options.meeting.id}/papers?audience=public`,
    );
    if (!answer.ok || this.#isClosed) return;
    const { timeZone, papers } = answer.value;
    this.#printing = { timeZone, hasTemplate: papers.some(({ template }) => template !== null) };
    this.look();
  }

  async #readRegister(): Promise<void> {
    const answer = await this.#options.api.get<PersonList>('/people');
    this.#isUnread = !answer.ok;
    if (!answer.ok || this.#isClosed) return;
    this.#register = new Map(
      answer.value.people.map(({ id, name, posts }) => [
        id,
        { name, titles: posts.flatMap((post) => titleOf({ title: post.title, former: post.former }) ?? []) },
      ]),
    );
    this.look();
  }
}
