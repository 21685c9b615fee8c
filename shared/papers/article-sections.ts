// A WeChat article (公众号文章) about a meeting as sections of text, in the voice of a report: the lead, the guests in the order of
// courtesy, a section for each item, the close, who made it. Composed from what is public, whatever it is given. Nothing is
// invented: what is not known is left out, and a picture that is wanted has its place held.
import { signingHeld } from '../domain/ceremony.ts';
import { partsOf } from '../domain/agenda-tree.ts';
import type { Ceremony, ReportRow } from '../domain/agenda.ts';
import { NO_ARTICLE } from '../domain/article.ts';
import { heldPart, heldSpan } from '../domain/held.ts';
import { hasContent, pictureIds, type Block } from '../domain/minutes.ts';
import type { Person } from '../domain/person.ts';
import { publicSnapshot } from '../domain/publish.ts';
import type { MeetingSnapshot, SnapshotItem } from '../domain/snapshot.ts';
import { isUnconfirmedDecision } from '../domain/task.ts';
import { dateText, documentTitle } from '../i18n/format.ts';
import { wallTimeIn, type EpochMs } from '../lib/time.ts';
import { attendedBy } from './article-attendance.ts';
import { ArticleNames } from './article-names.ts';
import { isNote, saysAgain, talkParagraphs, withoutRemarks, type Talk } from './article-voice.ts';
import { paragraph, said, textOf } from './inline.ts';
import { isTold, pointsOf } from './item-text.ts';

export interface ArticleSection {
  /** `lead`, `guests`, `item-<id>`, `close`, `credits`. */
  readonly key: string;
  /** What it is called in a list of sections; '' = it has no heading. */
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export interface Composing {
  readonly snapshot: MeetingSnapshot;
  readonly timeZone: string;
  readonly names: ArticleNames;
}

export function articleSections(given: MeetingSnapshot, timeZone: string): readonly ArticleSection[] {
  const snapshot = heldPart(publicSnapshot(given));
  const composing: Composing = { snapshot, timeZone, names: new ArticleNames(snapshot) };
  const lead: ArticleSection = { key: 'lead', heading: '', blocks: leadOf(composing) };
  const guests = guestsOf(composing);
  const items = snapshot.agenda.filter((item) => item.parentId === undefined && isNews(item));
  const [opener] = items;
  const told = items.map((item) => ({
    key: `item-${item.id}`,
    heading: headingOf(item),
    blocks: bodyOf(composing, item, item === opener),
  }));
  const close = closeOf(composing);
  return [
    lead,
    ...guests,
    ...told.filter(({ blocks }) => hasContent(blocks)),
    ...(close.length === 0 ? [] : [{ key: 'close', heading: '', blocks: close }]),
    { key: 'credits', heading: '', blocks: creditsOf(composing) },
  ];
}

/** Breaks, greetings and what did not take place are no news. */
export function isNews({ kind, progress }: SnapshotItem): boolean {
  if (kind === 'break' || kind === 'closing' || kind === 'guest_introduction') return false;
  return progress.state !== 'skipped' && progress.state !== 'postponed';
}

const lines = (...texts: readonly string[]): readonly Block[] =>
  texts.filter((text) => text !== '').map((text) => paragraph(said(text)));

/** Where a picture belongs that is put in by hand; numbered where it is printed. */
const pictureHere = (of: string): Block => paragraph(said(`【图：${of}】`));

function headingOf({ title }: SnapshotItem): string {
  return title.trim().replace(/^听取了?(?=.)/u, '');
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
  return organisation === '' || title.includes(organisation) ? title : `${organisation}${title}`;
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

function guestsOf({ snapshot, names }: Composing): readonly ArticleSection[] {
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
    return [paragraph([...said(post), name])];
  });
  return [
    {
      ...{ key: 'guests', heading: '到会嘉宾' },
      blocks: [...lines(lead), { kind: 'list', ordered: false, start: 1, items }],
    },
  ];
}

// ── an item ─────────────────────────────────────────────────────────────────────────────────────────────────────

