// 任务分解表: what the meeting asks of whom by when, lying. How each stands, and how many working days are left, is told by the
// register of tasks where the secretariat asks; the public sees what was agreed. Nobody's wording is changed.
import type { AssignedParty, TaskState } from '../domain/task-history.ts';
import type { TaskId } from '../domain/ids.ts';
import { withoutRemarks } from '../domain/remarks.ts';
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import { isUnconfirmedTask, type DeskTask } from '../domain/task.ts';
import { workingDaysBetween, type WorkCalendar } from '../domain/working-days.ts';
import { tasks as english } from '../i18n/en/tasks.ts';
import { tasks as chinese } from '../i18n/zh-CN/tasks.ts';
import type { Locale } from '../i18n/locale.ts';
import type { LocalDate } from '../lib/time.ts';
import type { PaperOptions } from './minutes-sections.ts';
import type { TextPaper } from './paper.ts';
import { columnsOf, dayText, field, meetingName, plainPaper, sheetWords, type SheetWords } from './sheet-parts.ts';

/** As the register of tasks has it now. */
export interface TaskNow {
  readonly what: string;
  readonly state: TaskState;
  readonly due: LocalDate | null;
  readonly dueText: string | null;
  readonly owners: readonly Pick<AssignedParty, 'name' | 'lead'>[];
  readonly supporters: readonly Pick<AssignedParty, 'name' | 'lead'>[];
}

/** Of one meeting's tasks that were handed out, by their entry on the desk; and by what days are counted. */
export interface TaskProgress {
  readonly today: LocalDate;
  readonly calendar: WorkCalendar;
  readonly now: ReadonlyMap<TaskId, TaskNow>;
}

/** In millimetres, more or less; the last two are the secretariat's. */
const WIDTHS: Readonly<Record<Locale, readonly number[]>> = {
  'zh-CN': [13, 52, 37, 31, 44, 28, 20],
  en: [13, 52, 36, 31, 37, 27, 29],
};
const AGREED_COLUMNS = 5;
const CENTRED: ReadonlySet<number> = new Set([0, 4, 5, 6]);

/** Null without a task. `progress`: for the secretariat only. */
export function taskTablePaper(
  snapshot: MeetingSnapshot,
  options: PaperOptions,
  progress: TaskProgress | null,
): TextPaper | null {
  const words = sheetWords(options);
  const isInside = snapshot.audience === 'internal' && progress !== null;
  const tasks = snapshot.tasks.filter((task) => task.what.trim() !== '' && (isInside || !isUnconfirmedTask(task)));
  if (tasks.length === 0) return null;
  const title = words.tasksTitle(meetingName(snapshot.facts));
  const { number, what, owner, helpers, due, daysLeft, progress: state } = words;
  return {
    ...plainPaper(snapshot, options),
    ...{ title, audience: snapshot.audience, wide: true },
    footnote: snapshot.audience === 'internal' ? words.internalEdition : null,
    parts: [
      { kind: 'title', text: title },
      ...(isInside ? [{ kind: 'subtitle', text: words.asOf(dayText(progress.today, options)) } as const] : []),
      {
        kind: 'table',
        columns: columnsOf(WIDTHS[options.locale].slice(0, isInside ? undefined : AGREED_COLUMNS), CENTRED),
        head: [[number, what, owner, helpers, due, ...(isInside ? [daysLeft, state] : [])].map((text) => field(text))],
        rows: tasks.map((task, index) => {
          const now = isInside ? progress.now.get(task.id) : undefined;
          const told = now ?? task;
          return [
            ...[
              String(index + 1),
              (isInside ? told.what.trim() : withoutRemarks(told.what)).replace(/[。；;]+$/u, ''),
              parties(told.owners, words),
              parties(told.supporters, words),
            ],
            dueOf(told, options),
            ...(isInside ? [leftOf(told, now, progress, words), stateOf(task, now, options)] : []),
          ].map((text) => field(text));
        }),
      },
    ],
  };
}

function parties(all: readonly { readonly name: string; readonly lead: boolean }[], words: SheetWords): string {
  const isShared = all.length > 1;
  return all.map(({ name, lead }) => (lead && isShared ? words.lead(name) : name)).join(words.separator);
}

/** The day; what was said without one stays as it was said. */
function dueOf({ due, dueText }: Pick<DeskTask, 'due' | 'dueText'>, options: PaperOptions): string {
  return due === null ? (dueText ?? '') : dayText(due, options);
}

/** 12天, 逾期3天: of what still has to be done by a day. */
function leftOf(
  { due }: Pick<DeskTask, 'due'>,
  now: TaskNow | undefined,
  { today, calendar }: TaskProgress,
  words: SheetWords,
): string {
  const isOver = now !== undefined && (now.state === 'closed' || now.state === 'cancelled' || now.state === 'standing');
  if (due === null || isOver) return '—';
  const days = workingDaysBetween(today, due, calendar);
  return due < today ? words.daysLate(-days) : words.daysTo(days);
}

function stateOf(task: DeskTask, now: TaskNow | undefined, options: PaperOptions): string {
  if (now !== undefined) return (options.locale === 'en' ? english : chinese).states[now.state];
  const words = sheetWords(options);
  return isUnconfirmedTask(task) ? words.unconfirmed : words.notHandedOut;
}
