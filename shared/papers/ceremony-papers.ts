// 席卡 and 聘书: what stands on a table before somebody, and what is handed to somebody. Both outward, both a sheet each.
import { appointmentHeld } from '../domain/ceremony.ts';
import { heldSpan } from '../domain/held.ts';
import type { Person, PersonRole } from '../domain/person.ts';
import type { MeetingSnapshot, SnapshotItem } from '../domain/snapshot.ts';
import { chineseDate } from '../i18n/format.ts';
import { localDateIn } from '../lib/time.ts';
import type { PaperOptions } from './minutes-sections.ts';
import type { CardsPaper, LetterPaper } from './paper.ts';
import { dayText, paragraph, sheetWords } from './sheet-parts.ts';
import { spacedName } from './spaced-name.ts';

/** Observers have no place at the table. */
const SEATED: readonly PersonRole[] = ['attending', 'nonvoting', 'guest'];

/** In the order of courtesy; not for those who are known not to come. Null without anybody. */
export function cardsPaper(
  snapshot: MeetingSnapshot,
  options: PaperOptions & { readonly withPosts: boolean },
): CardsPaper | null {
  const words = sheetWords(options);
  const away = new Set((snapshot.roll ?? []).filter(({ state }) => state === 'excused').map(({ key }) => key));
  const seated = snapshot.people.filter(
    ({ id, role, name }) => SEATED.includes(role) && !away.has(id) && name.trim() !== '',
  );
  if (seated.length === 0) return null;
  return {
    ...{ form: 'cards', locale: options.locale, audience: 'public', organisation: snapshot.facts.organisation },
    title: words.cards,
    cards: seated.map((person) => ({
      name: spacedName(person.name),
      line: options.withPosts ? lineBelow(person) : null,
    })),
  };
}

/** The firm and the first post: more is not read from across a table. */
function lineBelow({ org, titles }: Person): string | null {
  const line = [org?.trim() ?? '', titles[0]?.trim() ?? ''].filter((text) => text !== '').join('\u3000');
  return line === '' ? null : line;
}

/** Of an item that appoints somebody; null where name or post is missing. */
export function letterPaper(item: SnapshotItem, snapshot: MeetingSnapshot, options: PaperOptions): LetterPaper | null {
  const { ceremony } = item;
  if (ceremony?.kind !== 'appointment') return null;
  const words = sheetWords(options);
  const { facts, people } = snapshot;
  const { name } = appointmentHeld(ceremony, people).appointee;
  const [appointee, post] = [name.trim(), ceremony.post.trim()];
  if (appointee === '' || post === '') return null;
  const issuer = facts.organisation?.trim() || words.blank;
  const term = ceremony.term?.trim() ?? '';
  const text = words.appointed(appointee, words.wholePost(issuer, post));
  return {
    ...{ form: 'letter', locale: options.locale, audience: 'public', organisation: facts.organisation },
    ...{ title: words.letterTitle(appointee), heading: words.letter, number: numberOf(ceremony.letter), issuer },
    parts: [paragraph(`${text}${term === '' ? words.termBlank : words.term(term)}`), paragraph(words.close)],
    date: dateOf(snapshot, options),
  };
}

/** 〔2021〕聘字第3号; what is only called a letter of appointment has no number. */
function numberOf(letter: string | null): string | null {
  return letter !== null && /[〔[]\s*\d|号/u.test(letter) ? letter.trim() : null;
}

/** Of the meeting's day, in Chinese numerals as is the custom. */
function dateOf(snapshot: MeetingSnapshot, options: PaperOptions): string {
  const words = sheetWords(options);
  const at = heldSpan(snapshot)?.from ?? snapshot.facts.plannedStart;
  if (at === null) return words.chineseDayBlank;
  const day = localDateIn(options.timeZone, at);
  return options.locale === 'en' ? dayText(day, options) : chineseDate(day);
}
