// A meeting while it is being prepared: the way it begins, the plan on the page, what a notice said and where its lines
// were put by hand. Knows no page and no server; what the page asks for is handed in.
import type { TemplateItem } from '../shared/api/preparing.schema.ts';
import type { Notice } from '../shared/capture/notice/notice.ts';
import { endOfMeeting } from '../shared/domain/meeting-day.ts';
import type { Prepared } from './kept-plan.ts';
import * as plans from './meeting-plan.ts';

/** In the order in which they save most work. */
export const WAYS = ['notice', 'last', 'template', 'blank'] as const;
export type Way = (typeof WAYS)[number];
export type NoticePlace = 'item' | 'note' | 'venue' | 'title' | 'group';

const MAX_LINE = 200;
const MAX_NOTE = 1_000;

export class Preparation {
  readonly #timeZone: string;
  #way: Way = $state('notice');
  #plan = $state.raw(plans.NO_PLAN);
  #notice = $state.raw<Notice | null>(null);
  #placed = $state.raw<ReadonlySet<number>>(new Set());

  constructor({ way, timeZone }: { readonly way: string | null; readonly timeZone: string }) {
    this.#way = WAYS.find((each) => each === way) ?? 'notice';
    this.#timeZone = timeZone;
  }

  get way(): Way {
    return this.#way;
  }
  get plan(): plans.Plan {
    return this.#plan;
  }
  get notice(): Notice | null {
    return this.#notice;
  }
  /** Numbers of the notice's lines that were put somewhere by hand. */
  get placed(): ReadonlySet<number> {
    return this.#placed;
  }

  /** The end as an instant; in the night after the meeting's day where it is meant so, null where it cannot be meant. */
  get #endsAt(): number | null {
    const { date, start, end } = this.#plan;
    return endOfMeeting(this.#timeZone, date === '' ? '2000-01-03' : date, start, end);
  }
  get endsNextDay(): boolean {
    const { start, end } = this.#plan;
    return start !== '' && end !== '' && end <= start && this.#endsAt !== null;
  }
  get endsBeforeStart(): boolean {
    const { start, end } = this.#plan;
    return start !== '' && end !== '' && (end === start || this.#endsAt === null);
  }

  /** Everything that a later visit needs to go on from here; reactive. */
  get prepared(): Prepared {
    return { plan: this.#plan, notice: this.#notice, placed: [...this.#placed] };
  }

  begin(way: Way): void {
    this.#way = way;
  }

  change(part: Partial<plans.Plan>): void {
    this.#plan = { ...this.#plan, ...part };
  }

  /** Nothing of what stands here is kept. */
  startOver(): void {
    this.#plan = plans.NO_PLAN;
    this.forgetNotice();
  }

  useItems(items: readonly TemplateItem[], bodyId: string | null): void {
    this.change({ items: plans.planItemsOf(items), ...(bodyId === null ? {} : { bodyId }) });
  }

  /** Goes on from an earlier meeting; the day, and a name that could not be counted on, stay. */
  goOn(after: plans.Plan): void {
    const { date, title } = this.#plan;
    this.#plan = { ...after, date, title: after.title === '' ? title : after.title };
  }

  /** Takes what a notice says; a single line that says nothing of the kind is the meeting's name. */
  read(notice: Notice, say: Parameters<typeof plans.planOfNotice>[1]): void {
    const { bodyId } = this.#plan;
    const [only, ...others] = notice.lines.filter((line) => line.trim() !== '');
    const isNameOnly = only !== undefined && others.length === 0 && notice.title === null && notice.date === null;
    this.#way = 'notice';
    this.#notice = notice;
    this.#placed = new Set(isNameOnly ? notice.unread : []);
    this.#plan = { ...plans.planOfNotice(notice, say), bodyId };
    if (isNameOnly) this.change({ title: only.trim().slice(0, MAX_LINE) });
  }

  forgetNotice(): void {
    this.#notice = null;
    this.#placed = new Set();
  }

  /** Puts a line that was not understood where a person says. */
  place(line: number, where: NoticePlace): void {
    const text = (this.#notice?.lines[line] ?? '').trim().slice(0, where === 'note' ? MAX_NOTE : MAX_LINE);
    this.#placed = new Set([...this.#placed, line]);
    const { notes, groups, items } = this.#plan;
    if (where === 'venue') this.change({ venue: text });
    else if (where === 'title') this.change({ title: text });
    else if (where === 'note') this.change({ notes: [...notes, text] });
    else if (where === 'group')
      this.change({ groups: [...groups, { key: plans.nextKey(groups), text, role: 'attending' }] });
    else {
      const item = { kind: 'briefing', title: text, presenters: '', minutes: '', text: null, start: null } as const;
      this.change({ items: [...items, { ...item, key: plans.nextKey(items) }] });
    }
  }

  /** What a visit before this one left on the page. */
  takeUp({ plan, notice, placed }: Prepared): void {
    this.#plan = plan;
    this.#notice = notice;
    this.#placed = new Set(placed);
  }
}
