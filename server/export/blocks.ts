// A meeting's snapshot as one formal document: headings, paragraphs, lists and tables in the order a secretary writes
// them. Every format prints these blocks; what is not known (null) is left out, never invented.
import type { Ceremony, ReportRow } from '../../shared/domain/agenda.ts';
import { signingHeld } from '../../shared/domain/ceremony.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { Block, Inline, TableCell } from '../../shared/domain/minutes.ts';
import { PERSON_ROLES } from '../../shared/domain/person.ts';
import { outcomeOf } from '../../shared/domain/held.ts';
import { isUnconfirmedDecision, type Decision, type DeskTask, type TaskParty } from '../../shared/domain/task.ts';
import type { MeetingSnapshot, SnapshotItem } from '../../shared/domain/snapshot.ts';
import { ceremonySentence } from '../../shared/i18n/ceremony-text.ts';
import { formal as english } from '../../shared/i18n/en/formal.ts';
import type { Catalogue } from '../../shared/i18n/locale.ts';
import { heldTime, plannedTime } from '../../shared/i18n/meeting-time.ts';
import { formal as chinese } from '../../shared/i18n/zh-CN/formal.ts';
import { MINUTE_MS, type EpochMs } from '../../shared/lib/time.ts';
import { dayText, timeText, type PrintOptions } from './instants.ts';

export interface FormalDocument extends PrintOptions {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Where a picture is found; null = nowhere, its description stands in its place. */
  readonly imageUrl: (fileId: string) => string | null;
}

type Words = Catalogue<typeof chinese>;

interface Page extends PrintOptions {
  readonly words: Words;
  readonly snapshot: MeetingSnapshot;
}

export function formalDocument(
  snapshot: MeetingSnapshot,
  options: PrintOptions,
  imageUrl: FormalDocument['imageUrl'] = () => null,
): FormalDocument {
  const page: Page = { ...options, snapshot, words: options.locale === 'zh-CN' ? chinese : english };
  const blocks = [
    ...factBlocks(page),
    ...peopleBlocks(page),
    ...(snapshot.agenda.length > 0 ? [heading(2, page.words.agenda)] : []),
    ...snapshot.agenda.flatMap((item) => itemBlocks(page, item)),
    ...decisionBlocks(page),
    ...taskBlocks(page),
  ];
  return { ...options, title: snapshot.facts.title, blocks, imageUrl };
}

// ── the head: facts and people ──────────────────────────────────────────────────────────────────────────────────

function factBlocks({ words, snapshot, ...options }: Page): Block[] {
  const { facts, adjournedAt } = snapshot;
  const told = { day: (at: EpochMs) => dayText(at, options), time: (at: EpochMs) => timeText(at, options) };
  const held = heldTime(snapshot, words, told);
  const lines: readonly (readonly [string, string | null])[] = [
    [words.time, held ?? plannedTime(snapshot, words, told)],
    [words.place, facts.venue],
    [words.organisation, facts.organisation],
    [words.body, facts.bodyName],
    [words.attendance, facts.attendance?.join(words.separator) ?? null],
    [words.chair, facts.chair],
    [words.recorder, facts.recorder],
    [words.recess, recessSpans(snapshot, words, options)],
    [words.adjourned, adjournedAt === null || held !== null ? null : timeText(adjournedAt, options)],
    [words.version, snapshot.version > 1 ? words.versionOf(snapshot.version) : null],
  ];
  const known = lines.flatMap(([label, value]) => (value ? [paragraph(words.fact(label, value))] : []));
  return snapshot.audience === 'internal' ? [...known, paragraph(words.internalEdition)] : known;
}

function recessSpans({ recesses = [] }: MeetingSnapshot, words: Words, options: PrintOptions): string | null {
  const spans = recesses.map(({ from, to }) =>
    to === null ? timeText(from, options) : words.span(timeText(from, options), timeText(to, options)),
  );
  return spans.length === 0 ? null : spans.join(words.separator);
}

function peopleBlocks({ words, snapshot }: Page): Block[] {
  return PERSON_ROLES.flatMap((role): Block[] => {
    const people = snapshot.people.filter((person) => person.role === role);
    if (people.length === 0) return [];
    const lines = people.map((person) => {
      const line = named(words, person.name, person.org, person.titles.join(words.separator));
      return person.note ? `${line}${words.note(words.fact(words.internal, person.note))}` : line;
    });
    return [heading(2, words.roles[role]), list(lines)];
  });
}

// ── the items ───────────────────────────────────────────────────────────────────────────────────────────────────

function itemBlocks(page: Page, item: SnapshotItem): Block[] {
  const { words } = page;
  const title = item.number === null ? item.title : words.itemHeading(item, item.title);
  return [
    heading(item.parentId === undefined ? 3 : 4, item.internal ? `${title}${words.note(words.internal)}` : title),
    ...presenterBlocks(words, item),
    ...timeBlocks(page, item),
    ...(item.proposal === undefined ? [] : [paragraph(words.fact(words.proposal, item.proposal))]),
    ...(item.ceremony ? ceremonyBlocks(page, item.ceremony) : []),
    ...reportBlocks(words, item.report),
    ...item.minutes.map(lowered),
  ];
}

function presenterBlocks(words: Words, item: SnapshotItem): Block[] {
  if (item.presenters.length === 0) return [];
  const names = item.presenters.map((presenter) => named(words, presenter.name, presenter.org, presenter.title));
  return [paragraph(words.fact(words.presenters[item.kind], names.join(words.separator)))];
}

