// A WeChat article (公众号文章) about a meeting as sections of text, in the voice of a report: the lead, the guests in the order of
// courtesy, a section for each item, the close, who made it. Composed from what is public, whatever it is given. Nothing is
// invented: what is not known is left out, and a picture that is wanted has its place held.
import { NO_ARTICLE, type ArticleKey, type ArticleText } from '../domain/article.ts';
import { heldPart, heldSpan } from '../domain/held.ts';
import { hasContent, pictureIds, type Block } from '../domain/minutes.ts';
import type { Person } from '../domain/person.ts';
import { publicSnapshot } from '../domain/publish.ts';
import type { MeetingSnapshot, SnapshotItem } from '../domain/snapshot.ts';
import { dateText, sideBySide } from '../i18n/format.ts';
import { wallTimeIn, type EpochMs } from '../lib/time.ts';
import { attendedBy } from './article-attendance.ts';
import { bodyOf, headingOf, isNews, lines, pictureHere, talkOf, textOfItem, type Composing } from './article-item.ts';
import { ArticleNames, houseAtStart } from './article-names.ts';
import { inOwnOrder } from './article-order.ts';
import { paragraph, said, textOf } from './inline.ts';
import { pointsOf } from './item-text.ts';

export interface ArticleSection extends ArticleText {
  /** What it is called in a list of sections; '' = it has no heading. */
  readonly heading: string;
}

interface Maker {
  readonly key: ArticleKey;
  readonly heading: string;
  readonly make: (composing: Composing, isFirst: boolean) => readonly Block[];
}

/**
 * In the order that somebody gave them, each with its heading. Who is named gets post and organisation where the name is printed
 * first, so sections that are left out name nobody for the others.
 */
export function articleSections(given: MeetingSnapshot, timeZone: string): readonly ArticleSection[] {
  const snapshot = heldPart(publicSnapshot(given));
  const { order, omitted } = snapshot.article ?? NO_ARTICLE;
  const makers = inOwnOrder(makersOf(snapshot), order);
  const isOut = ({ key }: Maker): boolean => omitted.includes(key);
  const opener = makers.find((maker) => maker.key.startsWith('item-') && !isOut(maker));
  const composing: Composing = { snapshot, timeZone, names: new ArticleNames(snapshot) };
  return makers
    .map((maker): ArticleSection => {
      const its = isOut(maker) ? { ...composing, names: new ArticleNames(snapshot) } : composing;
      const { key, heading } = maker;
      return { key, heading, blocks: maker.make(its, maker === opener) };
    })
    .filter(({ blocks }) => hasContent(blocks))
    .map((section) => ({ ...section, blocks: [...titleOf(section), ...section.blocks] }));
}

function titleOf({ heading }: ArticleSection): readonly Block[] {
  return heading === '' ? [] : [{ kind: 'heading', level: 2, inline: said(heading) }];
}

/** Those that can be told of, whatever there is to tell: of an item that is told with another, or that did not come up, there is none. */
export function articleKeys(snapshot: MeetingSnapshot): ReadonlySet<ArticleKey> {
  return new Set(makersOf(snapshot).map(({ key }) => key));
}

function makersOf({ agenda }: MeetingSnapshot): readonly Maker[] {
  const items = agenda.filter((item) => item.parentId === undefined && isNews(item));
  return [
    { key: 'lead', heading: '', make: leadOf },
    { key: 'guests', heading: '到会嘉宾', make: guestsOf },
    ...items.map((item): Maker => ({
      ...{ key: `item-${item.id}`, heading: headingOf(item) },
      make: (composing, isFirst) => bodyOf(composing, item, isFirst),
    })),
    { key: 'close', heading: '', make: closeOf },
    { key: 'credits', heading: '', make: creditsOf },
  ];
}

// ── the lead and the guests ─────────────────────────────────────────────────────────────────────────────────────

function leadOf(composing: Composing): readonly Block[] {
  const { snapshot, names } = composing;
  const { facts } = snapshot;
  const chair = facts.chair?.trim() ?? '';
  const attended = attendedBy(snapshot, names);
  const text = [
    `${heldSentence(composing)}。`,
    chair === '' ? '' : `会议由${names.ofName(chair)}主持。`,
    attended === '' ? '' : `${attended}参加会议。`,
    quorumOf(snapshot),
  ].join('');
  const has = snapshot.agenda.some(({ kind, minutes }) => isOpening(kind) && pictureIds(minutes).length > 0);
  return [...lines(text), ...(has ? openingPictures(snapshot) : [pictureHere('会议现场')])];
}

/** 4月23日下午，某某会议在某地召开. */
export function heldSentence({ snapshot, timeZone }: Omit<Composing, 'names'>): string {
  const { facts } = snapshot;
  const venue = facts.venue?.trim() ?? '';
  const at = whenOf(snapshot, timeZone);
  return `${at === '' ? '' : `${at}，`}${nameOf(snapshot)}${venue === '' ? '' : `在${venue}`}召开`;
}

export function nameOf({ facts }: Pick<MeetingSnapshot, 'facts'>): string {
  const title = facts.title.trim();
  const organisation = facts.organisation?.trim() ?? '';
  const isSaid = title.includes(organisation) || houseAtStart(title, organisation) !== '';
  return isSaid ? title : `${organisation}${title}`;
}

