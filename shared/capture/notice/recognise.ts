// Reads a notice of a meeting by rules: its head and foot, then line by line by the section a line stands in. What no rule
// understands is named; nothing is guessed from it. Pure: the day near which a missing year is looked for is given.
//
// 1. A label opens a section; a paragraph numbered as the section's heading was closes it.
// What items look like is the agenda's business (agenda-lines.ts); what stands first wins (gathered.ts).
import { parseMeetingName } from '../../domain/meeting-name.ts';
import { AgendaLines, endsList } from './agenda-lines.ts';
import { tidy, type MarkKind } from './characters.ts';
import { Gathered } from './gathered.ts';
import { readFoot, readHeading, type Foot } from './heading.ts';
import { columnsOf } from './items.ts';
import { labelOf, opensAgenda, type Label, type LabelKind } from './labels.ts';
import { dateOf, daysIn, daysWhen, minutesBefore, shortlyBefore, timesIn, type TimesFound } from './moments.ts';
import { asWritten, lineOf, restOf, type Line } from './notice-line.ts';
import type { Found, Notice } from './notice.ts';
import { readPeople } from './people-line.ts';
import { readPerson } from './persons.ts';
import {
  chairIn,
  contactIn,
  heldIn,
  nameIn,
  phoneIn,
  replyDayIn,
  signInAheadIn,
  signInIn,
  venueIn,
  whenIn,
} from './sentences.ts';
import { unwrapped } from './wrapping.ts';

/** More than any notice has; what is beyond is not read. */
export const MAX_NOTICE_CHARACTERS = 60_000;
const MAX_LINES = 2_000;
/** Nobody sets words further apart: longer runs are cut, or rules that look past space would look for minutes. */
const MAX_SPACE = 40;
/** A longer line is read in pieces: what rules look for stands in one, and their time grows with the square of its length. */
const PIECES = /[^]{1,800}/gu;
const FAR_APART = new RegExp(`([^\\S\\n]{${MAX_SPACE}})[^\\S\\n]+`, 'gu');

interface Section {
  readonly kind: LabelKind | null;
  readonly label: Label | null;
  readonly heading: MarkKind | null;
}

const NO_SECTION: Section = { kind: null, label: null, heading: null };
const COURTESY =
  /^(?:特此(?:通知|函达|邀请|公告)|敬请(?:光临|莅临)|此致|敬礼|谢谢|感谢|请(?:准时|按时)(?:参加|出席)|现将有关事项|您好|大家好|尊敬的|各.{1,40}[:：]|以上.{0,10}通知|\S{2,30}[:：]$)|^(?:dear |yours |kind regards|regards)/iu;

/** 全体村民代表: — whom a notice calls upon by a name for all of them, it asks. */
const ASKED: Label = { kind: 'people', role: 'attending', length: 0 };

/** Reads `source`; `today` as `YYYY-MM-DD`. */
export function recogniseNotice(source: string, today: string): Notice {
  const text = source.slice(0, MAX_NOTICE_CHARACTERS).replace(/\r\n?/g, '\n').replace(FAR_APART, '$1');
  const lines = text.split('\n').flatMap((line) => line.match(PIECES) ?? ['']);
  return new Reading(lines.slice(0, MAX_LINES), today).notice();
}

class Reading {
  readonly #asTheyCame: readonly string[];
  /** Without mail headers and ornaments; as long. */
  readonly #lines: readonly string[];
  readonly #gathered = new Gathered();
  readonly #agenda = new AgendaLines(this.#gathered);
  readonly #near: string;
  readonly #foot: Foot;
  #subject: number | null = null;
  /** The line whose sentence named the place. */
  #heldOn: number | null = null;
  #section: Section = NO_SECTION;

  constructor(lines: readonly string[], today: string) {
    const { lines: plain, headers, subject } = unwrapped(lines);
    this.#subject = subject;
    this.#asTheyCame = lines;
    this.#lines = plain;
    for (const number of headers) this.#gathered.setFormal(number);
    this.#foot = readFoot(plain);
    const { signedOn } = this.#foot;
    this.#near = signedOn?.year == null ? today : (dateOf(signedOn, today) ?? today);
  }

