// What a WeChat article tells of one item: what was said in it, as a report tells it; a ceremony, with who signed or was appointed;
// what was decided; a work report as short bullets. Nothing is invented: what is not known is left out.
import { signingHeld } from '../domain/ceremony.ts';
import { partsOf } from '../domain/agenda-tree.ts';
import type { Ceremony, ReportRow } from '../domain/agenda.ts';
import { isElectionResult } from '../domain/election.ts';
import { hasContent, pictureIds, type Block } from '../domain/minutes.ts';
import { withoutRemarks } from '../domain/remarks.ts';
import type { MeetingSnapshot, SnapshotItem } from '../domain/snapshot.ts';
import { isUnconfirmedDecision } from '../domain/task.ts';
import { documentTitle } from '../i18n/format.ts';
import type { ArticleNames } from './article-names.ts';
import { isNote, saysAgain, type Talk } from './spoken-points.ts';
import { talkParagraphs } from './article-voice.ts';
import { paragraph, said, textOf } from './inline.ts';
import { isTold, pointsOf } from './item-text.ts';
import { stoodIn } from './told-already.ts';

export interface Composing {
  readonly snapshot: MeetingSnapshot;
  readonly timeZone: string;
  readonly names: ArticleNames;
}

/** Breaks, greetings and what did not take place are no news. */
export function isNews({ kind, progress }: SnapshotItem): boolean {
  if (kind === 'break' || kind === 'closing' || kind === 'guest_introduction') return false;
  return progress.state !== 'skipped' && progress.state !== 'postponed';
}

export const lines = (...texts: readonly string[]): readonly Block[] =>
  texts.filter((text) => text !== '').map((text) => paragraph(said(text)));

/** Where a picture belongs that is put in by hand; numbered where it is printed. */
export const pictureHere = (of: string): Block => paragraph(said(`【图：${of}】`));

export function headingOf({ title }: SnapshotItem): string {
  return title.trim().replace(/^听取了?(?=.)/u, '');
}

export function bodyOf(composing: Composing, item: SnapshotItem, isFirst: boolean): readonly Block[] {
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
  const decided = decidedIn(composing, item).filter((sentence) => !stoodIn(item.minutes, sentence.replace(/。$/u, '')));
  if (item.ceremony !== null) {
    const told = ceremonyOf(composing, item.ceremony);
    const anew = decided.filter((sentence) => !saysAgain(sentence, told.join('')));
    const rest = textOfItem(item, { told: `${told.join('')}${inFull(composing, item.ceremony)}`, talk: null });
    const has = pictureIds(item.minutes).length > 0;
    const photo = item.ceremony.kind === 'signing' ? '签约仪式' : '颁发聘书';
    return [...lines(...told), ...rest, ...lines(...anew), ...(has ? [] : [pictureHere(photo)])];
  }
  const talk = talkOf(composing, item, isFirst);
  const text = textOfItem(item, { told: '', talk });
  const report = reportOf(item.report, termsOf(item.title));
  const [first, ...rest] = text;
  const opened = first === undefined ? [] : [first];
  return [...opened, ...report, ...rest, ...lines(...decided)];
}

export function talkOf({ snapshot, names }: Composing, item: SnapshotItem, isFirst: boolean): Talk {
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
export function textOfItem(
  { minutes, kind, presenters }: SnapshotItem,
  { told, talk }: { readonly told: string; readonly talk: Talk | null },
): readonly Block[] {
  const made: Block[] = [];
  let points: string[] = [];
  let next = talk;
  const flush = (): void => {
    const noted = points.filter((point) => !isTold(said(point), told));
    if (next !== null) made.push(...lines(...talkParagraphs(next, noted)));
    else if (noted.length > 0)
      made.push(...lines(...talkParagraphs(CONTINUED(kind, presenters, talk?.known ?? []), noted)));
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

const CONTINUED = (
  kind: SnapshotItem['kind'],
  presenters: SnapshotItem['presenters'],
  known: readonly string[],
): Talk => ({
  ...{ kind, title: '', speakers: '', isFirst: false, known },
  name: presenters.length === 1 ? (presenters[0]?.name ?? '') : '',
});

/** What is only called 聘书 is that; a number stands behind it. */
function letterTold(letter: string): string {
  if (letter === '') return '聘书';
  return letter.includes('聘书') ? letter : `聘书（${letter}）`;
}

function termTold(term: string): string {
  if (/^[聘任]期/u.test(term)) return term;
  return `聘期${/^[自至]/u.test(term) || !/至/u.test(term) ? '' : '自'}${term}`;
}

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
        : `，${names.ofName(presentedBy)}为其颁发${letterTold(letter)}`;
    return [
      `会上，${names.house}聘任${names.ofName(appointee)}为${names.ownPost(post)}${term === '' ? '' : `，${termTold(term)}`}${handed}。`,
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
  const signature =
    signed.length === 0 ? '' : `，${signed.join('、')}${signed.length === 1 ? '代表签字' : `分别代表${whose}签字`}`;
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

/** Who is appointed to what, as it may have been noted besides: 聘甲为协会顾问. */
function inFull({ names }: Composing, ceremony: Ceremony): string {
  if (ceremony.kind === 'signing') return '';
  return `聘任${ceremony.appointee}为${names.house}${names.ownPost(ceremony.post)}`;
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
  if (isElectionResult(wording)) return `${wording}。`;
  if (/^(?:会议|大会)/u.test(wording)) return `${wording}。`;
  return /^《/u.test(wording)
    ? `会议审议通过了${wording}。`
    : `会议${/^(?:不?同意|批准|决定|明确|确定)/u.test(wording) ? '' : '决定，'}${wording}。`;
}

// ── the report ──────────────────────────────────────────────────────────────────────────────────────────────────

/** What was done, what comes: by the terms that the report's own title names (上半年工作汇报与下半年工作布置). */
function termsOf(title: string): readonly [string, string] {
  const [done, planned, another] =
    title.match(/(?:\d{4}年度?)?(?:上半年|下半年)|上一?年度|本年度|今年|明年|\d{4}年度?/gu) ?? [];
  return done !== undefined && planned !== undefined && another === undefined && done !== planned
    ? [done, planned]
    : ['进展', '下一步'];
}

/** A bullet for each whose work it is: what was done, what comes next. */
function reportOf(rows: readonly ReportRow[], terms: readonly [string, string]): readonly Block[] {
  const owners = new Map<string, ReportRow[]>();
  for (const row of rows) owners.set(row.owner.trim(), [...(owners.get(row.owner.trim()) ?? []), row]);
  const items = [...owners].flatMap(([owner, own]): readonly (readonly Block[])[] => {
    const done = own.flatMap((row) => linesOf(row.done));
    const planned = own.flatMap((row) => linesOf(row.planned));
    if (done.length + planned.length === 0) return [];
    const text = [
      ...(done.length === 0 ? [] : [`${terms[0]}：${done.join('；')}。`]),
      ...(planned.length === 0 ? [] : [`${terms[1]}：${planned.join('；')}。`]),
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
