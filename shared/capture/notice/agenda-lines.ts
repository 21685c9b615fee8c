// The lines of an agenda, one after another: which begin an item, which are parts of the item above, which only say when a
// half of the day begins, which are none of it. Whoever speaks on an item is gathered with the post that is named there.
//
// 1. The first item decides how items look: numbered in one way, begun by a time, a row of a table, or plain. What is
//    numbered otherwise is a part of the item above it; what is not numbered ends the agenda.
// 2. That people sign in is no item: it is when they do.
import { singleSpaced, type MarkKind } from './characters.ts';
import type { Gathered } from './gathered.ts';
import { kindOf } from './item-kind.ts';
import {
  beginsWithTime,
  columnsOf,
  isSignIn,
  namesOf,
  readItem,
  readRow,
  speakersOfLine,
  type Column,
  type ItemRead,
} from './items.ts';
import { labelOf } from './labels.ts';
import { timesIn } from './moments.ts';
import type { Line } from './notice-line.ts';
import type { Found, NoticeItem, NoticePoint } from './notice.ts';
import { chairIn, chairReadIn, signInIn } from './sentences.ts';

type ItemStyle = { readonly kind: 'mark'; readonly mark: MarkKind } | { readonly kind: 'time' | 'row' | 'plain' };

const ENDS_AGENDA =
  /^(?:特此|敬请|请|各位|联系|会务|因故|如不能|如有|会议由|注[:：]|附(?:件|表|图)?\d{0,2}[:：]|附(?:[件表图]\d{0,2})?(?![\p{Script=Han}\d])|please|kindly|contact|apologies|rsvp)|大家.{0,6}准时/iu;
/** 12月12日上午: a day's heading in an agenda of several. */
const DAY_ONLY = /^(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]\s*(?:\([^()]{1,8}\))?\s*(?:上午|下午|晚上|晚)?:?$/u;
/** 下午 会员大会(14:00-17:00,主持人:会长): what a half of the day is for, and when it is. */
const HALF_DAY = /^(?:上午|下午|晚上)(?:\s*:|\s*$|\s*[^\d:()]{0,20}\([^()]*\d{1,2}:\d{2}[^()]*\)$)/u;

/** A sentence that no list goes on with. */
export function endsList(text: string): boolean {
  return ENDS_AGENDA.test(text);
}

export class AgendaLines {
  readonly #gathered: Gathered;
  readonly #items: Found<NoticeItem>[] = [];
  #style: ItemStyle | null = null;
  #columns: readonly Column[] = [];
  /** The end was read from a half of the day, after which another may come. */
  #isEndOfHalf = false;

  constructor(gathered: Gathered) {
    this.#gathered = gathered;
  }

  get items(): readonly Found<NoticeItem>[] {
    return this.#items;
  }

  /** A list of items begins; null: how they look is seen at the first of them. */
  begin(columns: readonly Column[] | null): void {
    this.#columns = columns ?? [];
    this.#style = columns === null ? null : { kind: 'row' };
  }

  /**
   * Rule 1. `heading`: the kind of number that the section's own heading has; `rest`: the line after space and mark. False
   * when the line is none of the agenda's.
   */
  read(line: Line, rest: string, heading: MarkKind | null): boolean {
    if (DAY_ONLY.test(rest)) {
      this.#gathered.setFormal(line.number);
      return true;
    }
    if (HALF_DAY.test(rest)) return this.#readHalf(line, rest);
    if (line.text.includes('\t')) return this.#readRow(line);
    const isHeading = line.mark !== null && line.mark.kind === heading;
    const style = this.#style ?? styleOf(line, rest);
    if (isHeading && !(style.kind === 'mark' && style.mark === line.mark?.kind && this.#style !== null)) return false;
    // 茶歇 stands between numbered items without a number of its own.
    const isBreak = line.mark === null && this.#items.length > 0 && rest.length <= 12 && kindOf(rest) === 'break';
    if (isBreak && style.kind === 'mark') return this.#addItem(line, rest);
    if (isItemIn(style, line, rest)) {
      this.#style = style;
      return this.#addItem(line, rest);
    }
    return this.#readBelow(line, rest, heading);
  }

  #readRow(line: Line): boolean {
    const columns = columnsOf(line.text.split('\t'));
    if (columns) {
      this.begin(columns);
      this.#gathered.setFormal(line.number);
      return true;
    }
    const cells = line.raw.split('\t');
    const chair = this.#gathered.value('chair');
    const said = cells.map((cell) => cell.trim()).filter((cell) => !/^\d{0,3}$/.test(cell));
    return this.#push(
      line,
      this.#columns.length > 0 ? readRow(cells, this.#columns, chair) : readItem(said.join('  '), chair),
    );
  }

