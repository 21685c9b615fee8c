// Formal minutes (会议纪要) as sections of text, composed from the facts and from what was written down together: an opening, a
// section for each matter, what else was agreed, and who was there. People go on writing in them (shared/doc/desk-papers.ts),
// so a section is blocks of the editor's text. Nothing is invented: what is not known is left out.
import { countedItems, type AgendaItem, type ReportRow } from '../domain/agenda.ts';
import { partsOf } from '../domain/agenda-tree.ts';
import { signingHeld } from '../domain/ceremony.ts';
import { heldPart, heldSpan } from '../domain/held.ts';
import type { Block } from '../domain/minutes.ts';
import type { DraftSection } from '../domain/minutes-draft.ts';
import { withoutRemarks } from '../domain/remarks.ts';
import type { MeetingSnapshot, SnapshotItem } from '../domain/snapshot.ts';
import { isUnconfirmedDecision, isUnconfirmedTask, type Decision, type DeskTask } from '../domain/task.ts';
import { ceremonySentence } from '../i18n/ceremony-text.ts';
import { formal as formalEnglish } from '../i18n/en/formal.ts';
import { minutesPaper as english } from '../i18n/en/minutes-paper.ts';
import { dateText } from '../i18n/format.ts';
import type { Catalogue, Locale } from '../i18n/locale.ts';
import { formal as formalChinese } from '../i18n/zh-CN/formal.ts';
import { minutesPaper as chinese } from '../i18n/zh-CN/minutes-paper.ts';
import { wallTimeIn, type EpochMs } from '../lib/time.ts';
import { isNote } from './spoken-points.ts';
import { insideOnly, paragraph, said, saidInside, textOf } from './inline.ts';
import { isAppointment, itemText, notedOf, pointsOf } from './item-text.ts';
import { Mentions } from './mentions.ts';
import type { Voice } from './minutes-voice.ts';
import { nameLists } from './name-lists.ts';
import { isAgreed, isWritten, stoodIn } from './told-already.ts';

export interface PaperOptions {
  readonly locale: Locale;
  /** IANA name, of the meeting's wall. */
  readonly timeZone: string;
}

/** A piece of the minutes that is composed, edited and composed again by itself. */
export interface Section extends DraftSection {
  /** Of an internal item: not for the public. */
  readonly internal: boolean;
}

export type MinutesWords = Catalogue<typeof chinese>;

export function minutesWords(locale: Locale): MinutesWords {
  return locale === 'zh-CN' ? chinese : english;
}

interface Composing extends PaperOptions {
  readonly snapshot: MeetingSnapshot;
  readonly words: MinutesWords;
  readonly mentions: Mentions;
}

/** The sections of a meeting's minutes in the order in which they are printed. */
export function minutesSections(given: MeetingSnapshot, options: PaperOptions): readonly Section[] {
  const snapshot = heldPart(given);
  const formal = options.locale === 'zh-CN' ? formalChinese : formalEnglish;
  const composing: Composing = {
    ...options,
    snapshot,
    words: minutesWords(options.locale),
    mentions: new Mentions(snapshot, formal.running),
  };
  const opening: Section = { key: 'opening', internal: false, blocks: [openingOf(composing)] };
  const items = snapshot.agenda
    .filter((item) => item.parentId === undefined && isMatter(item))
    .map((item): Section => ({
      key: `item-${item.id}`,
      internal: item.internal,
      blocks: matterOf(composing, item),
    }));
  const other = otherOf(composing);
  const names = nameLists(snapshot, composing);
  return [
    opening,
    ...items,
    ...(other.length === 0 ? [] : [{ key: 'other', internal: false, blocks: other } as const]),
    ...(names.length === 0 ? [] : [{ key: 'names', internal: false, blocks: names } as const]),
  ];
}

/** What formal minutes speak of: neither breaks and closings nor what was passed over. */
function isMatter({ kind, progress }: SnapshotItem): boolean {
  if (kind === 'break' || kind === 'closing' || kind === 'guest_introduction') return false;
  return progress.state !== 'skipped';
}

// ── the opening ─────────────────────────────────────────────────────────────────────────────────────────────────