function whenOf(snapshot: MeetingSnapshot, timeZone: string): string {
  const held = heldSpan(snapshot);
  const from = held?.from ?? snapshot.facts.plannedStart;
  if (from === null) return '';
  // A report stands beside the day it appeared on: no year.
  const day = (at: EpochMs): string => dateText(at, { locale: 'zh-CN', timeZone, year: false });
  const to = held?.to ?? snapshot.facts.plannedEnd;
  if (to !== null && day(to) !== day(from)) return daysText(day(from), day(to));
  const time = wallTimeIn(timeZone, from);
  return `${day(from)}${time < '12:00' ? '上午' : time < '18:00' ? '下午' : '晚上'}`;
}

/** The month is said once: 11月26日至27日. */
function daysText(from: string, to: string): string {
  const month = /^\d+月/u.exec(from)?.[0] ?? '';
  return `${from}至${month !== '' && to.startsWith(month) ? to.slice(month.length) : to}`;
}

function quorumOf({ room, agenda }: MeetingSnapshot): string {
  const open = new Set(agenda.map(({ id }) => id));
  const first = room?.seen.find(({ itemId }) => open.has(itemId));
  if (!first || first.needed === null || !first.met) return '';
  return `会议应到${first.seats}人，实到${first.present}人，符合章程规定。`;
}

const isOpening = (kind: SnapshotItem['kind']): boolean => kind === 'guest_introduction';

function openingPictures({ agenda }: MeetingSnapshot): readonly Block[] {
  return agenda.filter(({ kind }) => isOpening(kind)).flatMap(({ minutes }) => picturesIn(minutes));
}

function picturesIn(blocks: readonly Block[]): readonly Block[] {
  return blocks.filter(({ kind }) => kind === 'image');
}

/** Who was invited and came, each once, in the order in which the list has them. */
export function guestsIn({ people, roll = [] }: MeetingSnapshot): readonly Person[] {
  const away = new Set(
    roll.filter(({ state }) => state === 'excused' || state === 'absent' || state === 'awaited').map(({ key }) => key),
  );
  return people.filter(({ id, role }) => role === 'guest' && !away.has(id));
}

function guestsOf({ snapshot, names }: Composing): readonly Block[] {
  const guests = guestsIn(snapshot);
  if (guests.length === 0) return [];
  const by = snapshot.agenda.find(({ kind }) => isOpening(kind))?.presenters ?? [];
  // Before the meeting only where it opens it.
  const isBefore = snapshot.agenda.find(({ kind }) => kind !== 'break')?.kind === 'guest_introduction';
  const who = by.map((presenter) => names.of(presenter)).join('、');
  const at = isBefore ? '会前，' : '';
  const lead = who === '' ? '出席会议的嘉宾有：' : `${at}${who}逐一介绍了到会嘉宾：`;
  const items = guests.map((person): readonly Block[] => {
    names.tell(person.name);
    const post = names.postOf(person.org, person.titles.join('、') || null);
    const name = { kind: 'text', text: person.name, marks: { strong: true } } as const;
    return [paragraph([...said(sideBySide(post, person.name).slice(0, -person.name.length)), name])];
  });
  return [...lines(lead), { kind: 'list', ordered: false, start: 1, items }];
}

// ── the end ─────────────────────────────────────────────────────────────────────────────────────────────────────

const ENDED = /^(\d{1,2})[:：](\d{2})(?:结束|散会|休会)?$/u;

function closeOf(composing: Composing): readonly Block[] {
  const { snapshot, timeZone } = composing;
  const closing = snapshot.agenda.filter(({ kind }) => kind === 'closing');
  const text = closing.flatMap((item): readonly Block[] => {
    const written = item.minutes.filter((block) => pointsOf(block) === null);
    if (item.presenters.length === 0) return written;
    return textOfItem(item, { told: '', talk: { ...talkOf(composing, item, false), title: '总结' } });
  });
  const noted = closing.flatMap(({ minutes }) => minutes.flatMap((block) => (pointsOf(block) ?? []).map(textOf)));
  const end =
    snapshot.adjournedAt === null
      ? noted.find((point) => ENDED.test(point))
      : wallTimeIn(timeZone, snapshot.adjournedAt);
  const [, hours = '', minutes = ''] = ENDED.exec(end ?? '') ?? [];
  const told = hours === '' ? '' : `会议于${Number(hours)}时${minutes === '00' ? '' : `${minutes}分`}结束。`;
  return [...text, ...lines(told)];
}

function creditsOf({ snapshot, names }: Composing): readonly Block[] {
  const { author, editor, reviewer } = snapshot.article ?? NO_ARTICLE;
  const organisation = snapshot.facts.organisation?.trim() ?? '';
  const by = author ?? (organisation === '' ? null : `${names.house}秘书处`);
  const credits = [
    ...(by === null ? [] : [`供稿：${by}`]),
    ...(editor === null ? [] : [`编辑：${editor}`]),
    ...(reviewer === null ? [] : [`审核：${reviewer}`]),
  ].join('　');
  return [
    ...lines(credits),
    pictureHere('公众号二维码'),
    ...lines(organisation === '' ? '微信扫描二维码，关注我们' : `微信扫描二维码，关注${organisation}`),
  ];
}