function bodyOf(composing: Composing, item: SnapshotItem, isFirst: boolean): readonly Block[] {
  const parts = partsOf(composing.snapshot.agenda, item.id).filter((part) => isNews(part));
  return [
    ...ownBody(composing, item, isFirst),
    ...parts.flatMap((part): readonly Block[] => {
      const body = ownBody(composing, part, false);
      return hasContent(body) ? [{ kind: 'heading', level: 3, inline: said(headingOf(part)) }, ...body] : [];
    }),
  ];
}

function ownBody(composing: Composing, item: SnapshotItem, isFirst: boolean): readonly Block[] {
  const decided = decidedIn(composing, item);
  if (item.ceremony !== null) {
    const told = ceremonyOf(composing, item.ceremony);
    const anew = decided.filter((sentence) => !saysAgain(sentence, told.join('')));
    const rest = textOfItem(item, { told: told.join(''), talk: null });
    const has = pictureIds(item.minutes).length > 0;
    const photo = item.ceremony.kind === 'signing' ? '签约仪式' : '颁发聘书';
    return [...lines(...told), ...rest, ...lines(...anew), ...(has ? [] : [pictureHere(photo)])];
  }
  const talk = talkOf(composing, item, isFirst);
  const text = textOfItem(item, { told: '', talk });
  const report = reportOf(item.report);
  const [first, ...rest] = text;
  const opened = first === undefined ? [] : [first];
  return [...opened, ...report, ...rest, ...lines(...decided)];
}

function talkOf({ snapshot, names }: Composing, item: SnapshotItem, isFirst: boolean): Talk {
  const { presenters } = item;
  const [only, another] = presenters;
  const isOpen = presenters.length > 1 && othersToo(item);
  const speakers = presenters.map((presenter) => names.of(presenter)).join('、');
  return {
    ...{ kind: item.kind, title: headingOf(item), isFirst },
    known: [...snapshot.people, ...presenters].map((person) => person.name),
    speakers: isOpen ? `${speakers}等` : speakers,
    name: only && another === undefined ? only.name : '',
  };
}

/** 发言人：甲、乙等. */
function othersToo({ minutes }: SnapshotItem): boolean {
  return minutes.some((block) =>
    (pointsOf(block) ?? []).some((point) => isNote(textOf(point)) && /等$/u.test(textOf(point))),
  );
}

/** What was written under it: points become sentences, everything else stays as it was written. */
function textOfItem(
  { minutes, kind, presenters }: SnapshotItem,
  { told, talk }: { readonly told: string; readonly talk: Talk | null },
): readonly Block[] {
  const made: Block[] = [];
  let points: string[] = [];
  let next = talk;
  const flush = (): void => {
    const noted = points.filter((point) => !isTold(said(point), told));
    if (next !== null) made.push(...lines(...talkParagraphs(next, noted)));
    else if (noted.length > 0) made.push(...lines(...talkParagraphs(CONTINUED(kind, presenters), noted)));
    [points, next] = [[], null];
  };
  for (const block of minutes) {
    const found = pointsOf(block);
    if (found !== null) points.push(...found.map(textOf));
    else {
      flush();
      made.push(block);
    }
  }
  flush();
  return made;
}

const CONTINUED = (kind: SnapshotItem['kind'], presenters: SnapshotItem['presenters']): Talk => ({
  ...{ kind, title: '', speakers: '', isFirst: false },
  name: presenters.length === 1 ? (presenters[0]?.name ?? '') : '',
});

