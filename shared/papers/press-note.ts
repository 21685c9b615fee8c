// The English counterpart of the article: a press note with headline, dateline, lead, a passage for each item, words of people
// only where they were written down as quotes, what the organisation is, and whom to ask. What was written in Chinese stays
// Chinese in it: nothing here translates.
import type { ReportRow } from '../domain/agenda.ts';
import { NO_ARTICLE } from '../domain/article.ts';
import { heldPart, heldSpan } from '../domain/held.ts';
import type { Block } from '../domain/minutes.ts';
import { publicSnapshot } from '../domain/publish.ts';
import { withoutRemarks } from '../domain/remarks.ts';
import type { MeetingSnapshot, SnapshotItem } from '../domain/snapshot.ts';
import { isUnconfirmedDecision } from '../domain/task.ts';
import { ceremonySentence } from '../i18n/ceremony-text.ts';
import { formal } from '../i18n/en/formal.ts';
import { dateText, nameList } from '../i18n/format.ts';
import { formal as chinese } from '../i18n/zh-CN/formal.ts';
import { isNews, linesOf } from './article-item.ts';
import { guestsIn, nameOf } from './article-sections.ts';
import { isNote, saysAgain } from './spoken-points.ts';
import { said, textOf } from './inline.ts';
import { isTold, pointsOf } from './item-text.ts';
import { Mentions } from './mentions.ts';
import type { ListEntry, Part, TextPaper } from './paper.ts';

interface Composing {
  readonly snapshot: MeetingSnapshot;
  readonly timeZone: string;
  readonly mentions: Mentions;
}

export function pressNotePaper(given: MeetingSnapshot, { timeZone }: { readonly timeZone: string }): TextPaper {
  const snapshot = heldPart(publicSnapshot(given));
  const composing = { snapshot, timeZone, mentions: new Mentions(snapshot, formal.running) };
  const { headline } = snapshot.article ?? NO_ARTICLE;
  const title = headline ?? headlineOf(snapshot);
  return {
    ...{ form: 'text', locale: 'en', audience: 'public', organisation: snapshot.facts.organisation },
    ...{ title, masthead: null, imprint: null, isPaged: true, footnote: null },
    parts: [
      { kind: 'title', text: title },
      ...leadOf(composing),
      ...guestsOf(composing),
      ...snapshot.agenda
        .filter((item) => item.parentId === undefined && isNews(item))
        .flatMap((item) => [
          ...passageOf(composing, item),
          ...snapshot.agenda
            .filter((part) => part.parentId === item.id && isNews(part))
            .flatMap((part) => passageOf(composing, part)),
        ]),
      ...endOf(snapshot),
    ],
  };
}

const paragraph = (text: string): Part => ({ kind: 'paragraph', runs: [{ kind: 'text', text }] });
const heading = (text: string): Part => ({ kind: 'heading', level: 1, runs: [{ kind: 'text', text }] });

function bullets(texts: readonly string[]): readonly Part[] {
  const entries = texts.map((text): ListEntry => ({ mark: '•', parts: [paragraph(text)] }));
  return entries.length === 0 ? [] : [{ kind: 'list', entries }];
}

/** What was signed or passed is the news; else that it met. */
function headlineOf(snapshot: MeetingSnapshot): string {
  const { facts, agenda } = snapshot;
  const who = facts.organisation?.trim() ?? '';
  const name = facts.shortTitle?.trim() ?? facts.title.trim();
  const acts = agenda.filter(isNews).flatMap(({ ceremony }) => {
    if (ceremony?.kind === 'signing' && ceremony.document !== '') return [`signs “${ceremony.document}”`];
    return ceremony?.kind === 'appointment' && ceremony.appointee !== '' ? [`appoints ${ceremony.appointee}`] : [];
  });
  const [act] = acts;
  if (who === '') return `${name} held`;
  return act === undefined ? `${who} holds ${name}` : `${who} ${act} at ${name}`;
}

function leadOf({ snapshot, timeZone, mentions }: Composing): readonly Part[] {
  const { facts } = snapshot;
  const from = heldSpan(snapshot)?.from ?? facts.plannedStart;
  const day = from === null ? '' : dateText(from, { locale: 'en', timeZone });
  const venue = facts.venue?.trim() ?? '';
  const chair = facts.chair?.trim() ?? '';
  const groups = (facts.attendance ?? [])
    .map((group) => group.replace(/[（(][^（）()]*[）)]/gu, '').trim())
    .filter((group) => !/^其他/u.test(group));
  const text = [
    `${day === '' ? '' : `${day} — `}${nameOf(snapshot)} was held${venue === '' ? '' : ` at ${venue}`}.`,
    ...(chair === '' ? [] : [`In the chair: ${mentions.ofName(chair)}.`]),
    ...(groups.length === 0 ? [] : [`Those taking part included ${nameList(groups, 'en')}.`]),
  ].join(' ');
  return [paragraph(text)];
}

function guestsOf({ snapshot, mentions }: Composing): readonly Part[] {
  const guests = guestsIn(snapshot);
  if (guests.length === 0) return [];
  const named = guests.map(({ name, org, titles }) => mentions.of({ name, org, title: titles.join(', ') || null }));
  return [heading('Guests'), ...bullets(named)];
}

