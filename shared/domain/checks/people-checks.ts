// Names and titles: nobody twice, nobody on leave among those who came, one title for one person wherever it stands, and as the
// register has it (closing check 9).
import { nameKeyOf } from '../../lib/fold-name.ts';
import type { RollState } from '../attendance.ts';
import type { PersonKey } from '../ids.ts';
import type { Person } from '../person.ts';
import type { MeetingSnapshot } from '../snapshot.ts';
import type { CheckFinding, Place } from './finding.ts';
import { namesAfterPosts, postsBeside, postsIn } from './posts.ts';
import { quoted, type Sentence } from './text.ts';

/** What the register has of those who are in it, by its ids, as of the meeting's day. */
export type RegisterFacts = ReadonlyMap<string, { readonly name: string; readonly titles: readonly string[] }>;

function ofPerson(
  person: Person,
  code: CheckFinding['code'],
  severity: CheckFinding['severity'],
  seen: CheckFinding['seen'] = {},
): CheckFinding {
  return { check: 'names', code, severity, about: person.name, place: { kind: 'person', key: person.id }, seen };
}

export function listFindings({ people }: MeetingSnapshot): readonly CheckFinding[] {
  const seen = new Map<string, Person>();
  return people.flatMap((person) => {
    const key = nameKeyOf(person.name);
    if (key === '') return [];
    const before = seen.get(key);
    seen.set(key, before ?? person);
    return before && isSame(before, person) ? [ofPerson(person, 'person-twice', 'error')] : [];
  });
}

/** Two people of one name are told apart by where they are from. */
function isSame(a: Person, b: Person): boolean {
  if (a.personId !== null && b.personId !== null) return a.personId === b.personId;
  return a.org === null || b.org === null || nameKeyOf(a.org) === nameKeyOf(b.org);
}

export function registerFindings({ people }: MeetingSnapshot, register: RegisterFacts): readonly CheckFinding[] {
  return people.flatMap((person) => {
    const known = person.personId === null ? undefined : register.get(person.personId);
    if (!known) return [];
    const isNamed = nameKeyOf(known.name) === nameKeyOf(person.name);
    const listed = person.titles.map(nameKeyOf);
    // A list may leave out some of many posts; one that has none of them is of another day.
    const isTold = known.titles.some((title) => listed.some((each) => each.includes(nameKeyOf(title))));
    if (isNamed && (isTold || known.titles.length === 0 || listed.length === 0)) return [];
    const seen = { register: [known.name, ...known.titles].join(' '), list: [person.name, ...person.titles].join(' ') };
    return [ofPerson(person, 'register-differs', 'warning', seen)];
  });
}

// ── one person, one title ───────────────────────────────────────────────────────────────────────────────────────────

/** In agenda, ceremonies and text, against the list of people. */
export function titleFindings(snapshot: MeetingSnapshot, sentences: readonly Sentence[]): readonly CheckFinding[] {
  const { people, agenda } = snapshot;
  const mentions = mentionsIn(
    sentences,
    people.map(({ name }) => name),
  );
  return unique(people).flatMap((person) => {
    const posts = new Set(person.titles.flatMap((title) => [...postsIn(title)]));
    if (posts.size === 0) return [];
    for (const { ceremony } of agenda) {
      if (ceremony?.kind !== 'appointment' || ceremony.appointee !== person.name) continue;
      for (const post of postsIn(ceremony.post)) posts.add(post);
    }
    const given = givenTitles(snapshot, person).find(({ title }) =>
      [...postsIn(title)].some((post) => !posts.has(post)),
    );
    if (given !== undefined) {
      const seen = { list: person.titles.join('、'), told: given.title, where: given.place.kind };
      return [{ ...ofPerson(person, 'title-differs', 'error', seen), place: given.place }];
    }
    for (const { key, text } of mentions.get(person.name) ?? []) {
      const told = postsBeside(text, person.name).find((post) => !posts.has(post));
      if (told === undefined) continue;
      return [
        {
          ...ofPerson(person, 'title-differs', 'error', { list: person.titles.join('、'), told, where: 'section' }),
          place: { kind: 'section', key, quote: nearest(text, person.name) },
        },
      ];
    }
    return [];
  });
}

function nearest(text: string, name: string): string {
  return quoted(text.slice(Math.max(0, text.indexOf(name) - 10)));
}

