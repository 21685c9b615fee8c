// 会议通知 with its reply slip (回执): whom it goes to, when, where and what about, who takes part, what is asked of them, by when
// they answer and to whom. What the secretariat has not filled in is a blank to be filled in by hand. Outward.
import { NO_CONVENING, type ConveningFacts } from '../domain/convening.ts';
import { withoutRemarks } from '../domain/remarks.ts';
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import { itemNumeral } from '../i18n/item-number.ts';
import type { Locale } from '../i18n/locale.ts';
import { agendaEntries } from './agenda-paper.ts';
import type { PaperOptions } from './minutes-sections.ts';
import type { ListEntry, Part, TextPaper } from './paper.ts';
import {
  columnsOf,
  dayText,
  fact,
  field,
  meetingName,
  paragraph,
  plainPaper,
  plannedText,
  runs,
  sheetWords,
  type SheetWords,
} from './sheet-parts.ts';

interface Inviting extends PaperOptions {
  readonly snapshot: MeetingSnapshot;
  readonly convening: ConveningFacts;
  readonly words: SheetWords;
  readonly name: string;
  /** 回执期限, or a blank. */
  readonly replyBy: string;
}

/** Height of a row of the slip, which is filled in by hand. */
const SLIP_ROW_MM = 14;

export function noticePaper(snapshot: MeetingSnapshot, options: PaperOptions): TextPaper {
  const words = sheetWords(options);
  const { facts, convening = NO_CONVENING } = snapshot;
  const name = meetingName(facts);
  const replyBy = convening.replyBy === null ? words.blankDay : dayText(convening.replyBy, options);
  const inviting: Inviting = { ...options, snapshot, convening, words, name, replyBy };
  const title = words.noticeTitle(name);
  const issued = convening.issuedOn === null ? words.blankDay : dayText(convening.issuedOn, options);
  const organisation = facts.organisation?.trim() || words.blank;
  const attachments = [...convening.attachments, words.slip];
  return {
    ...plainPaper(snapshot, options),
    title,
    parts: [
      { kind: 'title', text: title },
      { kind: 'addressee', text: words.addressee(addresseeOf(inviting)) },
      paragraph(words.noticeOpening(openingDay(inviting), name)),
      ...sectionsOf(inviting),
      { kind: 'attachments', label: words.attachments, names: attachments },
      { kind: 'signature', name: organisation, date: issued, sealed: true },
      ...slipOf(inviting, attachments.length),
    ],
  };
}

/** 主送, as it is filled in; else whom the meeting of this body is for. */
function addresseeOf({ convening, snapshot, words }: Inviting): string {
  const known = convening.to ?? words.membersOf(snapshot.facts.bodyName?.trim() ?? '');
  return known === '' ? words.blank : known;
}

function openingDay({ snapshot, words, ...options }: Inviting): string {
  const { plannedStart } = snapshot.facts;
  if (plannedStart === null) return words.blankDay;
  const [day = ''] = plannedText({ ...snapshot.facts, plannedEnd: null }, options).split(/（| {2}|, \d/u);
  return day;
}

/** 一、会议时间：… : numbered as they follow; topics only where there are any. */
function sectionsOf(inviting: Inviting): readonly Part[] {
  const { snapshot, convening, words, locale } = inviting;
  const { facts } = snapshot;
  let count = 0;
  const numbered = (label: string): string => words.numeral(itemNumeral({ number: (count += 1) }, locale)) + label;
  // Who presents what may still change, and is on the agenda.
  const topics = agendaEntries(snapshot, { ...inviting, withPresenters: false });
  // As the minutes name them: what a note-taker remarked of a group stays in the house.
  const groups = (facts.attendance ?? []).map(withoutRemarks).filter((group) => group !== '');
  const participants = convening.participants ?? words.groups(groups);
  const heading = (label: string): Part => ({ kind: 'heading', level: 1, runs: runs(numbered(label)) });
  return [
    fact(numbered(words.noticeTime), plannedText(facts, inviting)),
    fact(numbered(words.noticePlace), facts.venue?.trim() || words.blank),
    ...(topics.length === 0
      ? [fact(numbered(words.noticeTopics), words.blank)]
      : [heading(words.noticeTopics), { kind: 'list', entries: topics.map(counted) } as const]),
    fact(numbered(words.noticeParticipants), participants === '' ? words.blank : participants),
    heading(words.noticeRequirements),
    { kind: 'list', entries: requirementsOf(inviting) },
    fact(numbered(words.noticeContact), contactOf(inviting)),
  ];
}

function contactOf({ convening, words }: Inviting): string {
  return convening.contact === null ? words.contactBlank : words.contact(convening.contact);
}

/** Below 三、会议议题 topics are counted in figures. */
function counted({ parts }: ListEntry, index: number): ListEntry {
  return { mark: `${index + 1}.`, parts };
}

/** What is filled in, or what is always asked; and the reply. */
function requirementsOf({ convening, words, replyBy }: Inviting): readonly ListEntry[] {
  const usual = convening.asksInside === true ? [] : [words.come, words.excuse];
  const asked = convening.requirements.length > 0 ? convening.requirements : usual;
  return [...asked, words.reply(replyBy)].map((text, index) => counted({ mark: '', parts: [paragraph(text)] }, index));
}

/** Wide enough for the words at their heads, and for both answers in one line. */
const SLIP_WIDTHS: Readonly<Record<Locale, readonly number[]>> = { 'zh-CN': [7, 10, 7, 12], en: [10, 9, 8, 9] };

/** On a page of its own: it is torn off and sent back. */
function slipOf(inviting: Inviting, place: number): readonly Part[] {
  const { snapshot, words, name, replyBy } = inviting;
  const organisation = snapshot.facts.organisation?.trim() ?? '';
  const to = organisation === '' ? words.blank : words.secretariat(organisation);
  const wide = (label: string, text = '') => [field(label), field(text, 3)];
  const halves = (left: string, right: string) => [field(left), field(''), field(right), field('')];
  // What is ticked stands in the middle, where nobody writes before it.
  const choice = { parts: [paragraph(words.slipChoice, 'centre')] };
  return [
    { kind: 'appendix', label: words.slipAttachment(place === 1 ? 0 : place), title: words.slipTitle(name) },
    {
      kind: 'table',
      columns: columnsOf(SLIP_WIDTHS[inviting.locale], new Set([0, 2])),
      head: [],
      rows: [
        wide(words.slipUnit),
        halves(words.slipName, words.slipPost),
        [...halves(words.slipPhone, words.slipComing).slice(0, 3), choice],
        wide(words.slipReason),
        wide(words.slipProxy),
      ],
      rowMm: SLIP_ROW_MM,
    },
    paragraph(words.slipBack(replyBy, to)),
    paragraph(`${words.noticeContact}${words.colon}${contactOf(inviting)}`),
  ];
}