function openingOf(composing: Composing): Block {
  const { snapshot, words, mentions } = composing;
  const { facts } = snapshot;
  const chair = facts.chair === null || facts.chair.trim() === '' ? '' : mentions.ofName(facts.chair.trim());
  const text = words.opening({
    when: whenOf(composing),
    chair,
    venue: facts.venue?.trim() ?? '',
    name: facts.title.trim(),
    acts: actsOf(composing),
    quorum: quorumOf(composing),
  });
  return paragraph(said(text));
}

function whenOf({ snapshot, words, locale, timeZone }: Composing): string {
  const held = heldSpan(snapshot);
  const from = held?.from ?? snapshot.facts.plannedStart;
  if (from === null) return '';
  const day = (at: EpochMs): string => dateText(at, { locale, timeZone });
  const to = held?.to ?? snapshot.facts.plannedEnd;
  if (to !== null && day(to) !== day(from)) return words.days(day(from), day(to));
  return words.when(day(from), words.halfDays[halfDay(wallTimeIn(timeZone, from))]);
}

function halfDay(time: string): 'morning' | 'afternoon' | 'evening' {
  if (time < '12:00') return 'morning';
  return time < '18:00' ? 'afternoon' : 'evening';
}

/** As it stood when the first item began that is no secret. */
function quorumOf({ snapshot, words }: Composing): string {
  const open = new Set(snapshot.agenda.filter(({ internal }) => !internal).map(({ id }) => id));
  const first = snapshot.room?.seen.find(({ itemId }) => open.has(itemId));
  if (!first || first.needed === null) return '';
  return words.quorum(first.seats, first.present, first.met);
}

type Act = 'heard' | 'deliberated' | 'adopted' | 'principle' | 'discussed' | 'signed' | 'appointed' | 'done';

/** More would fill the first page before anything is said; each has its own heading below. */
const MOST_LISTED = 8;
const LISTED_OF_MANY = 3;

/** What was done, in the order in which each kind of act came first: 听取了甲和乙，签订了《丙》. */
function actsOf(composing: Composing): string {
  const { snapshot, words } = composing;
  const acts = new Map<Act, string[]>();
  for (const item of countedItems(snapshot.agenda)) {
    if (item.internal || !isMatter(item) || item.progress.state === 'postponed') continue;
    const [act, name] = actOf(composing, item);
    acts.set(act, [...(acts.get(act) ?? []), name]);
  }
  const phrases = [...acts].flatMap(([act, names]) => {
    // Who is appointed to what is a phrase of its own each time, and so is what has its own verb.
    if (act === 'appointed' || act === 'done') return names;
    const isLong = names.length > MOST_LISTED;
    return [
      words.acts[act](isLong ? words.listedShort(names.slice(0, LISTED_OF_MANY), names.length) : words.listed(names)),
    ];
  });
  return words.phrases(phrases);
}

function actOf({ snapshot, words }: Composing, item: SnapshotItem): readonly [Act, string] {
  const title = words.bare(item.title.trim());
  switch (item.kind) {
    case 'introduction':
    case 'briefing':
    case 'lecture':
    case 'work_report':
      return ['heard', title];
    case 'task_review':
      return ['heard', words.reportOn(title)];
    case 'deliberation': {
      const outcomes = snapshot.decisions.flatMap(({ itemId, outcome }) => (itemId === item.id ? [outcome] : []));
      const passed = outcomes.includes('adopted_in_principle') ? 'principle' : 'deliberated';
      return [outcomes.includes('adopted') ? 'adopted' : passed, title.replace(/^审议(?=.)/u, '')];
    }
    case 'discussion':
      if (/^讨论(?=.)/u.test(title)) return ['discussed', title.slice(2)];
      break;
    default:
      break;
  }
  if (item.ceremony?.kind === 'signing') {
    const { document } = signingHeld(item.ceremony, snapshot.people);
    return document === '' ? ['done', words.acts.done(title)] : ['signed', words.document(document)];
  }
  if (item.ceremony?.kind === 'appointment' && item.ceremony.appointee !== '' && item.ceremony.post !== '') {
    return ['appointed', words.acts.appointed(item.ceremony.appointee, item.ceremony.post)];
  }
  return ['done', words.acts.done(title)];
}

// ── a matter ────────────────────────────────────────────────────────────────────────────────────────────────────

