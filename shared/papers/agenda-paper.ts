// 会议议程: what will be done, a line an item, each beginning with its verb and ending without a stop; who presents it behind it.
// Outward: items that are internal are not in it.
import { partsOf } from '../domain/agenda-tree.ts';
import { namedPerson } from '../domain/ceremony.ts';
import type { Presenter } from '../domain/person.ts';
import type { MeetingSnapshot, SnapshotItem } from '../domain/snapshot.ts';
import { itemNumeral } from '../i18n/item-number.ts';
import { headingOf, minutesWords, type PaperOptions } from './minutes-sections.ts';
import type { ListEntry, Part, TextPaper } from './paper.ts';
import { fact, meetingName, paragraph, plainPaper, plannedText, sheetWords, type SheetWords } from './sheet-parts.ts';

/** Null without an item. */
export function agendaPaper(snapshot: MeetingSnapshot, options: PaperOptions): TextPaper | null {
  const words = sheetWords(options);
  const { facts, convening } = snapshot;
  const entries = agendaEntries(snapshot, options);
  if (entries.length === 0) return null;
  const title = words.agendaTitle(meetingName(facts));
  const before = snapshot.agenda.filter(({ number }) => number === 0);
  const chair = facts.chair?.trim() ?? '';
  return {
    ...plainPaper(snapshot, options),
    title,
    parts: [
      { kind: 'title', text: title },
      ...(convening?.isAgendaDraft === true ? [{ kind: 'subtitle', text: words.draft } as const] : []),
      fact(words.time, plannedText(facts, options)),
      fact(words.place, facts.venue?.trim() || words.blank),
      fact(words.chair, chair === '' ? words.blank : personText(named(chair), snapshot, words)),
      ...before.map((item) => fact(words.before, lineOf(item, snapshot, options))),
      { kind: 'list', entries },
    ],
  };
}

/** Those that are counted, with their parts; breaks and what ends a meeting are no matter. */
export function agendaEntries(snapshot: MeetingSnapshot, options: PaperOptions): readonly ListEntry[] {
  const words = sheetWords(options);
  const isTold = ({ number, kind, title }: SnapshotItem): boolean =>
    number !== null && number > 0 && title.trim() !== '' && kind !== 'closing';
  return partsOf(snapshot.agenda, null)
    .filter(isTold)
    .map((item) => {
      const parts = partsOf(snapshot.agenda, item.id).filter(isTold);
      const inner = parts.map((part): ListEntry => ({
        mark: itemNumeral(part, options.locale),
        parts: [paragraph(lineOf(part, snapshot, options))],
      }));
      const list: readonly Part[] = inner.length === 0 ? [] : [{ kind: 'list', entries: inner }];
      return {
        mark: words.numeral(itemNumeral(item, options.locale)),
        parts: [paragraph(lineOf(item, snapshot, options)), ...list],
      };
    });
}

function lineOf(item: SnapshotItem, snapshot: MeetingSnapshot, options: PaperOptions): string {
  const words = sheetWords(options);
  const said = item.title.trim().replace(/[。.；;，,]+$/u, '');
  const title = item.parentId === undefined ? headingOf(minutesWords(options.locale), { ...item, title: said }) : said;
  const names = item.presenters
    .filter(({ name }) => name.trim() !== '' && !title.includes(name.trim()))
    .map((presenter) => personText(presenter, snapshot, words));
  return names.length === 0 ? title : `${title}${words.by(names.join(words.separator))}`;
}

function named(name: string): Pick<Presenter, 'name' | 'org' | 'title'> {
  return { name, org: null, title: null };
}

/** 秘书长王坤泉: with the post that the list of people knows. */
function personText(
  { name, title }: Pick<Presenter, 'name' | 'title'>,
  { people }: MeetingSnapshot,
  { person }: SheetWords,
): string {
  return person(title ?? namedPerson(name, people).title ?? '', name.trim());
}