  notice(): Notice {
    const gathered = this.#gathered;
    const heading = readHeading(this.#lines);
    const lines = this.#lines.map(lineOf);
    // A name under a label of its own is the better one.
    for (const line of lines) {
      const label = labelOf(line.text.slice(line.from));
      const named = label?.kind === 'name' ? restOf(line, line.from + label.length) : null;
      // 会议主题 may be what a conference is about; then the head names it.
      if (named && (heading.title === null || /会|meeting/iu.test(named.value)))
        gathered.put('title', { ...named, value: tidy(named.value) });
    }
    gathered.putFound('title', heading.title ?? this.#subjectAsTitle());
    gathered.putFound('organisation', heading.organisation);
    for (const number of [...heading.lines, ...this.#foot.lines]) gathered.setFormal(number);
    for (const line of lines) if (!gathered.isFormal(line.number)) this.#read(line);
    gathered.putFound('organisation', this.#ownOrganisation());
    gathered.putFound('start', this.#firstItemsStart());
    return gathered.notice(this.#asTheyCame, this.#lines, this.#agenda.items);
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

  #read(line: Line): void {
    const rest = line.text.slice(line.from).trimEnd();
    if (rest.trim() === '') return;
    if (this.#section.kind === 'agenda' && this.#readsAgenda(line, rest)) return;
    const columns = line.text.includes('\t') ? columnsOf(line.text.split('\t')) : null;
    if (columns) {
      this.#open(line, { kind: 'agenda', role: 'attending', length: rest.length });
      return this.#agenda.begin(columns);
    }
    const label = labelOf(rest);
    if (label) return this.#open(line, label);
    if (opensAgenda(rest)) {
      this.#open(line, { kind: 'agenda', role: 'attending', length: rest.length });
      return this.#readSentence(line);
    }
    const called = /^(全体[^,。;:]{2,60}):$/u.exec(rest)?.[1];
    if (called !== undefined)
      return this.#takePeople({ ...line, text: line.text.slice(0, line.from + called.length) }, ASKED, line.from);
    const { heading, kind, label: of } = this.#section;
    if (heading !== null && line.mark?.kind === heading) this.#section = NO_SECTION;
    else if (kind !== null && of !== null && kind !== 'agenda' && !endsList(rest) && this.#take(line, of, line.from))
      return;
    this.#readSentence(line);
  }

  /** Rule 1. */
  #open(line: Line, label: Label): void {
    const start = line.from + label.length;
    const isAlone = line.text.slice(start).trim() === '';
    this.#section = { kind: label.kind, label, heading: line.mark?.kind ?? this.#section.heading };
    if (label.kind === 'agenda') {
      this.#agenda.begin(null);
      this.#section = { ...this.#section, heading: line.mark?.kind ?? null };
    }
    if (isAlone) return this.#gathered.setFormal(line.number);
    // A label on the same line as others: 联系电话 … 联系人 …
    this.#take(line, label, start);
    if (label.kind !== 'agenda') this.#readSentence(line);
  }

  /** Takes what a section's line says; false when it says nothing of that kind. */
  #take(line: Line, label: Label, from: number): boolean {
    const before = this.#gathered.toldCount;
    switch (label.kind) {
      case 'when':
        this.#takeWhen(line, from);
        break;
      case 'sign-in':
        this.#takeSignIn(line, timesIn(line.text, from));
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
        this.#gathered.put('organisation', restOf(line, from));
        break;
      case 'agenda':
        this.#readsAgenda({ ...line, from, mark: null }, line.text.slice(from).trim());
        break;
      default:
        break;
    }
    return this.#gathered.toldCount > before || this.#gathered.isTold(line.number);
  }

  #takeWhen(line: Line, from: number): void {
    const day = daysWhen(line.text).find((each) => each.from >= from);
    if (day) this.#putDay(line.number, day);
    const signIn = signInIn(line.text);
    const first = timesIn(line.text, day?.to ?? from);
    const times = signIn !== null && first?.from === signIn.from ? timesIn(line.text, signIn.to) : first;
    if (times) this.#gathered.putTimes(times, line.number);
    this.#takeSignIn(line);
  }

  /** A day that is not the meeting's is when one registers, not when one signs in. */
  #takeSignIn(line: Line, labelled: TimesFound | null = null): void {
    const { text, number } = line;
    const times = labelled ?? signInIn(text);
    if (times) {
      const day = daysWhen(text).findLast(({ to }) => to <= times.from);
      const date = this.#gathered.value('date');
      const isThen = day === undefined || date === null || dateOf(day, date) === date;
      const value = shortlyBefore(times.start, this.#gathered.value('start'));
      if (isThen) this.#gathered.put('signIn', { value, from: times.from, to: times.to }, number);
      return;
    }
    const ahead = signInAheadIn(text);
    const start = this.#gathered.value('start');
    if (ahead && start !== null)
      this.#gathered.put(
        'signIn',
        { value: minutesBefore(start, ahead.minutes), from: ahead.from, to: ahead.to },
        number,
      );
  }

  /** 在西安召开 in a sentence is said more exactly under a label of its own. */
  #takeWhere(line: Line, from: number): void {
    const known = this.#gathered.field('venue');
    const venue = restOf(line, from);
    if (known === null || known.line === this.#heldOn) this.#gathered.putAnew('venue', venue);
  }

  #takeChair(line: Line, from: number): void {
    const said = restOf(line, from);
    const person = said && readPerson(said.value.split(/[,;。]/u)[0] ?? '');
    if (!said || !person) return;
    this.#gathered.put('chair', { ...said, value: person.name });
    if (person.title !== null) this.#gathered.addPerson(line.number, said, { ...person, role: 'attending' });
  }

  #takePeople(line: Line, { role }: Label, from: number): void {
    // （二）特邀嘉宾： within the list of who attends has a label of its own and does not come here.
    const { people, groups } = readPeople(line.text.slice(from), role);
    let place = from;
    for (const { person, words } of people) {
      const at = Math.max(place, line.text.indexOf(words, place));
      this.#gathered.addPerson(line.number, { value: '', from: at, to: at + words.length }, person);
      place = from;
    }
    for (const { words, role: as } of groups) {
      const at = Math.max(from, line.text.indexOf(words, from));
      const to = at + words.length;
      const value = tidy(line.raw.slice(at, to));
      this.#gathered.addGroup({ value, line: line.number, from: at, to, role: as });
    }
  }

  #takeReply(line: Line, from: number): void {
    const day = daysIn(line.text).find((each) => each.from >= from);
    const date = day && dateOf(day, this.#gathered.value('date') ?? this.#near);
    if (day && date) this.#gathered.put('replyBy', { value: date, from: day.from, to: day.to }, line.number);
  }

  #readsAgenda(line: Line, rest: string): boolean {
    return this.#agenda.read(line, rest, this.#section.heading);
  }

  #readSentence(line: Line): void {
    const { text, number } = line;
    const gathered = this.#gathered;
    const held = gathered.field('date') === null ? (heldIn(text) ?? whenIn(text)) : null;
    if (held) {
      if (held.day) this.#putDay(number, held.day);
      if (held.times) gathered.putTimes(held.times, number);
      if (held.venue !== null && gathered.field('venue') === null) this.#heldOn = number;
      gathered.put('venue', asWritten(held.venue, line), number);
      gathered.put('title', asWritten(held.name, line), number);
    }
    this.#takeEnd(line);
    this.#takeSignIn(line);
    gathered.put('title', asWritten(nameIn(text), line), number);
    gathered.put('venue', asWritten(venueIn(text), line), number);
    gathered.put('chair', chairIn(text), number);
    gathered.put('contact', contactIn(text), number);
    gathered.put('phone', phoneIn(text), number);
    const day = replyDayIn(text);
    const by = day && dateOf(day, gathered.value('date') ?? this.#near);
    if (day && by) gathered.put('replyBy', { value: by, from: day.from, to: day.to }, number);
    const title = gathered.value('title') ?? '';
    const isRepeated = title !== '' && tidy(text).includes(title);
    if (!gathered.isTold(number) && (isRepeated || COURTESY.test(text.trim()))) gathered.setFormal(number);
  }

  /** 会期两小时，14:00-16:00: the end beside the start that is known. */
  #takeEnd({ text, number }: Line): void {
    const times = timesIn(text);
    const isTheMeeting = times !== null && times.start === this.#gathered.value('start');
    if (isTheMeeting && times.end !== null) this.#gathered.putTimes(times, number);
  }

  #putDay(line: number, day: ReturnType<typeof daysIn>[number]): void {
    const date = dateOf(day, this.#near);
    if (date !== null) this.#gathered.putDate({ value: date, from: day.from, to: day.to }, line, day.year === null);
  }

  /** Where only the agenda says when, the meeting begins with its first item. */
  #firstItemsStart(): Found<string> | null {
    const [first] = this.#agenda.items;
    const start = first?.value.start ?? null;
    return first && start !== null ? { ...first, value: start } : null;
  }

  /** What stands before the session in the title, else who signs. */
  #ownOrganisation(): Found<string> | null {
    const title = this.#gathered.field('title');
    const name = title ? parseMeetingName(title.value).organisation : '';
    return title && name !== '' ? { ...title, value: name, to: title.from + name.length } : this.#signer();
  }

  /** 秘书处 by itself is a part of whoever calls the meeting. */
  #signer(): Found<string> | null {
    const { signer } = this.#foot;
    const title = this.#gathered.field('title');
    // 党支部 signs for 中共市轻工研究院党支部, 某学会秘书处 for 某学会.
    const at = signer === null || title === null ? -1 : title.value.indexOf(signer.value);
    if (signer !== null && title !== null && at > 0)
      return { ...title, value: title.value.slice(0, at + signer.value.length) };
    const house = /^(.{3,}[会院社团司])秘书处$/u.exec(signer?.value ?? '')?.[1];
    if (signer !== null && house !== undefined) return { ...signer, value: house, to: signer.from + house.length };
    return signer !== null && /^.{0,2}(?:秘书处|办公室|办公厅|综合科|综合部|行政部)$/u.test(signer.value)
      ? null
      : signer;
  }
}
