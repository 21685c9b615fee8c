// The full record of a meeting (会议记录): who was there, and item by item who spoke, what was written down, what came of it, in
// the order in which it happened; signed by whoever chaired and whoever took the minutes. Words stay as they were written: this
// is the source, not the formal minutes (domain.md §3.3).
import { signingHeld } from '../domain/ceremony.ts';
import { heldSpan, outcomeOf } from '../domain/held.ts';
import { isShown } from '../domain/file.ts';
import { withoutRemarks } from '../domain/remarks.ts';
import type { MeetingSnapshot, SnapshotItem } from '../domain/snapshot.ts';
import { isUnconfirmedDecision, isUnconfirmedTask, type Decision, type DeskTask } from '../domain/task.ts';
import { ceremonySentence } from '../i18n/ceremony-text.ts';
import { formal as formalEnglish } from '../i18n/en/formal.ts';
import { dateText } from '../i18n/format.ts';
import { heldTime, plannedTime, type TimeTold } from '../i18n/meeting-time.ts';
import { formal as formalChinese } from '../i18n/zh-CN/formal.ts';
import type { Catalogue } from '../i18n/locale.ts';
import { wallTimeIn, type EpochMs } from '../lib/time.ts';
import { Numerals, partsOfBlocks } from './block-parts.ts';
import { isAppointment } from './item-text.ts';
import { minutesWords, type MinutesWords, type PaperOptions } from './minutes-sections.ts';
import { nameLists } from './name-lists.ts';
import { namesPart } from './names-part.ts';
import type { Part, Run, TableField, TextPaper } from './paper.ts';
import { dayText, sheetWords, weekdayText } from './sheet-parts.ts';
import { saysAgain } from './spoken-points.ts';

interface Recording extends PaperOptions {
  readonly snapshot: MeetingSnapshot;
  readonly words: MinutesWords;
  readonly formal: Catalogue<typeof formalChinese>;
  readonly numerals: Numerals;
}

/** For the audience of `snapshot`: it holds no more than that audience may read. */
export function recordPaper(snapshot: MeetingSnapshot, options: PaperOptions): TextPaper {
  const { facts, audience } = snapshot;
  const words = minutesWords(options.locale);
  const recording: Recording = {
    ...options,
    ...{ snapshot, words, numerals: new Numerals(options.locale) },
    formal: options.locale === 'zh-CN' ? formalChinese : formalEnglish,
  };
  const title = words.recordTitle((facts.shortTitle ?? facts.title).trim());
  return {
    ...{ form: 'text', locale: options.locale, audience, organisation: facts.organisation, title },
    ...{ masthead: null, imprint: null, isPaged: true },
    parts: [
      { kind: 'title', text: title },
      ...factParts(recording),
      ...snapshot.agenda.flatMap((item) => itemParts(recording, item)),
      ...otherParts(recording),
      ...adjournedParts(recording),
      { kind: 'signing', labels: [words.signedBy(words.roles.chair), words.signedBy(words.roles.recorder)] },
    ],
    footnote: audience === 'public' ? null : words.internalEdition,
  };
}

function text(value: string): readonly Run[] {
  return value.split('\n').flatMap((line, index): readonly Run[] => {
    const run: readonly Run[] = line === '' ? [] : [{ kind: 'text', text: line }];
    return index === 0 ? run : [{ kind: 'break' }, ...run];
  });
}

function paragraph(value: string): Part {
  return { kind: 'paragraph', runs: text(value) };
}

/** As in notice and agenda: 2021年4月23日（星期五）14:00. */
function told(options: PaperOptions): TimeTold {
  const { locale, timeZone } = options;
  return {
    day: (at) => (locale === 'en' ? dateText(at, { ...options, weekday: true }) : weekdayIn(at, options)),
    time: (at) => wallTimeIn(timeZone, at),
    apart: locale === 'en' ? ', ' : '',
  };
}