/** What agenda and ceremonies call somebody, apart from the list, and where. */
function givenTitles(
  { agenda }: MeetingSnapshot,
  { name }: Person,
): readonly { readonly title: string; readonly place: Place }[] {
  return agenda.flatMap(({ id, presenters, ceremony }) => [
    ...presenters
      .filter((presenter) => presenter.name === name)
      .map(({ title }) => ({ title: title ?? '', place: { kind: 'item', itemId: id } as const })),
    ...(ceremony?.kind === 'signing'
      ? ceremony.parties
          .filter(({ signatory }) => signatory === name)
          .map(({ title }) => ({ title: title ?? '', place: { kind: 'ceremony', itemId: id } as const }))
      : []),
  ]);
}

/** Of a name that two bear nothing can be said by it. */
function unique(people: readonly Person[]): readonly Person[] {
  const counts = new Map<string, number>();
  for (const { name } of people) counts.set(name, (counts.get(name) ?? 0) + 1);
  return people.filter(({ name }) => name !== '' && counts.get(name) === 1);
}

function byInitialOf(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const name of new Set(names)) {
    const initial = name.charAt(0);
    if (initial !== '') groups.set(initial, [...(groups.get(initial) ?? []), name]);
  }
  return groups;
}

/** Which sentences name whom: one walk over the text, however many people there are. */
function mentionsIn(
  sentences: readonly Sentence[],
  names: readonly string[],
): ReadonlyMap<string, readonly Sentence[]> {
  const byInitial = byInitialOf(names);
  const found = new Map<string, Sentence[]>();
  for (const sentence of sentences) {
    for (let at = 0; at < sentence.text.length; at += 1) {
      for (const name of byInitial.get(sentence.text.charAt(at)) ?? []) {
        if (!sentence.text.startsWith(name, at)) continue;
        const before = found.get(name);
        if (before === undefined) found.set(name, [sentence]);
        else if (before.at(-1) !== sentence) before.push(sentence);
      }
    }
  }
  return found;
}

// ── the lists of names ──────────────────────────────────────────────────────────────────────────────────────────────

const AWAY: ReadonlySet<RollState> = new Set<RollState>(['excused', 'absent']);
const CAME = /^(?:出席|列席|特邀|旁听|Present|In attendance|Guests?|Observers?)[^：:]{0,12}[：:]/u;
const LEAVE = /^(?:请假|缺席|Apologies|Absent|Excused)[^：:]{0,12}[：:]/u;