  /** A half of the day says when the meeting begins and ends, and who is in the chair, where nothing else did. */
  #readHalf(line: Line, rest: string): boolean {
    const { number, text } = line;
    const gathered = this.#gathered;
    const signIn = signInIn(text);
    if (signIn) gathered.put('signIn', { value: signIn.start, from: signIn.from, to: signIn.to }, number);
    const first = timesIn(text);
    const times = signIn !== null && first?.from === signIn.from ? timesIn(text, signIn.to) : first;
    if (times) {
      const { start, end, from, to } = times;
      gathered.put('start', { value: start, from, to }, number);
      if (end !== null && (this.#isEndOfHalf || gathered.field('end') === null)) {
        gathered.putAnew('end', { value: end, from, to, line: number });
        this.#isEndOfHalf = true;
      }
    }
    const chair = chairIn(text);
    const person = chairReadIn(rest);
    gathered.put('chair', chair, number);
    if (chair && person?.title != null) gathered.addSpeaker(number, chair, person);
    gathered.setFormal(number);
    return true;
  }

  #addItem(line: Line, rest: string): boolean {
    const start = line.text.indexOf(rest, line.from);
    const raw = line.raw.slice(start, start + rest.length);
    return this.#push({ ...line, from: start }, readItem(spaced(raw), this.#gathered.value('chair')));
  }

  #push(line: Line, read: ItemRead | null): boolean {
    if (read === null) return false;
    const { point, speakers } = read;
    if (isSignIn(point)) return this.#takeSignIn(line, point);
    const place = { line: line.number, from: line.from, to: line.text.trimEnd().length };
    this.#items.push({ value: { ...point, parts: [] }, ...place });
    this.#tell(line, speakers);
    return true;
  }

  /** Rule 2. */
  #takeSignIn(line: Line, { start }: NoticePoint): boolean {
    const { from } = line;
    if (start === null) this.#gathered.setFormal(line.number);
    else this.#gathered.put('signIn', { value: start, from, to: line.text.trimEnd().length }, line.number);
    return true;
  }

  /** A part of the item above, or who presents it. */
  #readBelow(line: Line, rest: string, heading: MarkKind | null): boolean {
    const last = this.#items.at(-1);
    if (!last) return false;
    const speakers = speakersOfLine(rest);
    if (speakers.length > 0) {
      this.#replaceLast({ ...last.value, presenters: namesOf(speakers) });
      this.#tell(line, speakers);
      return true;
    }
    if (line.mark === null || line.mark.kind === heading || endsList(rest)) return false;
    const read = readItem(spaced(line.raw.slice(line.from)), this.#gathered.value('chair'));
    if (read === null) return false;
    const { kind } = read.point;
    // What is said of a part seldom says what kind it is: 《章程》 under 审议以下文件.
    const value = { ...read.point, kind: kind === 'briefing' ? last.value.kind : kind };
    const part = { value, line: line.number, from: line.from, to: line.text.trimEnd().length };
    this.#replaceLast({ ...last.value, parts: [...last.value.parts, part] });
    this.#tell(line, read.speakers);
    return true;
  }

  #replaceLast(value: NoticeItem): void {
    const last = this.#items.at(-1);
    if (last) this.#items[this.#items.length - 1] = { ...last, value };
  }

  #tell(line: Line, speakers: ItemRead['speakers']): void {
    const { number, text } = line;
    this.#gathered.tell(number);
    for (const speaker of speakers) {
      const from = Math.max(line.from, text.indexOf(speaker.name));
      this.#gathered.addSpeaker(number, { value: speaker.name, from, to: from + speaker.name.length }, speaker);
    }
  }
}

function styleOf(line: Line, rest: string): ItemStyle {
  if (beginsWithTime(rest)) return line.mark === null ? { kind: 'time' } : { kind: 'mark', mark: line.mark.kind };
  return line.mark === null ? { kind: 'plain' } : { kind: 'mark', mark: line.mark.kind };
}

function isItemIn(style: ItemStyle, line: Line, rest: string): boolean {
  if (style.kind === 'mark') return line.mark?.kind === style.mark;
  if (style.kind === 'time') return beginsWithTime(rest);
  return style.kind === 'plain' && !endsList(rest) && (labelOf(rest) === null || isSignInLine(rest));
}

function isSignInLine(rest: string): boolean {
  return isSignIn({ title: singleSpaced(rest), kind: 'briefing', presenters: [], plannedMinutes: null, start: null });
}

/** Runs of any space as two, so that a name set apart by one wide space is set apart. */
function spaced(text: string): string {
  return text.replace(/[\u3000\t]+| {2,}/g, '  ');
}