function weekdayIn(at: EpochMs, options: PaperOptions): string {
  return sheetWords(options).when(dateText(at, options), weekdayText(at, options), '', '');
}

function factParts(recording: Recording): readonly Part[] {
  const { snapshot, words, formal, timeZone } = recording;
  const { facts } = snapshot;
  const when = told(recording);
  const blanks = sheetWords(recording);
  const lines: readonly (readonly [string, string | null])[] = [
    [formal.time, heldTime(snapshot, formal, when) ?? plannedTime(snapshot, formal, when) ?? blanks.blankTime],
    [formal.place, facts.venue?.trim() || blanks.blank],
    [words.roles.chair, facts.chair?.trim() || blanks.blank],
  ];
  const recorder = facts.recorder === null || facts.recorder.trim() === '' ? blanks.blank : null;
  const counted = quorumLine(recording);
  return [
    ...lines.flatMap(factPart),
    ...nameLists(snapshot, { words, timeZone }).flatMap((block) => namesPart(block, words.separator) ?? []),
    // Where it is known, it is the last of the lists.
    ...factPart([words.roles.recorder, recorder]),
    ...(counted === '' ? [] : [paragraph(counted)]),
  ];
}

function factPart([label, value]: readonly [string, string | null]): readonly Part[] {
  return value === null || value.trim() === '' ? [] : [{ kind: 'fact', label, runs: text(value.trim()) }];
}

function quorumLine({ snapshot, words }: Recording): string {
  const open = new Set(snapshot.agenda.map(({ id }) => id));
  const first = snapshot.room?.seen.find(({ itemId }) => open.has(itemId));
  return !first || first.needed === null ? '' : words.quorum(first.seats, first.present, first.met);
}

// ── the items ───────────────────────────────────────────────────────────────────────────────────────────────────

function itemParts(recording: Recording, item: SnapshotItem): readonly Part[] {
  const { snapshot, formal, numerals } = recording;
  const { files = [] } = snapshot;
  const title = item.title.trim();
  const isCounted = item.number !== null && item.number > 0 && item.kind !== 'closing';
  const mark = isCounted ? numerals.next(item.parentId === undefined ? 2 : 3) : '';
  const level = item.parentId === undefined ? 1 : 2;
  const internal = item.internal ? formal.note(formal.internal) : '';
  return [
    { kind: 'heading', level, runs: text(`${mark}${title}${internal}`) },
    ...timeParts(recording, item),
    ...presenterParts(recording, item),
    ...(item.proposal === undefined ? [] : [paragraph(formal.fact(formal.proposal, item.proposal))]),
    ...ceremonyParts(recording, item),
    ...reportParts(recording, item),
    ...partsOfBlocks(item.minutes, {
      numerals: new Numerals(recording.locale),
      captionOf: (fileId, alt) => (files.some((file) => file.id === fileId && isShown(file)) ? alt : null),
    }).map((part) => (part.kind === 'heading' ? lowered(part) : part)),
    ...agreedParts(recording, ({ itemId }) => itemId === item.id, item.ceremony),
    ...tellerParts(recording, item),
  ];
}

function tellerParts({ snapshot, words }: Recording, { id }: SnapshotItem): readonly Part[] {
  const told = snapshot.minutesDraft?.tellers?.find(({ itemId }) => itemId === id);
  return told ? [paragraph(words.tellers(told.supervisors, told.counters))] : [];
}

/** Headings in the minutes of an item stand below it, without a count of their own. */
function lowered(part: Extract<Part, { readonly kind: 'heading' }>): Part {
  return { ...part, level: 3, runs: part.runs.slice(1) };
}

