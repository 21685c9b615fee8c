// Reads a notice of a meeting by rules: its head and foot, then line by line by the section a line stands in. What no rule
// understands is named; nothing is guessed from it. Pure: the day near which a missing year is looked for is given.
//
// 1. A label opens a section; a paragraph numbered as the section's heading was closes it.
// 2. In an agenda the first item decides how items look: numbered in one way, begun by a time, a row of a table, or plain.
//    What looks otherwise is a point of the item above it, or ends the agenda.
// 3. A field that was found once is not found again: what stands first in a notice is what it is about.
// 4. Every line that holds something is either the place of a fact, a courtesy, or named as not understood.
import { parseMeetingName, isSession } from '../../domain/meeting-name.ts';
import { evened, markOf, singleSpaced, tidy, type Mark, type MarkKind } from './characters.ts';
import { readFoot, readHeading, type Foot } from './heading.ts';
import { beginsWithTime, columnsOf, presentersOfLine, readItem, readRow, type Column } from './items.ts';
import { kindOf } from './item-kind.ts';
import { labelOf, opensAgenda, type Label, type LabelKind } from './labels.ts';
import { dateOf, daysIn, timesIn } from './moments.ts';
import type { Found, FoundGroup, Notice, NoticeItem, NoticePerson, Span } from './notice.ts';
import { readPeople } from './people-line.ts';
import { readPerson } from './persons.ts';
import { chairIn, contactIn, heldIn, phoneIn, replyDayIn, venueIn, type Piece } from './sentences.ts';
import { unwrapped } from './wrapping.ts';

/** More than any notice has; what is beyond is not read. */
export const MAX_NOTICE_CHARACTERS = 60_000;
const MAX_LINES = 2_000;

type ItemStyle = { readonly kind: 'mark'; readonly mark: MarkKind } | { readonly kind: 'time' | 'row' | 'plain' };
type FieldName =
  'title' | 'organisation' | 'date' | 'start' | 'end' | 'venue' | 'chair' | 'contact' | 'phone' | 'replyBy';

interface Section {
  readonly kind: LabelKind | null;
  readonly label: Label | null;
  readonly heading: MarkKind | null;
}

interface Line {
  readonly number: number;
  /** Evened, as long as the line. */
  readonly text: string;
  /** Where it begins after space and mark. */
  readonly from: number;
  readonly mark: Mark | null;
}

const NO_SECTION: Section = { kind: null, label: null, heading: null };
const COURTESY =
  /^(?:特此(?:通知|函达|邀请|公告)|敬请(?:光临|莅临)|此致|敬礼|谢谢|感谢|请(?:准时|按时)(?:参加|出席)|现将有关事项|您好|大家好|尊敬的|各.{1,40}[:：]|以上.{0,10}通知|\S{2,30}[:：]$)|^(?:dear |yours |kind regards|regards)/iu;
const ENDS_AGENDA =
  /^(?:特此|敬请|请|各位|联系|会务|因故|如不能|如有|会议由|注[:：]|附[:：]?|please|kindly|contact|apologies|rsvp)|大家.{0,6}准时/iu;

/** 全体村民代表: — whom a notice calls upon by a name for all of them, it asks. */
const ASKED: Label = { kind: 'people', role: 'attending', length: 0 };

/** 12月12日上午: a day's heading in an agenda of several. */
const DAY_ONLY = /^(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]\s*(?:\([^()]{1,8}\))?\s*(?:上午|下午|晚上|晚)?:?$/u;

/** Reads `source`; `today` as `YYYY-MM-DD`. */
export function recogniseNotice(source: string, today: string): Notice {
  const lines = source.slice(0, MAX_NOTICE_CHARACTERS).replace(/\r\n?/g, '\n').split('\n').slice(0, MAX_LINES);
  return new Reading(lines, today).notice();
}

class Reading {
  readonly #asTheyCame: readonly string[];
  /** Without mail headers and ornaments; as long. */
  readonly #lines: readonly string[];
  readonly #fields = new Map<FieldName, Found<string>>();
  readonly #people: Found<NoticePerson>[] = [];
  readonly #groups: FoundGroup[] = [];
  readonly #items: Found<NoticeItem>[] = [];
  readonly #formal = new Set<number>();
  readonly #told = new Set<number>();
  readonly #near: string;
  readonly #foot: Foot;
  #yearAssumed = false;
  #subject: number | null = null;
  /** The line whose sentence named the place. */
  #heldOn: number | null = null;
  #section: Section = NO_SECTION;
  #style: ItemStyle | null = null;
  #columns: readonly Column[] = [];