function matterOf(composing: Composing, item: SnapshotItem): readonly Block[] {
  const parts = partsOf(composing.snapshot.agenda, item.id).filter(isMatter);
  return [
    heading(2, headingOf(composing.words, item)),
    ...bodyOf(composing, item),
    ...parts.flatMap((part) => {
      const blocks = [heading(3, part.title.trim()), ...bodyOf(composing, part).map(lowered)];
      return part.internal && !item.internal ? insideOnly(blocks) : blocks;
    }),
  ];
}

function heading(level: 2 | 3 | 4, text: string): Block {
  return { kind: 'heading', level, inline: said(text) };
}

function lowered(block: Block): Block {
  return block.kind === 'heading' ? { ...block, level: 4 } : block;
}

export function headingOf(words: MinutesWords, { kind, title }: Pick<AgendaItem, 'kind' | 'title'>): string {
  const text = title.trim();
  switch (kind) {
    case 'introduction':
    case 'briefing':
    case 'lecture':
    case 'work_report':
    case 'task_review':
      return words.headings.heard(text);
    case 'deliberation':
      return words.headings.deliberated(text);
    case 'discussion':
      return words.headings.discussed(text);
    default:
      return text;
  }
}

function bodyOf(composing: Composing, item: SnapshotItem): readonly Block[] {
  if (item.progress.state === 'postponed') {
    return [
      postponedOf(composing, item),
      ...writtenOf(composing, item, ''),
      ...reportOf(composing, item),
      ...agreedOn(composing, item, ''),
    ];
  }
  const told = happeningOf(composing, item);
  return [
    ...(told === '' ? [] : [paragraph(said(told))]),
    ...writtenOf(composing, item, told),
    ...reportOf(composing, item),
    ...agreedOn(composing, item, told),
  ];
}

function agreedOn(composing: Composing, item: SnapshotItem, told: string): readonly Block[] {
  const isHere = ({ itemId }: Entry): boolean => itemId === item.id;
  return [
    // Only what a ceremony tells is agreed: the sentence of any other item names the motion.
    ...decisionsOf(composing, isHere, { ...item, told: item.ceremony === null ? '' : told }),
    ...tellersOf(composing, item),
    ...tasksOf(composing, isHere, item.minutes),
  ];
}

/** （监票人：甲、乙；计票人：丙） */
function tellersOf({ snapshot, words }: Composing, { id }: SnapshotItem): readonly Block[] {
  const told = snapshot.minutesDraft?.tellers?.find(({ itemId }) => itemId === id);
  if (!told) return [];
  return [paragraph(said(`${words.open.trim()}${words.tellers(told.supervisors, told.counters)}${words.close}`))];
}

/** Why something was put off is for the secretariat. */
function postponedOf({ words }: Composing, { progress }: SnapshotItem): Block {
  const reason = progress.reason?.trim() ?? '';
  const told = reason === '' ? '' : words.because(reason);
  return paragraph([...said(words.postponed), ...saidInside(told), ...said(words.stop)]);
}

/** One sentence of what took place. */
function happeningOf(composing: Composing, item: SnapshotItem): string {
  const { words, snapshot, locale } = composing;
  const names = item.presenters.map((presenter) => composing.mentions.of(presenter));
  const by = names.length > 0 && othersToo(item) ? words.andOthers(names) : words.listed(names);
  const title = words.bare(item.title.trim());
  if (item.ceremony !== null) {
    for (const name of namesIn(item.ceremony)) composing.mentions.ofName(name);
    const formal = locale === 'zh-CN' ? formalChinese : formalEnglish;
    return `${ceremonySentence(item.ceremony, snapshot.people, formal)}${ceremonyTerms(words, item.ceremony)}`;
  }
  switch (item.kind) {
    case 'introduction':
    case 'briefing':
    case 'lecture':
    case 'work_report':
      return words.heard(title, by);
    case 'task_review':
      return words.heard(words.reportOn(title), by);
    case 'deliberation':
      return words.deliberated(title.replace(/^审议(?=.)/u, ''), by);
    case 'discussion':
      return words.discussed(title.replace(/^讨论(?=.)/u, ''), by, names.length === 1 && !othersToo(item));
    default:
      return title === '' ? '' : words.happened(title);
  }
}