function timeParts(recording: Recording, item: SnapshotItem): readonly Part[] {
  const { formal, timeZone, snapshot } = recording;
  const { startedAt, finishedAt, reason } = item.progress;
  const outcome = outcomeOf(item, snapshot);
  const because = reason === undefined ? '' : formal.note(formal.reason(reason));
  if (outcome !== null) {
    const said = outcome === 'untimed' ? formal.heldUntimed : formal.states[outcome];
    return [paragraph(`${said.charAt(0).toUpperCase()}${said.slice(1)}${because}`)];
  }
  if (startedAt === null) return [];
  const from = wallTimeIn(timeZone, startedAt);
  const span = finishedAt === null ? from : formal.span(from, wallTimeIn(timeZone, finishedAt));
  return [paragraph(formal.fact(formal.time, span))];
}

function presenterParts({ formal }: Recording, item: SnapshotItem): readonly Part[] {
  if (item.presenters.length === 0) return [];
  const names = item.presenters.map(({ name, org, title }) => {
    const post = formal.post(org ?? '', title ?? '');
    return post === '' ? name : formal.person(name, post);
  });
  return [paragraph(formal.fact(formal.presenters[item.kind], names.join(formal.separator)))];
}

/** What a note-taker remarked in brackets is for the secretariat. */
function heardBy({ snapshot }: Recording, value: string): string {
  return snapshot.audience === 'internal' ? value : value.split('\n').map(withoutRemarks).join('\n').trim();
}

function ceremonyParts(recording: Recording, { ceremony }: SnapshotItem): readonly Part[] {
  const { formal, snapshot, words } = recording;
  if (ceremony === null) return [];
  const sentence = paragraph(ceremonySentence(ceremony, snapshot.people, formal));
  const term = ceremony.term === null ? [] : [paragraph(formal.fact(formal.ceremonyTerm, ceremony.term))];
  if (ceremony.kind === 'appointment') return [sentence, ...term];
  const agreed = signingHeld(ceremony, snapshot.people).parties.length > 2 ? words.agreedAll : words.agreed;
  const told = ceremony.outcome.map((point) => heardBy(recording, point)).filter((point) => point !== '');
  const outcome = told.length === 0 ? [] : [paragraph(agreed(told.join(words.semicolon)).trim())];
  return [sentence, ...outcome, ...term];
}

function reportParts(recording: Recording, item: SnapshotItem): readonly Part[] {
  const { formal } = recording;
  const report = item.report.flatMap((row) => {
    const heard = { ...row, done: heardBy(recording, row.done), planned: heardBy(recording, row.planned) };
    // A row that held only remarks is none.
    const isEmptied = `${heard.done}${heard.planned}` === '' && `${row.done}${row.planned}`.trim() !== '';
    return isEmptied ? [] : [heard];
  });
  if (report.length === 0) return [];
  const field = (value: string) => fieldOf([value]);
  return [
    {
      kind: 'table',
      columns: [{ width: 2 }, { width: 4 }, { width: 4 }],
      head: [[formal.reportOwner, formal.reportDone, formal.reportPlanned].map(field)],
      rows: byOwner(report).map(({ owner, rows }) => [
        field(owner),
        fieldOf(rows.map(({ done }) => done)),
        fieldOf(rows.map(({ planned }) => planned)),
      ]),
    },
  ];
}

/** A paragraph each, without what was left empty. */
function fieldOf(values: readonly string[]): TableField {
  return {
    parts: values
      .map((value) => value.trim())
      .filter((value) => value !== '')
      .map(paragraph),
  };
}

/** Whoever reports on several things in a row is named once. */
function byOwner(report: SnapshotItem['report']): readonly { owner: string; rows: SnapshotItem['report'] }[] {
  const owners: { owner: string; rows: SnapshotItem['report'][number][] }[] = [];
  for (const row of report) {
    const last = owners.at(-1);
    if (last !== undefined && row.owner.trim() !== '' && last.owner === row.owner) last.rows.push(row);
    else owners.push({ owner: row.owner, rows: [row] });
  }
  return owners;
}

// ── what came of it ─────────────────────────────────────────────────────────────────────────────────────────────

type Entry = Pick<Decision | DeskTask, 'itemId'>;