  constructor(lines: readonly string[], today: string) {
    const { lines: plain, headers, subject } = unwrapped(lines);
    this.#subject = subject;
    this.#asTheyCame = lines;
    this.#lines = plain;
    for (const number of headers) this.#formal.add(number);
    this.#foot = readFoot(plain);
    const { signedOn } = this.#foot;
    this.#near = signedOn?.year == null ? today : (dateOf(signedOn, today) ?? today);
  }

  notice(): Notice {
    const heading = readHeading(this.#lines);
    // A name under a label of its own is the better one.
    for (const line of this.#lines.map((_, number) => this.#line(number))) {
      const label = labelOf(line.text.slice(line.from));
      const named = label?.kind === 'name' ? this.#piece(line, line.from + label.length) : null;
      // 会议主题 may be what a conference is about; then the head names it.
      if (named && (heading.title === null || /会|meeting/iu.test(named.value)))
        this.#put('title', { ...named, value: tidy(named.value) });
    }
    this.#putFound('title', heading.title ?? this.#subjectAsTitle());
    this.#putFound('organisation', heading.organisation);
    for (const number of [...heading.lines, ...this.#foot.lines]) this.#formal.add(number);
    for (const number of this.#lines.keys()) if (!this.#formal.has(number)) this.#read(this.#line(number));
    this.#putFound('organisation', this.#ownOrganisation());
    return this.#result();
  }

  /** A mail says in its subject what it is about: Committee meeting, 3 December. */
  #subjectAsTitle(): Found<string> | null {
    const text = this.#subject === null ? '' : (this.#lines[this.#subject] ?? '');
    const name = /^\s*([^,，;；]*(?:会|会议|meeting)[^,，;；]*)/iu.exec(text)?.[1]?.trim() ?? '';
    const from = text.indexOf(name);
    return this.#subject === null || name === ''
      ? null
      : { value: name, line: this.#subject, from, to: from + name.length };
  }

  #line(number: number): Line {
    const text = evened(this.#lines[number] ?? '');
    const indent = text.length - text.trimStart().length;
    const mark = markOf(text.slice(indent));
    return { number, text, from: indent + (mark?.length ?? 0), mark };
  }

  #read(line: Line): void {
    const rest = line.text.slice(line.from).trimEnd();
    if (rest.trim() === '') return;
    if (this.#section.kind === 'agenda' && this.#readsAgenda(line, rest)) return;
    const label = labelOf(rest);
    if (label) return this.#open(line, label);
    if (opensAgenda(rest)) {
      this.#open(line, { kind: 'agenda', role: 'attending', length: rest.length });
      return this.#readSentence(line);
    }
    const called = /^(全体[^,。;:]{2,60}):$/u.exec(rest)?.[1];
    if (called !== undefined)
      return this.#takePeople({ ...line, text: line.text.slice(0, line.from + called.length) }, ASKED, line.from);
    const columns = line.text.includes('\t') ? columnsOf(line.text.split('\t')) : null;
    if (columns) {
      this.#open(line, { kind: 'agenda', role: 'attending', length: rest.length });
      this.#columns = columns;
      this.#style = { kind: 'row' };
      return;
    }
    const { heading, kind, label: of } = this.#section;
    if (heading !== null && line.mark?.kind === heading) this.#section = NO_SECTION;
    else if (
      kind !== null &&
      of !== null &&
      kind !== 'agenda' &&
      !ENDS_AGENDA.test(rest) &&
      this.#take(line, of, line.from)
    )
      return;
    this.#readSentence(line);
  }

  /** Rule 1. */
  #open(line: Line, label: Label): void {
    const start = line.from + label.length;
    const isAlone = line.text.slice(start).trim() === '';
    this.#section = { kind: label.kind, label, heading: line.mark?.kind ?? this.#section.heading };
    if (label.kind === 'agenda') {
      this.#style = null;
      this.#columns = [];
      this.#section = { ...this.#section, heading: line.mark?.kind ?? null };
    }
    if (isAlone) {
      this.#formal.add(line.number);
      return;
    }
    // A label on the same line as others: 联系电话 … 联系人 …
    this.#take(line, label, start);
    if (label.kind !== 'agenda') this.#readSentence(line);
  }

  /** Takes what a section's line says; false when it says nothing of that kind. */
  #take(line: Line, label: Label, from: number): boolean {
    const before = this.#told.size;
    switch (label.kind) {
      case 'when':
        this.#takeWhen(line, from);
        break;
      case 'where':
        this.#takeWhere(line, from);
        break;
      case 'chair':
        this.#takeChair(line, from);
        break;
      case 'people':
        this.#takePeople(line, label, from);
        break;
      case 'reply':
        this.#takeReply(line, from);
        break;
      case 'organiser':
        this.#put('organisation', this.#piece(line, from));
        break;
      case 'agenda':
        this.#readsAgenda({ ...line, from, mark: null }, line.text.slice(from).trim());
        break;
      default:
        break;
    }
    return this.#told.size > before || this.#told.has(line.number);
  }

  #takeWhen(line: Line, from: number): void {
    const day = daysIn(line.text).find((each) => each.from >= from);
    if (day) this.#putDay(line.number, day);
    const times = timesIn(line.text, day?.to ?? from);
    if (times) this.#putTimes(line.number, times);
  }

  /** 在西安召开 in a sentence is said more exactly under a label of its own. */
  #takeWhere(line: Line, from: number): void {
    const venue = this.#piece(line, from);
    const known = this.#fields.get('venue');
    if (venue && (known === undefined || known.line === this.#heldOn)) this.#fields.delete('venue');
    this.#put('venue', this.#fields.has('venue') ? null : venue);
  }

  #takeChair(line: Line, from: number): void {
    const said = this.#piece(line, from);
    const person = said && readPerson(said.value.split(/[,;。]/u)[0] ?? '');
    if (!said || !person) return;
    this.#put('chair', { ...said, value: person.name });
    if (person.title !== null) this.#addPerson(line.number, said, { ...person, role: 'attending' });
  }

  #takePeople(line: Line, { role }: Label, from: number): void {
    // （二）特邀嘉宾： within the list of who attends has a label of its own and does not come here.
    const { people, groups } = readPeople(line.text.slice(from), role);
    let place = from;
    for (const { person, words } of people) {
      const at = Math.max(place, line.text.indexOf(words, place));
      this.#addPerson(line.number, { value: '', from: at, to: at + words.length }, person);
      place = from;
    }
    for (const { words, role: as } of groups) {
      const at = Math.max(from, line.text.indexOf(words, from));
      const to = at + words.length;
      this.#groups.push({
        value: tidy((this.#lines[line.number] ?? '').slice(at, to)),
        line: line.number,
        ...{ from: at, to, role: as },
      });
      this.#told.add(line.number);
    }
  }