function passageOf(composing: Composing, item: SnapshotItem): readonly Part[] {
  const { snapshot } = composing;
  const told =
    item.ceremony === null ? spokenOf(composing, item) : ceremonySentence(item.ceremony, snapshot.people, formal);
  const agreed = item.ceremony?.kind === 'signing' ? item.ceremony.outcome : [];
  // What the ceremony says already was noted in Chinese.
  const known =
    item.ceremony === null
      ? ''
      : [
          ceremonySentence(item.ceremony, snapshot.people, chinese),
          ...(item.ceremony.kind === 'appointment' ? [`聘任${item.ceremony.appointee}为${item.ceremony.post}`] : []),
          ...agreed.map((each) => `双方${each}`),
        ].join('；');
  const points = item.minutes
    .flatMap((block) => (pointsOf(block) ?? []).map((point) => textOf(point)))
    .filter((point) => !isNote(point) && !isTold(said(point), known))
    .map(withoutRemarks);
  const decided = snapshot.decisions
    .filter((decision) => decision.itemId === item.id && !isUnconfirmedDecision(decision))
    .filter(({ wording }) => !saysAgain(wording, agreed.map(withoutRemarks).join('。')))
    .flatMap(({ outcome, wording }) =>
      outcome === null || outcome.startsWith('adopted')
        ? [`The meeting decided: ${wording.trim().replace(/[。.]+$/u, '')}.`]
        : [],
    );
  return [
    heading(item.title.trim()),
    ...(told === '' ? [] : [paragraph(told)]),
    ...bullets([...agreed.map(withoutRemarks), ...points]),
    ...item.minutes.filter((block) => pointsOf(block) === null).flatMap((block) => writtenOf(block, item)),
    ...bullets(reportOf(item.report)),
    ...decided.map(paragraph),
  ];
}

/** One sentence of what took place. */
function spokenOf({ mentions }: Composing, { kind, title, presenters }: SnapshotItem): string {
  const by = presenters.map((presenter) => mentions.of(presenter)).join('; ');
  const on = title.trim();
  if (by === '') return '';
  // A post between commas is closed by one.
  const who = by.includes(', ') ? `${by},` : by;
  switch (kind) {
    case 'introduction':
    case 'briefing':
      return `${who} gave a briefing on “${on}”.`;
    case 'lecture':
      return `${who} gave a lecture, “${on}”.`;
    case 'work_report':
    case 'task_review':
      return `${who} presented “${on}”.`;
    case 'discussion':
      return `Speakers: ${by}.`;
    default:
      return `Presented by ${by}.`;
  }
}

/** Words of somebody stand in quotation marks only where they were written down as a quote. */
function writtenOf(block: Block, { presenters }: SnapshotItem): readonly Part[] {
  if (block.kind === 'paragraph' || block.kind === 'heading') {
    const text = textOf(block.inline).trim();
    return text === '' ? [] : [paragraph(text)];
  }
  if (block.kind === 'list') {
    const entries = block.items.map((item) => item.flatMap((each) => ('inline' in each ? [textOf(each.inline)] : [])));
    return bullets(entries.map((texts) => texts.join(' ').trim()).filter((text) => text !== ''));
  }
  if (block.kind !== 'quote') return [];
  const words = block.blocks.flatMap((each) => ('inline' in each ? [textOf(each.inline).trim()] : [])).join(' ');
  const by = presenters.length === 1 ? (presenters[0]?.name ?? '') : '';
  const quoted = `“${words.replace(/^["“「]|["”」]$/gu, '')}”`;
  return words === '' ? [] : [paragraph(by === '' ? quoted : `${quoted} — ${by}`)];
}

function reportOf(rows: readonly ReportRow[]): readonly string[] {
  const owners = [...new Set(rows.map(({ owner }) => owner.trim()))];
  return owners.flatMap((owner) => {
    const own = rows.filter((row) => row.owner.trim() === owner);
    const [made, next] = [own.flatMap(({ done }) => linesOf(done)), own.flatMap(({ planned }) => linesOf(planned))];
    if (made.length + next.length === 0) return [];
    const told = [
      ...(made.length === 0 ? [] : [`done: ${made.join('; ')}`]),
      ...(next.length === 0 ? [] : [`next: ${next.join('; ')}`]),
    ].join('. ');
    return [owner === '' ? `${told}.` : `${owner} — ${told}.`];
  });
}

/** What nobody filled in has its place, so that it is not forgotten. */
function endOf({ facts, article = NO_ARTICLE }: MeetingSnapshot): readonly Part[] {
  const organisation = facts.organisation?.trim() ?? 'the organisation';
  const place = (text: string): Part => ({ kind: 'placeholder', text });
  return [
    heading(`About ${organisation}`),
    article.about === null ? place(`[A few sentences about ${organisation}]`) : paragraph(article.about),
    heading('Contact'),
    article.contact === null ? place('[Name, telephone, e-mail]') : paragraph(article.contact),
  ];
}