/** Also what nobody confirmed, and marked as such: a record holds back nothing from the secretariat; the public reads what stands. */
function agreedParts(
  recording: Recording,
  isHere: (entry: Entry) => boolean,
  ceremony: SnapshotItem['ceremony'] = null,
): readonly Part[] {
  const { snapshot, formal, words } = recording;
  const isInside = snapshot.audience === 'internal';
  const decisions = snapshot.decisions
    .filter(isHere)
    .filter((decision) => decision.wording.trim() !== '' && (isInside || !isUnconfirmedDecision(decision)))
    .filter((decision) => !isToldBy(ceremony, decision));
  const tasks = snapshot.tasks
    .filter(isHere)
    .filter((task) => task.what.trim() !== '' && (isInside || !isUnconfirmedTask(task)));
  return [
    ...decisions.map((decision) => {
      const outcome = isUnconfirmedDecision(decision) || decision.outcome === null ? null : decision.outcome;
      const mark = outcome === null ? formal.unconfirmed : formal.outcomes[outcome];
      return paragraph(words.decided(decision.wording.trim(), mark));
    }),
    ...tasks.map((task) => paragraph(words.given(taskLine(recording, task)))),
  ];
}

/** Whether a decision only says again what the sentences of the ceremony said above it. */
function isToldBy(ceremony: SnapshotItem['ceremony'], decision: Decision): boolean {
  if (ceremony === null || decision.outcome !== 'adopted' || isUnconfirmedDecision(decision)) return false;
  if (ceremony.kind === 'appointment') return isAppointment(decision.wording, ceremony);
  return saysAgain(decision.wording, ceremony.outcome.join('；'));
}

function taskLine(recording: Recording, task: DeskTask): string {
  const { formal } = recording;
  const names = (parties: DeskTask['owners']): string => parties.map(({ name }) => name).join(formal.separator);
  const details = [
    ...(task.owners.length === 0 ? [] : [formal.fact(formal.taskOwners, names(task.owners))]),
    ...(task.supporters.length === 0 ? [] : [formal.fact(formal.taskSupporters, names(task.supporters))]),
    ...(task.due === null && !task.dueText ? [] : [formal.fact(formal.taskDue, dueOf(recording, task))]),
    ...(isUnconfirmedTask(task) ? [formal.unconfirmed] : []),
  ];
  const what = heardBy(recording, task.what)
    .trim()
    .replace(details.length === 0 ? '' : /[。；;.]+$/u, '');
  return `${what}${details.length === 0 ? '' : formal.note(details.join(recording.words.semicolon))}`;
}

/** The day; what was said without one stays as it was said. */
function dueOf({ locale }: Recording, { due, dueText }: DeskTask): string {
  return due === null ? (dueText ?? '') : dayText(due, { locale });
}

/** What belongs to no item of the agenda, or to one that was taken off it. */
function otherParts(recording: Recording): readonly Part[] {
  const items = new Set(recording.snapshot.agenda.map(({ id }) => id));
  const parts = agreedParts(recording, ({ itemId }) => itemId === null || !items.has(itemId));
  if (parts.length === 0) return [];
  const mark = recording.numerals.next(2);
  return [{ kind: 'heading', level: 1, runs: text(`${mark}${recording.words.other}`) }, ...parts];
}

function adjournedParts({ snapshot, formal, timeZone }: Recording): readonly Part[] {
  const recesses = (snapshot.recesses ?? []).map(({ from, to }) =>
    paragraph(
      formal.fact(
        formal.recess,
        to === null ? wallTimeIn(timeZone, from) : formal.span(wallTimeIn(timeZone, from), wallTimeIn(timeZone, to)),
      ),
    ),
  );
  const end = heldSpan(snapshot)?.to ?? snapshot.adjournedAt;
  return [...recesses, ...(end === null ? [] : [paragraph(formal.fact(formal.adjourned, wallTimeIn(timeZone, end)))])];
}
