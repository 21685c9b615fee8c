// The lines of an agenda, one after another: which begin an item, which belong to the item above, which are none of it.
//
// 1. The first item decides how items look: numbered in one way, begun by a time, a row of a table, or plain. What looks
//    otherwise is a point of the item above it, or ends the agenda.
import { tidy, type MarkKind } from './characters.ts';
import { kindOf } from './item-kind.ts';
import { beginsWithTime, columnsOf, presentersOfLine, readItem, readRow, type Column } from './items.ts';
import { labelOf } from './labels.ts';
import type { Line } from './notice-line.ts';
import type { Found, NoticeItem } from './notice.ts';

type ItemStyle = { readonly kind: 'mark'; readonly mark: MarkKind } | { readonly kind: 'time' | 'row' | 'plain' };

/** What the agenda needs to know of the rest of the notice. */
export interface Around {
  chair(): string | null;
}

/** `item`: taken; `heading`: stands in the agenda and says nothing to take; `none`: is none of the agenda's. */
type Fate = 'item' | 'heading' | 'none';

const ENDS_AGENDA =
  /^(?:特此|敬请|请|各位|联系|会务|因故|如不能|如有|会议由|注[:：]|附[:：]?|please|kindly|contact|apologies|rsvp)|大家.{0,6}准时/iu;
/** 12月12日上午: a day's heading in an agenda of several. */
const DAY_ONLY = /^(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]\s*(?:\([^()]{1,8}\))?\s*(?:上午|下午|晚上|晚)?:?$/u;

/** A sentence that no list goes on with. */
export function endsList(text: string): boolean {
  return ENDS_AGENDA.test(text);
}

export class AgendaLines {
  readonly #around: Around;
  readonly #items: Found<NoticeItem>[] = [];
  #style: ItemStyle | null = null;
  #columns: readonly Column[] = [];

  constructor(around: Around) {
    this.#around = around;
  }

  get items(): readonly Found<NoticeItem>[] {
    return this.#items;
  }

  /** A list of items begins; null: how they look is seen at the first of them. */
  begin(columns: readonly Column[] | null): void {
    this.#columns = columns ?? [];
    this.#style = columns === null ? null : { kind: 'row' };
  }

  /** Rule 1. `heading`: the kind of number that the section's own heading has; `rest`: the line after space and mark. */
  read(line: Line, rest: string, heading: MarkKind | null): Fate {
    if (DAY_ONLY.test(rest)) return 'heading';
    if (line.text.includes('\t')) return this.#readRow(line);
    const isHeading = line.mark !== null && line.mark.kind === heading;
    const style = this.#style ?? styleOf(line, rest);
    if (isHeading && !(style.kind === 'mark' && style.mark === line.mark?.kind && this.#style !== null)) return 'none';
    // 茶歇 stands between numbered items without a number of its own.
    const isBreak = line.mark === null && this.#items.length > 0 && rest.length <= 12 && kindOf(rest) === 'break';
    if (isBreak && style.kind === 'mark') return this.#addItem(line, rest);
    if (isItemIn(style, line, rest)) {
      this.#style = style;
      return this.#addItem(line, rest);
    }
    return this.#readBelow(line, rest, heading);
  }

  #readRow(line: Line): Fate {
    const columns = columnsOf(line.text.split('\t'));
    if (columns) {
      this.begin(columns);
      return 'heading';
    }
    const cells = line.raw.split('\t');
    const item =
      this.#columns.length > 0
        ? readRow(cells, this.#columns, this.#around.chair())
        : readItem(
            cells
              .map((cell) => cell.trim())
              .filter((cell) => !/^\d{0,3}$/.test(cell))
              .join('  '),
            this.#around.chair(),
          );
    return this.#push(line, item);
  }

  #addItem(line: Line, rest: string): Fate {
    const start = line.text.indexOf(rest, line.from);
    const raw = line.raw.slice(start, start + rest.length);
    return this.#push({ ...line, from: start }, readItem(spaced(raw), this.#around.chair()));
  }

  #push(line: Line, item: NoticeItem | null): Fate {
    if (item === null) return 'none';
    this.#items.push({ value: item, line: line.number, from: line.from, to: line.text.trimEnd().length });
    return 'item';
  }

  /** A point of the item above, or who presents it. */
  #readBelow(line: Line, rest: string, heading: MarkKind | null): Fate {
    const last = this.#items.at(-1);
    if (!last) return 'none';
    const presenters = presentersOfLine(rest);
    const isPoint = line.mark !== null && line.mark.kind !== heading && !endsList(rest);
    if (presenters.length === 0 && !isPoint) return 'none';
    const { value } = last;
    const raw = tidy(line.raw.slice(line.from));
    const changed = presenters.length > 0 ? { ...value, presenters } : { ...value, points: [...value.points, raw] };
    this.#items[this.#items.length - 1] = { ...last, value: changed };
    return 'item';
  }
}

function styleOf(line: Line, rest: string): ItemStyle {
  if (beginsWithTime(rest)) return line.mark === null ? { kind: 'time' } : { kind: 'mark', mark: line.mark.kind };
  return line.mark === null ? { kind: 'plain' } : { kind: 'mark', mark: line.mark.kind };
}

function isItemIn(style: ItemStyle, line: Line, rest: string): boolean {
  if (style.kind === 'mark') return line.mark?.kind === style.mark;
  if (style.kind === 'time') return beginsWithTime(rest);
  return style.kind === 'plain' && !endsList(rest) && labelOf(rest) === null;
}

/** Runs of any space as two, so that a name set apart by one wide space is set apart. */
function spaced(text: string): string {
  return text.replace(/[\u3000\t]+| {2,}/g, '  ');
}