/** 发言人：甲、乙等. */
function othersToo({ minutes }: SnapshotItem): boolean {
  return minutes.some((block) =>
    (pointsOf(block) ?? []).some((point) => isNote(textOf(point)) && /等$/u.test(textOf(point))),
  );
}

/** Whom the sentence of a ceremony tells with organisation and post. */
function namesIn(ceremony: NonNullable<SnapshotItem['ceremony']>): readonly string[] {
  if (ceremony.kind === 'signing') {
    return [...ceremony.parties.map(({ signatory }) => signatory), ...(ceremony.witnesses ?? [])];
  }
  return [ceremony.appointee, ...(ceremony.presentedBy === null ? [] : [ceremony.presentedBy])];
}

function ceremonyTerms(words: MinutesWords, ceremony: NonNullable<SnapshotItem['ceremony']>): string {
  const said = ceremony.term?.trim() ?? '';
  const term = said === '' ? '' : words[ceremony.kind === 'appointment' ? 'office' : 'term'](said);
  if (ceremony.kind !== 'signing' || ceremony.outcome.length === 0) return term;
  const agreed = ceremony.parties.length > 2 ? words.agreedAll : words.agreed;
  return `${agreed(ceremony.outcome.map(withoutRemarks).join(words.semicolon))}${term}`;
}

function writtenOf(composing: Composing, item: SnapshotItem, told: string): readonly Block[] {
  const { words, mentions, locale } = composing;
  const [only, another] = item.presenters;
  const lead = ((): string => {
    switch (item.kind) {
      case 'introduction':
      case 'briefing':
        return only && another === undefined ? words.told(mentions.of(only)) : '';
      case 'lecture':
        return only && another === undefined ? words.taught(mentions.of(only)) : '';
      case 'work_report':
        return words.reported;
      case 'discussion':
        return words.spoken;
      default:
        return '';
    }
  })();
  const isTheMeetings = item.kind === 'discussion' || item.kind === 'deliberation' || item.kind === 'work_report';
  const voice: Voice = {
    ...{ kind: item.kind, title: words.bare(item.title.trim()), hasSpeakers: only !== undefined },
    known: [...composing.snapshot.people, ...item.presenters].map(({ name }) => name),
    speaker: only && another === undefined && item.ceremony === null ? only.name : '',
  };
  const of = locale === 'zh-CN' ? voice : null;
  const known = `${told}${notedOf(item.ceremony)}`;
  return itemText(item.minutes, { kind: item.kind, lead, told: known, isTheMeetings, voice: of, words });
}

/** Each whose work it is: what was done, what comes next. */
function reportOf({ words }: Composing, item: SnapshotItem): readonly Block[] {
  const owners = new Map<string, ReportRow[]>();
  for (const row of item.report) owners.set(row.owner.trim(), [...(owners.get(row.owner.trim()) ?? []), row]);
  return [...owners].flatMap(([owner, rows]) => {
    const done = rows.flatMap((row) => linesOf(row.done));
    const planned = rows.flatMap((row) => linesOf(row.planned));
    if (done.length + planned.length === 0) return [];
    const text = [
      ...(done.length === 0 ? [] : [words.done(done.join(words.semicolon))]),
      ...(planned.length === 0 ? [] : [words.planned(planned.join(words.semicolon))]),
    ];
    return [...(owner === '' ? [] : [heading(3, owner)]), paragraph(said(text.join('')))];
  });
}

/** The lines of a cell without what ends them; one in brackets is a remark of whoever wrote it. */
function linesOf(cell: string): readonly string[] {
  return cell
    .split('\n')
    .map((line) => withoutRemarks(line.trim()).replace(/[；;。.]+$/u, ''))
    .filter((line) => line !== '' && !/^[（(].*[）)]$/u.test(line));
}

type Entry = Pick<Decision | DeskTask, 'itemId'>;

// ── what was agreed ─────────────────────────────────────────────────────────────────────────────────────────────

const NOTHING_TOLD = { told: '', ceremony: null, minutes: [] };

