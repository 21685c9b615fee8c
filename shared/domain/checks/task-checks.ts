// Tasks: their days, and that the minutes and the list of tasks tell the same ones (closing check 6).
import { itemOfSection } from '../minutes-draft.ts';
import type { MeetingSnapshot } from '../snapshot.ts';
import { isUnconfirmedTask, type DeskTask } from '../task.ts';
import { isWorkingDay, type WorkCalendar } from '../working-days.ts';
import type { LocalDate } from '../../lib/time.ts';
import { datesIn } from './dates.ts';
import type { CheckFinding, Place } from './finding.ts';
import { bare, quoted, quoteOf, type Sentence } from './text.ts';

export interface TaskDays {
  /** When the meeting was held; null while nobody knows. */
  readonly heldOn: LocalDate | null;
  readonly calendar: WorkCalendar;
}

function ofTask(
  task: DeskTask,
  code: CheckFinding['code'],
  severity: CheckFinding['severity'],
  seen: CheckFinding['seen'] = {},
): CheckFinding {
  const place: Place = { kind: 'task', taskId: task.id };
  return { check: 'tasks', code, severity, about: quoted(task.what), place, seen };
}

/** A limit before the meeting; one on a day off that nobody said in words. */
export function taskDayFindings({ tasks }: MeetingSnapshot, { heldOn, calendar }: TaskDays): readonly CheckFinding[] {
  return tasks.flatMap((task) => {
    const { due } = task;
    if (due === null) return [];
    if (heldOn !== null && due < heldOn) return [ofTask(task, 'task-due-past', 'error', { due, heldOn })];
    const isSaid = (task.dueText ?? '').trim() !== '';
    const isOff = !isWorkingDay(due, calendar);
    return isOff && !isSaid ? [ofTask(task, 'task-due-day-off', 'warning', { due })] : [];
  });
}

/** Tasks that the minutes leave out or tell with another day. */
export function taskTextFindings(
  { tasks }: MeetingSnapshot,
  sentences: readonly Sentence[],
  heldOn: LocalDate | null,
): readonly CheckFinding[] {
  const texts = sentences.map(({ text }) => ({ text, words: bare(text) }));
  const all = texts.map(({ words }) => words).join('\n');
  return tasks.flatMap((task) => {
    const what = bare(task.what);
    if (isUnconfirmedTask(task) || what === '') return [];
    if (!all.includes(what)) return [ofTask(task, 'task-not-in-minutes', 'error')];
    const told = texts.filter(({ words }) => words.includes(what)).flatMap(({ text }) => datesIn(text, heldOn));
    if (task.due === null || told.length === 0 || told.some(({ day }) => day === task.due)) return [];
    return [ofTask(task, 'task-date-differs', 'error', { due: task.due, told: told.at(-1)?.text ?? '' })];
  });
}

const PROMISED = /由(?<who>[^，。；由]{2,24}?)(?:负责|牵头)(?<what>[^。；]{4,60}?)，?[^，。；]{2,14}前(?:完成|报|送)/u;

const PROMISED_IN_ENGLISH =
  /(?<who>\p{Lu}[\p{L}'’ -]{2,40}?) (?:is|are|was|were) (?:asked |required )?to (?<what>[^.;]{6,80}?),? by (?:the end of |\d{1,2} \p{Lu}|\p{Lu}\p{L}+ \d)/u;

function promiseIn(text: string): Readonly<Record<string, string>> | undefined {
  if (/由.+前(?:完成|报|送)/u.test(text)) return PROMISED.exec(text)?.groups;
  return text.includes(' by ') ? PROMISED_IN_ENGLISH.exec(text)?.groups : undefined;
}

/** Sentences that hand something out by a day, of which the list of tasks knows nothing. */
export function unregisteredFindings(
  { tasks }: MeetingSnapshot,
  sentences: readonly Sentence[],
): readonly CheckFinding[] {
  const known = tasks.map((task) => bare(task.what)).filter((what) => what !== '');
  return sentences.flatMap(({ key, text }) => {
    const promised = promiseIn(text);
    if (!promised || (itemOfSection(key) === null && key !== 'other')) return [];
    const words = bare(text);
    if (known.some((what) => words.includes(what))) return [];
    const what = bare(promised['what'] ?? '');
    if (known.some((each) => each.includes(what) || what.includes(each))) return [];
    const place: Place = { kind: 'section', key, quote: quoteOf(text) };
    const seen = { who: (promised['who'] ?? '').replace(/^(?:Action|Actions|The meeting decided):? /u, '') };
    return [{ check: 'tasks', code: 'task-unregistered', severity: 'warning', about: quoted(text), place, seen }];
  });
}