  #takeReply(line: Line, from: number): void {
    const day = daysIn(line.text).find((each) => each.from >= from);
    const date = day && dateOf(day, this.#fields.get('date')?.value ?? this.#near);
    if (day && date) this.#put('replyBy', { value: date, from: day.from, to: day.to }, line.number);
  }

  #addPerson(line: number, { from, to }: Piece, person: NoticePerson): void {
    this.#told.add(line);
    const same = this.#people.findIndex(({ value }) => value.name === person.name);
    const known = this.#people[same]?.value;
    if (known === undefined) this.#people.push({ value: person, line, from, to });
    // The chair is named with a post in one place and without it in another.
    else if (known.title === null && person.title !== null)
      this.#people[same] = { value: { ...known, org: person.org, title: person.title }, line, from, to };
  }

  /** Rule 2. False when the line is none of the agenda's. */
  #readsAgenda(line: Line, rest: string): boolean {
    if (DAY_ONLY.test(rest)) {
      this.#formal.add(line.number);
      return true;
    }
    const isRow = line.text.includes('\t');
    if (isRow) return this.#readsRow(line);
    const isHeading = line.mark !== null && line.mark.kind === this.#section.heading;
    const style = this.#style ?? this.#styleOf(line, rest);
    if (isHeading && !(style.kind === 'mark' && style.mark === line.mark?.kind && this.#style !== null)) return false;
    // 茶歇 stands between numbered items without a number of its own.
    const isBreak = line.mark === null && this.#items.length > 0 && rest.length <= 12 && kindOf(rest) === 'break';
    if (isBreak && style.kind === 'mark') return this.#addItem(line, rest);
    const isItem =
      style.kind === 'mark'
        ? line.mark?.kind === style.mark
        : style.kind === 'time'
          ? beginsWithTime(rest)
          : style.kind === 'plain' && !ENDS_AGENDA.test(rest) && labelOf(rest) === null;
    if (isItem) {
      this.#style = style;
      return this.#addItem(line, rest);
    }
    return this.#readsBelowItem(line, rest);
  }

  #styleOf(line: Line, rest: string): ItemStyle {
    if (beginsWithTime(rest)) return line.mark === null ? { kind: 'time' } : { kind: 'mark', mark: line.mark.kind };
    return line.mark === null ? { kind: 'plain' } : { kind: 'mark', mark: line.mark.kind };
  }

  #readsRow(line: Line): boolean {
    const cells = line.text.split('\t');
    const columns = columnsOf(cells);
    if (columns) {
      this.#columns = columns;
      this.#style = { kind: 'row' };
      this.#formal.add(line.number);
      return true;
    }
    const raw = (this.#lines[line.number] ?? '').split('\t');
    const item =
      this.#columns.length > 0
        ? readRow(raw, this.#columns, this.#chair())
        : readItem(
            raw
              .map((cell) => cell.trim())
              .filter((cell) => !/^\d{0,3}$/.test(cell))
              .join('  '),
            this.#chair(),
          );
    return item === null ? false : this.#pushItem(line, item);
  }

  #addItem(line: Line, rest: string): boolean {
    const start = line.text.indexOf(rest, line.from);
    const raw = (this.#lines[line.number] ?? '').slice(start, start + rest.length);
    const item = readItem(spaced(raw), this.#chair());
    return item === null ? false : this.#pushItem({ ...line, from: start }, item);
  }

  #pushItem(line: Line, item: NoticeItem): boolean {
    this.#told.add(line.number);
    this.#items.push({ value: item, line: line.number, from: line.from, to: line.text.trimEnd().length });
    return true;
  }

  /** A point of the item above, or who presents it. */
  #readsBelowItem(line: Line, rest: string): boolean {
    const last = this.#items.at(-1);
    if (!last) return false;
    const presenters = presentersOfLine(rest);
    const isPoint = line.mark !== null && line.mark.kind !== this.#section.heading && !ENDS_AGENDA.test(rest);
    if (presenters.length === 0 && !isPoint) return false;
    const { value } = last;
    const raw = tidy((this.#lines[line.number] ?? '').slice(line.from));
    const changed = presenters.length > 0 ? { ...value, presenters } : { ...value, points: [...value.points, raw] };
    this.#items[this.#items.length - 1] = { ...last, value: changed };
    this.#told.add(line.number);
    return true;
  }

  #readSentence(line: Line): void {
    const { text, number } = line;
    const held = this.#fields.has('date') ? null : heldIn(text);
    if (held) {
      if (held.day) this.#putDay(number, held.day);
      if (held.times) this.#putTimes(number, held.times);
      if (held.venue !== null && !this.#fields.has('venue')) this.#heldOn = number;
      this.#put('venue', this.#asWritten(held.venue, number), number);
      this.#put('title', this.#asWritten(held.name, number), number);
    }
    this.#put('venue', this.#asWritten(venueIn(text), number), number);
    this.#put('chair', chairIn(text), number);
    this.#put('contact', contactIn(text), number);
    this.#put('phone', phoneIn(text), number);
    const day = replyDayIn(text);
    const by = day && dateOf(day, this.#fields.get('date')?.value ?? this.#near);
    if (day && by) this.#put('replyBy', { value: by, from: day.from, to: day.to }, number);
    const title = this.#fields.get('title')?.value ?? '';
    const isRepeated = title !== '' && tidy(text).includes(title);
    if (!this.#told.has(number) && (isRepeated || COURTESY.test(text.trim()))) this.#formal.add(number);
  }

  /** What was found in the evened line, with the signs that its writer used. */
  #asWritten(piece: Piece | null, line: number): Piece | null {
    return piece && { ...piece, value: tidy((this.#lines[line] ?? '').slice(piece.from, piece.to)) };
  }

  #putDay(line: number, day: ReturnType<typeof daysIn>[number]): void {
    const date = dateOf(day, this.#near);
    if (date === null) return;
    this.#told.add(line);
    if (this.#fields.has('date')) return;
    this.#yearAssumed = day.year === null;
    this.#put('date', { value: date, from: day.from, to: day.to }, line);
  }

  #putTimes(line: number, { start, end, from, to }: NonNullable<ReturnType<typeof timesIn>>): void {
    this.#told.add(line);
    if (this.#fields.has('start')) return;
    this.#put('start', { value: start, from, to }, line);
    if (end !== null) this.#put('end', { value: end, from, to }, line);
  }

  /** Rule 3. */
  #put(name: FieldName, piece: Piece | (Piece & Span) | null, line?: number): void {
    if (piece === null || piece.value === '') return;
    const number = line ?? ('line' in piece ? piece.line : null);
    if (number === null) return;
    this.#told.add(number);
    if (!this.#fields.has(name))
      this.#fields.set(name, { value: piece.value, line: number, from: piece.from, to: piece.to });
  }

  #putFound(name: FieldName, found: Found<string> | null): void {
    if (found) this.#put(name, found, found.line);
  }

  /** The rest of a line from `from` on, as it was written, without the sign that ends it. */
  #piece(line: Line, from: number): (Piece & Span) | null {
    const raw = (this.#lines[line.number] ?? '').slice(from);
    const words = raw.replace(/[\s。;；]+$/u, '');
    const start = from + (words.length - words.trimStart().length);
    const value = singleSpaced(words);
    return value === '' ? null : { value, line: line.number, from: start, to: from + words.length };
  }

  #chair(): string | null {
    return this.#fields.get('chair')?.value ?? null;
  }

  /** What stands before the session in the title, else who signs. */
  #ownOrganisation(): Found<string> | null {
    const title = this.#fields.get('title');
    const name = title ? parseMeetingName(title.value).organisation : '';
    return title && name !== '' ? { ...title, value: name, to: title.from + name.length } : this.#signer();
  }

  /** 秘书处 by itself is a part of whoever calls the meeting. */
  #signer(): Found<string> | null {
    const { signer } = this.#foot;
    const title = this.#fields.get('title');
    // 党支部 signs for 中共市轻工研究院党支部, 某学会秘书处 for 某学会.
    const at = signer === null || title === undefined ? -1 : title.value.indexOf(signer.value);
    if (signer !== null && title !== undefined && at > 0)
      return { ...title, value: title.value.slice(0, at + signer.value.length) };
    const house = /^(.{3,}[会院社团司])秘书处$/u.exec(signer?.value ?? '')?.[1];
    if (signer !== null && house !== undefined) return { ...signer, value: house, to: signer.from + house.length };
    return signer !== null && /^.{0,2}(?:秘书处|办公室|办公厅|综合科|综合部|行政部)$/u.test(signer.value)
      ? null
      : signer;
  }

  /** Rule 4. */
  #result(): Notice {
    const field = (name: FieldName): Found<string> | null => this.#fields.get(name) ?? null;
    const title = field('title');
    const places = [...this.#fields.values(), ...this.#people, ...this.#groups, ...this.#items].map(({ line }) => line);
    const told = new Set([...this.#told, ...places]);
    const standing = [...this.#lines.keys()].filter(
      (number) => (this.#lines[number] ?? '').trim() !== '' || this.#formal.has(number),
    );
    return {
      lines: this.#asTheyCame,
      ...{ title, organisation: field('organisation'), date: field('date'), yearAssumed: this.#yearAssumed },
      session: title ? (parseMeetingName(title.value).parts.find(isSession) ?? null) : null,
      ...{ start: field('start'), end: field('end'), venue: field('venue'), chair: field('chair') },
      ...{ contact: field('contact'), phone: field('phone'), replyBy: field('replyBy') },
      ...{ groups: this.#groups, people: this.#people, items: this.#items },
      formal: standing.filter((number) => this.#formal.has(number) && !places.includes(number)),
      unread: standing.filter((number) => !told.has(number) && !this.#formal.has(number)),
    };
  }
}

/** Runs of any space as two, so that a name set apart by one wide space is set apart. */
function spaced(text: string): string {
  return text.replace(/[\u3000\t]+| {2,}/g, '  ');
}
