// 会议议程: what will be done, a line an item, each beginning with its verb and ending without a stop; who presents it behind it.
// Outward: items that are internal are not in it.
import type { AppointmentCeremony } from '../domain/agenda.ts';
import { partsOf } from '../domain/agenda-tree.ts';
import type { MeetingSnapshot, SnapshotItem } from '../domain/snapshot.ts';
import { formal as english } from '../i18n/en/formal.ts';
import { itemNumeral } from '../i18n/item-number.ts';
import { formal as chinese } from '../i18n/zh-CN/formal.ts';
import { Mentions } from './mentions.ts';
import { headingOf, minutesWords, type PaperOptions } from './minutes-sections.ts';
import type { ListEntry, Part, TextPaper } from './paper.ts';
import { fact, meetingName, paragraph, plainPaper, plannedText, sheetWords } from './sheet-parts.ts';

/** Null without an item. */
export function agendaPaper(snapshot: MeetingSnapshot, options: PaperOptions): TextPaper | null {
  const words = sheetWords(options);
  const { facts, convening } = snapshot;
  const telling: Telling = { ...options, withPresenters: true, mentions: mentionsIn(snapshot, options) };
  const chair = facts.chair?.trim() ?? '';
  // Named first, so that it is the chair who is told with a post.
  const chairText = chair === '' ? words.blank : telling.mentions.ofName(chair);
  const before = snapshot.agenda.filter(({ number }) => number === 0).map((item) => lineOf(item, telling));
  const entries = entriesOf(snapshot, telling);
  if (entries.length === 0) return null;
  const title = words.agendaTitle(meetingName(facts));
  return {
    ...plainPaper(snapshot, options),
    title,
    parts: [
      { kind: 'title', text: title },
      ...(convening?.isAgendaDraft === true ? [{ kind: 'subtitle', text: words.draft } as const] : []),
      fact(words.time, plannedText(facts, options)),
      fact(words.place, facts.venue?.trim() || words.blank),
      fact(words.chair, chairText),
      ...before.map((line) => fact(words.before, line)),
      { kind: 'list', entries },
    ],
  };
}

/** Those that are counted, with their parts; breaks and what ends a meeting are no matter. */
export function agendaEntries(
  snapshot: MeetingSnapshot,
  options: PaperOptions & { readonly withPresenters: boolean },
): readonly ListEntry[] {
  return entriesOf(snapshot, { ...options, mentions: mentionsIn(snapshot, options) });
}

function entriesOf(snapshot: MeetingSnapshot, options: Telling): readonly ListEntry[] {
  const words = sheetWords(options);
  const isTold = ({ number, kind, title }: SnapshotItem): boolean =>
    number !== null && number > 0 && title.trim() !== '' && kind !== 'closing';
  return partsOf(snapshot.agenda, null)
    .filter(isTold)
    .map((item) => {
      const line = lineOf(item, options);
      const parts = partsOf(snapshot.agenda, item.id).filter(isTold);
      const inner = parts.map((part): ListEntry => ({
        mark: itemNumeral(part, options.locale),
        parts: [paragraph(lineOf(part, options))],
      }));
      const list: readonly Part[] = inner.length === 0 ? [] : [{ kind: 'list', entries: inner }];
      return {
        mark: words.numeral(itemNumeral(item, options.locale)),
        parts: [paragraph(line), ...list],
      };
    });
}

interface Telling extends PaperOptions {
  readonly withPresenters: boolean;
  /** Whoever was named before is named without a post. */
  readonly mentions: Mentions;
}

function lineOf(item: SnapshotItem, { withPresenters, mentions, ...options }: Telling): string {
  const words = sheetWords(options);
  const said = item.title.trim().replace(/[。.；;，,]+$/u, '');
  const title = item.parentId === undefined ? headingOf(minutesWords(options.locale), { ...item, title: said }) : said;
  if (!withPresenters) return title;
  if (item.ceremony?.kind === 'appointment')
    return appointmentLine(title, item, item.ceremony, { ...options, mentions });
  const names = item.presenters
    .filter(({ name }) => name.trim() !== '' && !title.includes(name.trim()))
    .map((presenter) => mentions.of(presenter));
  return names.length === 0 ? title : `${title}${words.by(names.join(words.byMany))}`;
}

/** Who is appointed comes first: one name alone behind it would read as theirs who hands the letter over. */
function appointmentLine(
  title: string,
  { presenters }: SnapshotItem,
  { appointee, presentedBy }: AppointmentCeremony,
  { mentions, ...options }: Omit<Telling, 'withPresenters'>,
): string {
  const words = sheetWords(options);
  const whom = appointee.trim();
  const told = whom === '' || title.includes(whom) ? [] : [words.appointee(mentions.ofName(whom))];
  const hands = (presentedBy ?? '').trim();
  const givers =
    hands === ''
      ? presenters.filter(({ name }) => name.trim() !== '' && name.trim() !== whom).map((each) => mentions.of(each))
      : [mentions.ofName(hands)];
  const given = givers.length === 0 ? [] : [words.handedBy(givers.join(words.byMany))];
  const all = [...told, ...given];
  return all.length === 0 ? title : `${title}${words.by(all.join(words.semicolon))}`;
}

function mentionsIn(snapshot: MeetingSnapshot, { locale }: PaperOptions): Mentions {
  return new Mentions(snapshot, (locale === 'en' ? english : chinese).running);
}
