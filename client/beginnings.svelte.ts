// What a new meeting is begun from, taken over into its preparation: a template, the last meeting of the same body, a notice. Asks the
// server what there is; what of it stands on the page in the end, the preparation knows.
import type { MeetingList } from '../shared/api/meeting.schema.ts';
import type { TemplateList } from '../shared/api/preparing.schema.ts';
import { nextName } from '../shared/domain/meeting-name.ts';
import type { MeetingSnapshot } from '../shared/domain/snapshot.ts';
import { localDateIn } from '../shared/lib/time.ts';
import type { Api } from './api.ts';
import type { Calendar } from './calendar.ts';
import { carriedFrom, withTopic, type Carried } from './carry-over.ts';
import type { Failure, Words } from './i18n.svelte.ts';
import * as plans from './meeting-plan.ts';
import type { Preparation } from './preparation.svelte.ts';
import { Remote } from './remote.svelte.ts';

interface BeginningsOptions {
  readonly api: Api;
  readonly words: Words;
  readonly calendar: Calendar;
  readonly preparation: Preparation;
  /** Why something could not be taken over; null = it could. */
  readonly ontold: (failure: Failure | null) => void;
}

export class Beginnings {
  readonly templates: Remote<TemplateList>;
  readonly #options: BeginningsOptions;
  readonly #meetings: Remote<MeetingList>;
  #chosen: string | null = $state(null);
  #carried: { readonly line: string; readonly over: Carried } | null = $state.raw(null);

  constructor(options: BeginningsOptions) {
    this.#options = options;
    this.templates = new Remote(() => options.api.get<TemplateList>('/templates'));
    this.#meetings = new Remote(() => options.api.get<MeetingList>('/meetings'));
  }

  /** What there is to begin from; resolves when the meetings are here. */
  async load(): Promise<void> {
    void this.templates.load();
    await this.#meetings.load();
  }

  /** The template or the meeting that was taken over. */
  get chosen(): string | null {
    return this.#chosen;
  }

  /** What the last meeting left, and in a sentence how much of it; null before one is gone on from. */
  get carried(): { readonly line: string; readonly over: Carried } | null {
    return this.#carried;
  }

  /** Meetings of the plan's body, of all where it has none. */
  get ofBody(): MeetingList['meetings'] {
    const { bodyId } = this.#options.preparation.plan;
    return this.#held.filter((each) => bodyId === null || each.bodyId === bodyId);
  }

  /** What the next meeting of the plan's body would be called. */
  get nextName(): string | null {
    const { bodyId } = this.#options.preparation.plan;
    const last = this.#held.find((each) => each.bodyId === bodyId);
    return bodyId === null || !last ? null : nextName(last.title);
  }

  /** Bodies that met before. */
  get bodies(): readonly string[] {
    return [...new Set(this.#held.flatMap(({ bodyId }) => (bodyId === null ? [] : [bodyId])))];
  }

  /** Newest first; samples and what never took place lead nowhere. */
  get #held(): MeetingList['meetings'] {
    return (this.#meetings.value?.meetings ?? []).filter(({ sample }) => sample !== true);
  }

  /** `builtIn`: its number among those that come with the product; null = it is the house's own. */
  useTemplate(id: string, builtIn: number | null): void {
    const { preparation, words } = this.#options;
    this.#chosen = id;
    const own = this.templates.value?.templates.find((each) => each.id === id);
    const ours = builtIn === null ? undefined : words.preparing.builtIn[builtIn];
    const items = own?.items ?? (ours && plans.builtInItems(ours.items));
    if (items) preparation.useItems(items, own?.bodyId ?? null);
  }

  /** From the newest that was held of a body, unless something was chosen meanwhile. */
  async goOnFromLast(bodyId: string): Promise<void> {
    const last = this.#held.find((each) => each.bodyId === bodyId && each.phase !== 'prepare');
    if (last !== undefined && this.#chosen === null) await this.goOnFrom(last.id);
  }

  async goOnFrom(id: string): Promise<void> {
    const { api, words, calendar, preparation, ontold } = this.#options;
    const say = words.preparing;
    this.#chosen = id;
    const meeting = this.#held.find((each) => each.id === id);
    const snapshot = await api.get<MeetingSnapshot>(`/meetings/${id}/snapshot`);
    if (this.#chosen !== id) return;
    ontold(snapshot.ok ? null : snapshot);
    if (!snapshot.ok || !meeting) return;
    const { value } = snapshot;
    const over = await carriedFrom(api, meeting, value);
    if (this.#chosen !== id) return;
    const after = plans.planAfter(value, {
      bodyId: meeting.bodyId,
      timeZone: calendar.timeZone,
      say: { tasks: say.last.tasks, groupAs: say.groupAs },
      ...{ handedOut: over.handedOut, earlier: over.earlier },
    });
    const items = over.topics.reduce((all, topic) => withTopic(all, topic, true), after.items);
    preparation.goOn({ ...after, items });
    const postponed = after.items.filter((item) => item.continues).length;
    const tasks = over.tasks.length + over.undrawn + over.earlier;
    this.#carried = { line: say.last.carried(after.people.length, postponed, tasks), over };
  }

  /** False when what reads notices did not come. */
  async readNotice(text: string): Promise<boolean> {
    const { words, calendar, preparation, ontold } = this.#options;
    const reader = await import('../shared/capture/notice/recognise.ts').catch(() => null);
    ontold(reader === null ? { code: 'unreachable', data: {} } : null);
    if (reader === null) return false;
    const notice = reader.recogniseNotice(text, localDateIn(calendar.timeZone, calendar.now()));
    preparation.read(notice, words.preparing.pasted);
    return true;
  }
}