/** Parties, what, who signed; who was appointed to what, who handed the letter over. */
function ceremonyOf({ snapshot, names }: Composing, ceremony: Ceremony): readonly string[] {
  const term = ceremony.term?.trim() ?? '';
  if (ceremony.kind === 'appointment') {
    const { appointee, post, presentedBy } = ceremony;
    if (appointee === '' || post === '') return [];
    const letter = ceremony.letter?.trim() ?? '';
    const handed =
      presentedBy === null || presentedBy.trim() === ''
        ? ''
        : `，${names.ofName(presentedBy)}为其颁发${letter === '' ? '聘书' : letter}`;
    return [
      `会上，${names.house}聘任${names.ofName(appointee)}为${post}${term === '' ? '' : `，聘期${term}`}${handed}。`,
    ];
  }
  const { document, parties, witnesses } = signingHeld(ceremony, snapshot.people);
  const what = document === '' ? '协议' : documentTitle(document);
  const orgs = parties.map(({ org }) => org.trim()).filter((org) => org !== '');
  const signed = parties
    .filter(({ signatory }) => signatory.trim() !== '')
    .map(({ signatory, title }) => names.of({ name: signatory, org: '', title }));
  const by = orgs.length < 2 ? orgs.join('') : `${orgs.slice(0, -1).join('、')}与${orgs.at(-1) ?? ''}`;
  const whose = parties.length > 2 ? '各方' : '双方';
  const signature = signed.length === 0 ? '' : `，${signed.join('、')}分别代表${whose}签字`;
  const seen = witnesses.length === 0 ? '' : `，${witnesses.map(({ name }) => names.ofName(name)).join('、')}见证签约`;
  const agreed = ceremony.outcome.map(withoutRemarks).filter((point) => point !== '');
  const points = agreed.map((point, index) =>
    index === 0 && /^(?:确认|建立|开展|将|共同|加强|约定|互|就)/u.test(point) ? `${whose}${point}` : point,
  );
  return [
    `会上，${by === '' ? '会议' : by}签署${what}${signature}${seen}。`,
    points.length + term.length === 0
      ? ''
      : `根据协议，${[...points, ...(term === '' ? [] : [`期限为${term}`])].join('，')}。`,
  ];
}

/** Only what stands and was carried: a report tells no defeats. */
function decidedIn({ snapshot }: Composing, { id }: SnapshotItem): readonly string[] {
  return snapshot.decisions.flatMap((decision) => {
    const wording = decision.wording.trim().replace(/[。.]+$/u, '');
    if (decision.itemId !== id || isUnconfirmedDecision(decision) || wording === '') return [];
    switch (decision.outcome) {
      case 'adopted':
        if (/^会议/u.test(wording)) return [`${wording}。`];
        return [
          /^(?:审议通过|通过)/u.test(wording) ? `会议${wording.replace(/^通过/u, '审议通过')}。` : verbed(wording),
        ];
      case 'adopted_in_principle':
        return [`会议原则通过${wording.replace(/^(?:会议)?(?:原则)?(?:审议)?通过了?/u, '')}。`];
      case null:
        return [verbed(wording)];
      default:
        return [];
    }
  });
}

function verbed(wording: string): string {
  if (/^(?:会议|大会)/u.test(wording)) return `${wording}。`;
  return /^《/u.test(wording)
    ? `会议审议通过了${wording}。`
    : `会议${/^(?:同意|批准|决定|明确|确定)/u.test(wording) ? '' : '决定，'}${wording}。`;
}

// ── the report ──────────────────────────────────────────────────────────────────────────────────────────────────

/** A bullet for each whose work it is: what was done, what comes next. */
function reportOf(rows: readonly ReportRow[]): readonly Block[] {
  const owners = new Map<string, ReportRow[]>();
  for (const row of rows) owners.set(row.owner.trim(), [...(owners.get(row.owner.trim()) ?? []), row]);
  const items = [...owners].flatMap(([owner, own]): readonly (readonly Block[])[] => {
    const done = own.flatMap((row) => linesOf(row.done));
    const planned = own.flatMap((row) => linesOf(row.planned));
    if (done.length + planned.length === 0) return [];
    const text = [
      ...(done.length === 0 ? [] : [`进展：${done.join('；')}。`]),
      ...(planned.length === 0 ? [] : [`下一步：${planned.join('；')}。`]),
    ].join('');
    const name = { kind: 'text', text: owner, marks: { strong: true } } as const;
    return [[paragraph(owner === '' ? said(text) : [name, ...said(`　${text}`)])]];
  });
  return items.length === 0 ? [] : [{ kind: 'list', ordered: false, start: 1, items }];
}

export function linesOf(cell: string): readonly string[] {
  return cell
    .split('\n')
    .map((line) => withoutRemarks(line.trim()).replace(/[；;。.]+$/u, ''))
    .filter((line) => line !== '' && !/^[（(].*[）)]$/u.test(line));
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