function timeBlocks(page: Page, item: SnapshotItem): Block[] {
  const { words, ...options } = page;
  const { startedAt, finishedAt } = item.progress;
  const outcome = outcomeOf(item, page.snapshot);
  const planned =
    item.plannedMs === null ? '' : words.note(words.planned(words.minutesLong(Math.round(item.plannedMs / MINUTE_MS))));
  if (outcome !== null) {
    const said = outcome === 'untimed' ? words.heldUntimed : words.states[outcome];
    return [paragraph(words.fact(words.time, `${said}${reasonOf(words, item)}${planned}`))];
  }
  if (startedAt === null) return [];
  const from = timeText(startedAt, options);
  const span = finishedAt === null ? from : words.span(from, timeText(finishedAt, options));
  return [paragraph(words.fact(words.time, `${span}${planned}`))];
}

function reasonOf(words: Words, { progress: { reason } }: SnapshotItem): string {
  return reason === undefined ? '' : words.note(words.reason(reason));
}

function ceremonyBlocks({ words, snapshot: { people } }: Page, ceremony: Ceremony): Block[] {
  const sentence = paragraph(ceremonySentence(ceremony, people, words));
  const term = ceremony.term === null ? [] : [paragraph(words.fact(words.ceremonyTerm, ceremony.term))];
  if (ceremony.kind === 'appointment') return [sentence, ...term];
  const parties = signingHeld(ceremony, people).parties.map(({ org, signatory, title }) => [
    org,
    signatory,
    title ?? '',
  ]);
  return [
    sentence,
    table([words.partyOrganisation, words.signatory, words.signatoryTitle], parties),
    ...(ceremony.outcome.length > 0 ? [list(ceremony.outcome)] : []),
    ...term,
  ];
}

function reportBlocks(words: Words, rows: readonly ReportRow[]): Block[] {
  if (rows.length === 0) return [];
  return [
    table(
      [words.reportOwner, words.reportDone, words.reportPlanned],
      rows.map((row) => [row.owner, row.done, row.planned]),
    ),
  ];
}

/** Headings inside the minutes stand below their item's heading. */
function lowered(block: Block): Block {
  return block.kind === 'heading' ? { ...block, level: 4 } : block;
}

// ── what follows from the meeting ───────────────────────────────────────────────────────────────────────────────

function decisionBlocks({ words, snapshot }: Page): Block[] {
  if (snapshot.decisions.length === 0) return [];
  const line = (decision: Decision): string => {
    const item = itemReference(words, snapshot, decision.itemId);
    const outcome = outcomeText(words, decision);
    return `${decision.wording}${outcome}${item === '' ? '' : words.note(words.decisionItem(item))}`;
  };
  return [heading(2, words.decisions), list(snapshot.decisions.map(line), true)];
}

function outcomeText(words: Words, decision: Decision): string {
  if (isUnconfirmedDecision(decision)) return words.note(words.unconfirmed);
  return decision.outcome === null ? '' : words.note(words.outcomes[decision.outcome]);
}

function taskBlocks({ words, snapshot }: Page): Block[] {
  if (snapshot.tasks.length === 0) return [];
  const head = [
    words.taskNumber,
    words.taskWhat,
    words.taskOwners,
    words.taskSupporters,
    words.taskDue,
    words.taskItem,
    words.taskState,
  ];
  const rows = snapshot.tasks.map((task, index) => [
    String(index + 1),
    task.what,
    parties(words, task.owners),
    parties(words, task.supporters),
    limit(words, task),
    itemReference(words, snapshot, task.itemId),
    words.taskStates[task.state],
  ]);
  return [heading(2, words.tasks), table(head, rows)];
}

function parties(words: Words, members: readonly TaskParty[]): string {
  const several = members.length > 1;
  return members
    .map((member) => (several && member.lead ? words.lead(member.name) : member.name))
    .join(words.separator);
}

/** The date, with the limit as it was said beside it. */
function limit(words: Words, task: DeskTask): string {
  if (task.due === null) return task.dueText ?? '';
  return task.dueText === null || task.dueText === '' ? task.due : `${task.due}${words.note(task.dueText)}`;
}

function itemReference(words: Words, snapshot: MeetingSnapshot, itemId: ItemId | null): string {
  const item = snapshot.agenda.find((candidate) => candidate.id === itemId);
  if (!item) return '';
  return item.number === null ? item.title : words.itemReference(item, item.title);
}

// ── small builders ──────────────────────────────────────────────────────────────────────────────────────────────

function named(words: Words, name: string, org: string | null, titles: string | null): string {
  const post = words.post(org ?? '', titles ?? '');
  return post === '' ? name : words.person(name, post);
}

/** One text, its line ends as breaks. */
function text(value: string): Inline[] {
  return value.split('\n').flatMap((line, index): Inline[] => {
    const words: Inline[] = line === '' ? [] : [{ kind: 'text', text: line, marks: {} }];
    return index === 0 ? words : [{ kind: 'break' }, ...words];
  });
}

function heading(level: 2 | 3 | 4, value: string): Block {
  return { kind: 'heading', level, inline: text(value) };
}

function paragraph(value: string): Block {
  return { kind: 'paragraph', inline: text(value) };
}

function list(lines: readonly string[], ordered = false): Block {
  return { kind: 'list', ordered, start: 1, items: lines.map((line) => [paragraph(line)]) };
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): Block {
  const cell = (header: boolean, value: string): TableCell => ({
    header,
    colspan: 1,
    rowspan: 1,
    blocks: [paragraph(value)],
  });
  const cells = (header: boolean, values: readonly string[]): TableCell[] => values.map((value) => cell(header, value));
  return { kind: 'table', rows: [cells(true, head), ...rows.map((row) => cells(false, row))] };
}