/** What nobody said of that it stands is not printed as agreed; the checks before issue name it. */
function decisionsOf(
  { snapshot, words }: Composing,
  isHere: (entry: Entry) => boolean,
  {
    told: known,
    ceremony,
    minutes,
  }: Pick<SnapshotItem, 'ceremony' | 'minutes'> & { readonly told: string } = NOTHING_TOLD,
): readonly Block[] {
  const decisions = snapshot.decisions.filter((decision) => isHere(decision) && !isUnconfirmedDecision(decision));
  return decisions.flatMap(({ wording, outcome }) => {
    const text = wording.trim().replace(/[。.]+$/u, '');
    const stands = outcome === 'adopted' || outcome === null;
    const isTold = isAgreed(text, known) || isAppointment(text, ceremony) || stoodIn(minutes, text);
    if (text === '' || (stands && isTold)) return [];
    const told = outcome === null ? text : words.decisions[outcome](text);
    return [paragraph(said(`${told}${words.stop}`))];
  });
}

/** Confirmed ones that the text does not tell already. */
function tasksOf(
  composing: Composing,
  isHere: (entry: Entry) => boolean,
  minutes: readonly Block[] = [],
): readonly Block[] {
  const { snapshot, words } = composing;
  const tasks = snapshot.tasks.filter(
    (task) => isHere(task) && !isUnconfirmedTask(task) && task.what.trim() !== '' && !isWritten(task, minutes),
  );
  if (tasks.length === 0) return [];
  return [paragraph(said(words.tasks(tasks.map((task) => taskOf(composing, task)))))];
}

function taskOf({ snapshot, locale, timeZone }: Composing, task: DeskTask): string {
  return taskSentence(task, { locale, timeZone, from: snapshot.facts.plannedStart });
}

/** 由甲牵头，乙配合，…，6月30日前完成: with the year where it is not that of `from`. */
export function taskSentence(task: DeskTask, options: PaperOptions & { readonly from: EpochMs | null }): string {
  const words = minutesWords(options.locale);
  const names = (parties: DeskTask['owners']): readonly string[] => parties.map(({ name }) => name);
  const leads = task.owners.filter(({ lead }) => lead);
  const lead = leads.length > 0 ? leads : task.owners;
  return words.task({
    what: withoutRemarks(task.what).replace(/[。；;.]+$/u, ''),
    lead: names(lead),
    others: names(task.owners.filter((owner) => !lead.includes(owner))),
    supporters: names(task.supporters),
    due: limitOf(task, { ...options, words }),
  });
}

/** The day, with its year where that is not the meeting's; else as it was said. */
function limitOf(
  { due, dueText: said }: Pick<DeskTask, 'due' | 'dueText'>,
  { words, from, locale, timeZone }: PaperOptions & { readonly words: MinutesWords; readonly from: EpochMs | null },
): string {
  if (due === null) return said === null || said.trim() === '' ? '' : words.dueSaid(said.trim());
  const year = from === null ? '' : dateText(from, { locale, timeZone }).match(/\d{4}/u)?.[0];
  // A day has no zone: it is printed in the one it is read in.
  const at = Date.parse(`${due}T00:00:00Z`);
  return words.due(dateText(at, { locale, timeZone: 'UTC', year: due.slice(0, 4) !== year }));
}

/**
 * What belongs to no matter of these minutes. Of an item that is no more on the agenda nothing can tell whether it was
 * internal: it stays inside.
 */
function otherOf(composing: Composing): readonly Block[] {
  const { agenda } = composing.snapshot;
  const matters = new Set(agenda.filter(isMatter).map(({ id }) => id));
  const others = new Map(agenda.filter((item) => !isMatter(item)).map((item) => [item.id, item.internal]));
  const isOpen = ({ itemId }: Entry): boolean => itemId === null || others.get(itemId) === false;
  const isInside = ({ itemId }: Entry): boolean =>
    itemId !== null && !matters.has(itemId) && others.get(itemId) !== false;
  const open = [...decisionsOf(composing, isOpen), ...tasksOf(composing, isOpen)];
  const inside = insideOnly([...decisionsOf(composing, isInside), ...tasksOf(composing, isInside)]);
  if (open.length + inside.length === 0) return [];
  const title = heading(2, composing.words.other);
  return [...(open.length === 0 ? insideOnly([title]) : [title]), ...open, ...inside];
}
