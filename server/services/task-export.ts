// The register of tasks as workbooks: the list that somebody looks at, and the figures of the statistics. Knows no format: what
// writes it is handed in.
import type { FileAnswer } from '../../shared/api/route.schema.ts';
import type { TaskFiguresFileQuery, TaskListFileQuery, TaskStatistics } from '../../shared/api/task.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { AssignedParty } from '../../shared/domain/task-history.ts';
import { urgencyOf } from '../../shared/domain/task-life.ts';
import { keptShare, partsOfCounts, TASK_PARTS, type TaskCounts } from '../../shared/domain/task-statistics.ts';
import { taskSheetWords as english } from '../../shared/i18n/en/task-sheet.ts';
import { tasks as englishTasks } from '../../shared/i18n/en/tasks.ts';
import { taskSheetWords as chinese } from '../../shared/i18n/zh-CN/task-sheet.ts';
import { tasks as chineseTasks } from '../../shared/i18n/zh-CN/tasks.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { localDateIn, type EpochMs, type LocalDate } from '../../shared/lib/time.ts';
import type { TaskRow } from '../ports.ts';
import type { Bodies } from '../preparing-ports.ts';
import type { Audit, Meetings } from '../register-ports.ts';
import type { TaskDays, TaskPlace, Tasks } from '../task-ports.ts';
import { entryBy } from './audit.ts';
import type { TaskBook } from './task-book.ts';
import type { TaskStatisticsService } from './task-statistics.ts';
import type { SameParties } from './same-parties.ts';
import { scopeFrom } from './tasks.ts';

type Cell = string | number | { readonly share: number } | { readonly day: LocalDate } | null;
interface Sheet {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
}
/** Writes sheets as one file; the first row of each is its head. */
export type WorkbookWriter = (sheets: readonly Sheet[]) => Uint8Array;

export interface TaskExportOptions {
  readonly book: Pick<TaskBook, 'days'>;
  readonly tasks: Pick<Tasks, 'list'>;
  readonly statistics: Pick<TaskStatisticsService, 'read'>;
  readonly meetings: Pick<Meetings, 'byId'>;
  readonly bodies: Pick<Bodies, 'list'>;
  readonly parties: Pick<SameParties, 'ofRegister'>;
  readonly audit: Pick<Audit, 'append'>;
  readonly clock: { now(): EpochMs };
  readonly timeZone: string;
  readonly workbook: WorkbookWriter;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PAGE = 500;
/** Of one file; what is more is for a program that reads page by page. */
const MAX_ROWS = 20_000;
/** In characters, in the order of the columns. */
const LIST_WIDTHS = [8, 60, 28, 20, 16, 34, 10, 12, 20, 8, 12, 12, 14];
const FIGURE_WIDTHS = [34, 12, 10, ...TASK_PARTS.map(() => 12), 10];

export class TaskExport {
  readonly #options: TaskExportOptions;

  constructor(options: TaskExportOptions) {
    this.#options = options;
  }

  /** What the list of the same query holds, 20,000 rows at most. Rejects with `StorageUnavailable`. */
  async list(user: ActingUser, { lang, ...query }: TaskListFileQuery): Promise<Result<FileAnswer, RefusalCode>> {
    const { book, audit, clock, workbook } = this.#options;
    const words = lang === 'en' ? english : chinese;
    const days = book.days();
    const rows = await this.#rows(user, query, days);
    const cells = await this.#cells(rows, days, lang);
    await audit.append([entryBy(user, clock.now(), 'tasks.exported')]);
    const { columns } = words;
    const head = [
      ...[columns.number, columns.what, columns.owners, columns.supporters, columns.body, columns.meeting],
      ...[columns.state, columns.due, columns.dueText, columns.urgency, columns.supervisor, columns.assigned],
      columns.since,
    ];
    const content = workbook([{ name: words.tasks, widths: LIST_WIDTHS, rows: [head, ...cells] }]);
    return ok({ mediaType: XLSX, fileName: `${words.tasks} ${days.today}.xlsx`, content });
  }

  /** Refusals: those of the statistics. */
  async figures(user: ActingUser, { lang, ...query }: TaskFiguresFileQuery): Promise<Result<FileAnswer, RefusalCode>> {
    const read = await this.#options.statistics.read(user, query);
    if (!read.ok) return read;
    const words = lang === 'en' ? english : chinese;
    const content = this.#options.workbook(read.value.halves.map((half) => figureSheet(half, words)));
    return ok({ mediaType: XLSX, fileName: `${words.figures} ${read.value.today}.xlsx`, content });
  }

  async #rows(user: ActingUser, query: Omit<TaskListFileQuery, 'lang'>, days: TaskDays): Promise<readonly TaskRow[]> {
    const { state: states = null, urgency = null } = query;
    const scope = await scopeFrom(user, query, this.#options.parties);
    const rows: TaskRow[] = [];
    let after: TaskPlace | null = null;
    do {
      const page: readonly TaskRow[] = await this.#options.tasks.list(
        { ...scope, states, urgency, after, limit: PAGE },
        days,
      );
      rows.push(...page);
      const last = page.length < PAGE ? undefined : page.at(-1);
      after = last === undefined ? null : { due: last.due, number: last.number };
    } while (after !== null && rows.length < MAX_ROWS);
    return rows.slice(0, MAX_ROWS);
  }

  async #cells(rows: readonly TaskRow[], days: TaskDays, lang: TaskListFileQuery['lang']) {
    const { bodies, meetings, timeZone } = this.#options;
    const [words, tasks] = lang === 'en' ? [english, englishTasks] : [chinese, chineseTasks];
    const names = new Map((await bodies.list()).map(({ id, name }): [string, string] => [id, name]));
    const from = new Set(rows.flatMap(({ meetingId }) => meetingId ?? []));
    const titles = new Map(
      await Promise.all([...from].map(async (id) => [id, (await meetings.byId(id))?.title ?? ''] as const)),
    );
    const joined = (parties: readonly AssignedParty[]): string =>
      parties.map(({ name, lead }) => (lead && parties.length > 1 ? tasks.leads(name) : name)).join('、');
    const dayIn = (at: EpochMs): Cell => ({ day: localDateIn(timeZone, at) });
    return rows.map((row): readonly Cell[] => {
      const urgency = urgencyOf(row, days);
      return [
        ...[row.number, row.what, joined(row.owners), joined(row.supporters)],
        row.bodyId === null ? '' : (names.get(row.bodyId) ?? ''),
        row.meetingId === null ? '' : (titles.get(row.meetingId) ?? ''),
        tasks.states[row.state],
        row.due === null ? null : { day: row.due },
        ...[row.dueText ?? '', urgency === null ? '' : words.urgency[urgency], row.supervisor?.name ?? ''],
        ...[dayIn(row.createdAt), dayIn(row.since)],
      ];
    });
  }
}

function figureSheet({ year, half, owners, total }: TaskStatistics['halves'][number], words: typeof chinese): Sheet {
  const head = [words.owner, words.kind, words.all, ...TASK_PARTS.map((part) => words.parts[part]), words.kept];
  const cells = (counts: TaskCounts): readonly Cell[] => {
    const parts = partsOfCounts(counts);
    const share = keptShare(counts);
    return [counts.all, ...TASK_PARTS.map((part) => parts[part]), share === null ? null : { share }];
  };
  const rows = owners.map((owner) => [owner.name, words.kinds[owner.kind], ...cells(owner)]);
  const whole = [words.total, '', ...cells(total)];
  return { name: words.half(year, half), widths: FIGURE_WIDTHS, rows: [head, ...rows, whole] };
}
