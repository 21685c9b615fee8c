// What was found in a notice so far, and which of its lines are accounted for. Decides nothing about words.
//
// 1. A field that was found once is not found again: what stands first in a notice is what it is about.
// 2. Every line that holds something is either the place of a fact, a courtesy, or named as not understood.
// 3. When the meeting is may be said twice. The second place completes the first; where it says otherwise, its line is named
//    as not understood, too.
import { isSession, parseMeetingName } from '../../domain/meeting-name.ts';
import type { TimesFound } from './moments.ts';
import type { Found, FoundGroup, Notice, NoticeItem, NoticePerson, Span } from './notice.ts';
import type { PersonRead } from './persons.ts';
import type { Piece } from './sentences.ts';

export type FieldName =
  'title' | 'organisation' | 'date' | 'start' | 'end' | 'signIn' | 'venue' | 'chair' | 'contact' | 'phone' | 'replyBy';

export class Gathered {
  readonly #fields = new Map<FieldName, Found<string>>();
  readonly #people: Found<NoticePerson>[] = [];
  readonly #speakers: Found<PersonRead>[] = [];
  readonly #groups: FoundGroup[] = [];
  readonly #formal = new Set<number>();
  readonly #told = new Set<number>();
  readonly #contradicting = new Set<number>();
  /** The text names no year. */
  #yearAssumed = false;

  field(name: FieldName): Found<string> | null {
    return this.#fields.get(name) ?? null;
  }

  value(name: FieldName): string | null {
    return this.#fields.get(name)?.value ?? null;
  }

  /** Rule 1. */
  put(name: FieldName, piece: Piece | (Piece & Span) | null, line?: number): void {
    if (piece === null || piece.value === '') return;
    const number = line ?? ('line' in piece ? piece.line : null);
    if (number === null) return;
    this.#told.add(number);
    if (!this.#fields.has(name))
      this.#fields.set(name, { value: piece.value, line: number, from: piece.from, to: piece.to });
  }

  putFound(name: FieldName, found: Found<string> | null): void {
    if (found) this.put(name, found, found.line);
  }

  /** In the place of what was found before. */
  putAnew(name: FieldName, piece: (Piece & Span) | null): void {
    if (piece !== null) this.#fields.delete(name);
    this.put(name, piece);
  }

  putDate(piece: Piece, line: number, yearAssumed: boolean): void {
    if (this.#fields.has('date')) return this.#confirm('date', piece.value, line);
    this.#yearAssumed = yearAssumed;
    this.put('date', piece, line);
  }

  /** A start that is known is confirmed or contradicted; an end that is not yet is learnt beside it. */
  putTimes({ start, end, from, to }: TimesFound, line: number): void {
    const known = this.value('start');
    if (known === null) this.put('start', { value: start, from, to }, line);
    else this.#confirm('start', start, line);
    if (end === null || (known !== null && known !== start)) return;
    if (this.value('end') === null) this.put('end', { value: end, from, to }, line);
    else this.#confirm('end', end, line);
  }

  /** Rule 3. */
  #confirm(name: FieldName, value: string, line: number): void {
    this.tell(line);
    if (this.value(name) !== value) this.#contradicting.add(line);
  }

  addPerson(line: number, { from, to }: Piece, person: NoticePerson): void {
    this.tell(line);
    const same = this.#people.findIndex(({ value }) => value.name === person.name);
    const known = this.#people[same]?.value;
    if (known === undefined) this.#people.push({ value: person, line, from, to });
    // The chair is named with a post in one place and without it in another.
    else if (known.title === null && person.title !== null)
      this.#people[same] = { value: { ...known, org: person.org, title: person.title }, line, from, to };
  }

  /** Somebody who speaks, with a post: among the people with it, in the role that the rest of the notice gives them. */
  addSpeaker(line: number, { from, to }: Piece, person: PersonRead): void {
    this.tell(line);
    if (person.title !== null) this.#speakers.push({ value: person, line, from, to });
  }

  addGroup(group: FoundGroup): void {
    this.tell(group.line);
    this.#groups.push(group);
  }

  /** Something was taken from the line. */
  tell(line: number): void {
    this.#told.add(line);
  }

  isTold(line: number): boolean {
    return this.#told.has(line);
  }

  get toldCount(): number {
    return this.#told.size;
  }

  /** The line is a heading or a courtesy. */
  setFormal(line: number): void {
    this.#formal.add(line);
  }

  isFormal(line: number): boolean {
    return this.#formal.has(line);
  }

  /** Rule 2. `standing`: the lines without their wrapping; `asTheyCame`: with it. */
  notice(asTheyCame: readonly string[], standing: readonly string[], items: readonly Found<NoticeItem>[]): Notice {
    const field = (name: FieldName): Found<string> | null => this.field(name);
    for (const { value, line, ...place } of this.#speakers) {
      const { name, org, title } = value;
      this.addPerson(line, { value: name, ...place }, { name, org, title, role: 'attending' });
    }
    const title = field('title');
    const places = [...this.#fields.values(), ...this.#people, ...this.#groups, ...items].map(({ line }) => line);
    const told = new Set([...this.#told, ...places]);
    const numbers = [...standing.keys()].filter(
      (number) => (standing[number] ?? '').trim() !== '' || this.#formal.has(number),
    );
    const isUnread = (number: number): boolean =>
      this.#contradicting.has(number) || (!told.has(number) && !this.#formal.has(number));
    return {
      lines: asTheyCame,
      ...{ title, organisation: field('organisation'), date: field('date'), yearAssumed: this.#yearAssumed },
      session: title ? (parseMeetingName(title.value).parts.find(isSession) ?? null) : null,
      ...{ start: field('start'), end: field('end'), signIn: field('signIn') },
      ...{ venue: field('venue'), chair: field('chair') },
      ...{ contact: field('contact'), phone: field('phone'), replyBy: field('replyBy') },
      ...{ groups: this.#groups, people: this.#people, items },
      formal: numbers.filter((number) => this.#formal.has(number) && !places.includes(number)),
      unread: numbers.filter(isUnread),
    };
  }
}