/** Names of a line without posts and remarks, and without the blank inside a name of two characters; groups are nobody's name. */
function namesOf(line: string): readonly string[] {
  return line
    .replace(/^[^：:]{1,14}[：:]/u, '')
    .replace(/[（(][^（）()]*[）)]/gu, '')
    .split(/[、，,；;。]/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export function nameListFindings(snapshot: MeetingSnapshot, sentences: readonly Sentence[]): readonly CheckFinding[] {
  const { people, roll = [], facts, agenda } = snapshot;
  const away = new Set(roll.filter(({ state }) => AWAY.has(state)).map(({ key }) => key));
  const lines = sentences.filter(({ key }) => key === 'names').map(({ text }) => text);
  const listed = (label: RegExp): ReadonlyMap<string, string> =>
    new Map(
      lines
        .filter((line) => label.test(line))
        .flatMap(namesOf)
        .map((name) => [nameKeyOf(name), name]),
    );
  const [came, onLeave] = [listed(CAME), listed(LEAVE)];
  const present = (key: PersonKey): boolean =>
    agenda.some(({ presenters }) => presenters.some((one) => one.key === key));
  const wrong = people.filter(({ id, name }) => {
    const plain = nameKeyOf(name);
    if (came.has(plain) && onLeave.has(plain)) return true;
    return away.has(id) && (came.has(plain) || (agenda.length > 0 && present(id) && wasHeld(snapshot, id)));
  });
  const known = new Set(
    [...people.map(({ name }) => name), ...(facts.attendance ?? []), facts.recorder, facts.chair].map((name) =>
      nameKeyOf(name ?? ''),
    ),
  );
  const strangers = [...came, ...onLeave].flatMap(([key, name]) => (known.has(key) || isGroup(name) ? [] : [name]));
  return [
    ...wrong.map((person) => ofPerson(person, 'excused-attending', 'error')),
    ...[...new Set(strangers)].map((name): CheckFinding => ({
      ...{ check: 'names', code: 'name-unlisted', severity: 'warning', about: name },
      place: { kind: 'section', key: 'names', quote: name },
      seen: { name },
    })),
  ];
}

function wasHeld({ agenda }: MeetingSnapshot, key: PersonKey): boolean {
  return agenda.some(
    ({ presenters, progress }) => progress.state === 'done' && presenters.some((one) => one.key === key),
  );
}

/** 全体理事, 各专家委主任, all members: nobody's name. */
function isGroup(raw: string): boolean {
  if (/^[A-Z][\p{L}'’.-]*(?: [A-Z][\p{L}'’.-]*){1,3}$/u.test(raw)) {
    return /\b(?:All|Members?|Council|Committee|Office|Staff|Representatives?|Guests?|Association|Bureau)\b/u.test(raw);
  }
  const name = nameKeyOf(raw);
  return (
    [...name].length > 4 || /^(?:全体|各|有关|部分)/u.test(name) || /(?:理事|监事|会员|人员|代表|领导|等)$/u.test(name)
  );
}

/** A name behind a post that is one character off from one on the list; in English, one letter of a long name. */
export function spellingFindings({ people }: MeetingSnapshot, sentences: readonly Sentence[]): readonly CheckFinding[] {
  const known = people.map(({ name }) => name).filter((name) => name !== '');
  const bySurname = byInitialOf(known.filter((name) => /^\p{Script=Han}{3,4}$/u.test(name)));
  const latin = known.filter((name) => LATIN.test(name));
  const whole = new Set(known);
  return sentences.flatMap(({ key, text }) => {
    const misspelt = (told: string, meant: string): CheckFinding => {
      const place = { kind: 'section', key, quote: told } as const;
      return { check: 'names', code: 'name-misspelt', severity: 'error', about: told, place, seen: { told, meant } };
    };
    const chinese = namesAfterPosts(text).flatMap((words): readonly CheckFinding[] => {
      // The head of a post may be longer than is known: 秘书长|助理王坤泉.
      const isKnown = [2, 3, 4].some(
        (length) => whole.has(words.slice(0, length)) || whole.has(words.slice(1, length + 1)),
      );
      if (isKnown) return [];
      const meant = bySurname.get(words.charAt(0))?.find((name) => isOneOff(name, words.slice(0, name.length)));
      return meant === undefined ? [] : [misspelt(words.slice(0, meant.length), meant)];
    });
    if (latin.length === 0) return chinese;
    const told = (text.match(NAMES_IN) ?? []).filter((name) => !whole.has(name));
    const english = told.flatMap((name) => {
      const meant = latin.find((other) => isOneLetterOff(other, name));
      return meant === undefined ? [] : [misspelt(name, meant)];
    });
    return [...chinese, ...english];
  });
}

/** One character of three or four differs, and not the surname. */
function isOneOff(name: string, other: string): boolean {
  const [a, b] = [[...name], [...other]];
  return a.length === b.length && a[0] === b[0] && a.filter((letter, index) => letter !== b[index]).length === 1;
}

const LATIN = /^\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){1,2}$/u;
const NAMES_IN = /\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){1,2}/gu;
/** Shorter names of two people often differ by a letter: Li Wen and Li Wei. */
const MIN_LONG_NAME = 6;

/** All words but one are the same, and that one, a long one with the same initial, is off by one letter. */
function isOneLetterOff(name: string, other: string): boolean {
  const [a, b] = [name.split(' '), other.split(' ')];
  const off = a.flatMap((word, at) => (word === b[at] ? [] : [[word, b[at] ?? ''] as const]));
  const [pair] = off;
  if (a.length !== b.length || off.length !== 1 || !pair) return false;
  const [meant, told] = pair;
  if (meant.length < MIN_LONG_NAME || meant[0] !== told[0] || Math.abs(meant.length - told.length) > 1) return false;
  let head = 0;
  while (head < meant.length && meant[head] === told[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(meant.length, told.length) - head && meant.at(-1 - tail) === told.at(-1 - tail)) tail += 1;
  return Math.max(meant.length, told.length) - head - tail <= 1;
}
