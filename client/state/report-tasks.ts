// Tasks out of a work report: what each planned line would become, which lines are tasks already, and the one step that makes
// those that were left standing. Owners are looked up among the names that the meeting and the register know.
import { periodIn, tasksOfReport, type ReportTask } from '../../shared/capture/report-grid.ts';
import { addTask, readTasks, removeTask } from '../../shared/doc/desk-tasks.ts';
import { readAssigned } from '../../shared/doc/record-tasks.ts';
import { placeOfSource, reportSourceOf } from '../../shared/doc/report-source.ts';
import type { AgendaItem } from '../../shared/domain/agenda.ts';
import type { RowId, TaskId } from '../../shared/domain/ids.ts';
import { linesWithTasks, type LineTask, type PlacedLine } from '../../shared/domain/report-tasks.ts';
import { brand } from '../../shared/lib/brand.ts';
import { keyAt } from '../../shared/lib/order-key.ts';
import { localDateIn, type LocalDate } from '../../shared/lib/time.ts';
import type { Organisation } from '../../shared/api/register.schema.ts';
import type { MeetingState } from './meeting.svelte.ts';
import { partiesOf, type CaptureMeeting } from './task-capture.ts';

/** What a planned line would become. */
export interface LineDraft extends Pick<ReportTask, 'text' | 'from' | 'to' | 'what' | 'due' | 'dueText'> {
  /** Stays while the words of the line do. */
  readonly key: string;
  readonly rowId: RowId;
  /** Whose row it is. */
  readonly committee: string;
  readonly owners: readonly string[];
  readonly supporters: readonly string[];
  /** The line names no limit of its own. */
  readonly isByDefault: boolean;
  readonly task: LineTask | null;
}

export interface DraftContext {
  /** Names that are looked up; see `knownParties`. */
  readonly parties: KnownParties;
  readonly timeZone: string;
}

export interface KnownParties {
  readonly names: readonly string[];
  /** How it is called, where it was written shortly or as it once was; null where nobody knows it. */
  recognised(name: string): string | null;
}

type DraftMeeting = Pick<MeetingState, 'desk' | 'tasks' | 'facts'> & {
  readonly clock: Pick<MeetingState['clock'], 'now'>;
};

/** The day from which limits are counted. */
export function dayOfMeeting({ facts, clock }: Pick<DraftMeeting, 'facts' | 'clock'>, timeZone: string): LocalDate {
  return localDateIn(timeZone, facts.plannedStart ?? clock.now());
}

/** Every line of the report with its task; reactive where `meeting` is. */
export function reportLinesOf(
  { desk, tasks }: Pick<MeetingState, 'desk' | 'tasks'>,
  { id, report }: Pick<AgendaItem, 'id' | 'report'>,
): readonly PlacedLine[] {
  return linesWithTasks(id, report, tasks, ({ reportLine }) => (reportLine ? placeOfSource(desk, reportLine) : null));
}

/** In the order of the report; `rest` is the limit of lines that name none. */
export function reportDrafts(
  meeting: DraftMeeting,
  item: AgendaItem,
  { parties, timeZone }: DraftContext,
): readonly LineDraft[] {
  const context = {
    ...{ parties: parties.names, base: dayOfMeeting(meeting, timeZone) },
    plannedFor: periodIn(item.title),
  };
  const placed = new Map(reportLinesOf(meeting, item).map((line) => [`${line.rowId} ${line.line}`, line]));
  const seen = new Map<string, number>();
  return tasksOfReport(item.report, context).flatMap((read) => {
    const row = item.report[read.row];
    if (!row) return [];
    const same = `${row.id} ${read.text}`;
    const nth = seen.get(same) ?? 0;
    seen.set(same, nth + 1);
    const named = (names: readonly string[]) => [...new Set(names.map((name) => parties.recognised(name) ?? name))];
    return [
      {
        ...{
          key: `${same} ${nth}`,
          rowId: row.id,
          committee: row.owner,
          text: read.text,
          from: read.from,
          to: read.to,
        },
        ...{ what: read.what, owners: named(read.owners), supporters: named(read.supporters) },
        ...{ due: read.due, dueText: read.dueText, isByDefault: read.isByDefault },
        task: placed.get(`${row.id} ${read.line}`)?.task ?? null,
      },
    ];
  });
}

/** In one step of the desk. A line whose words are gone meanwhile still becomes a task, tied to nothing. Answers their ids. */
export function makeReportTasks(
  meeting: CaptureMeeting,
  item: Pick<AgendaItem, 'id'>,
  drafts: readonly LineDraft[],
): readonly TaskId[] {
  const { desk } = meeting;
  return desk.transact(() =>
    drafts.map((draft) => {
      const tasks = readTasks(desk);
      const owners = partiesOf(meeting, draft.owners);
      const keys = new Set(owners.map(({ key }) => key));
      const supporters = partiesOf(meeting, draft.supporters).filter(({ key }) => !keys.has(key));
      const reportLine = reportSourceOf(desk, { itemId: item.id, rowId: draft.rowId, from: draft.from, to: draft.to });
      const id = brand<TaskId>(meeting.newId());
      addTask(desk, {
        ...{ id, what: draft.what, supporters, due: draft.due, dueText: draft.dueText, itemId: item.id },
        owners: owners.map((owner, index) => ({ ...owner, lead: owners.length > 1 && index === 0 })),
        state: owners.length > 0 && (draft.due !== null || draft.dueText !== null) ? 'confirmed' : 'draft',
        order: keyAt(tasks, tasks.length, meeting.newSuffix()).order,
        ...(reportLine ? { reportLine } : {}),
      });
      return id;
    }),
  );
}

/** All of them in one step, but for those that were handed out meanwhile: somebody owes them. */
export function takeReportTasksBack(
  { desk, record }: Pick<MeetingState, 'desk' | 'record'>,
  ids: readonly TaskId[],
): void {
  const assigned = readAssigned(record);
  desk.transact(() => {
    for (const id of ids) if (!assigned.has(id)) removeTask(desk, id);
  });
}

/** Those of the meeting's people and speakers, where they come from, and what the register has. */
export function knownParties(
  { people, items }: Pick<MeetingState, 'people' | 'items'>,
  { organisations, bodies }: { readonly organisations: readonly Organisation[]; readonly bodies: readonly string[] },
): KnownParties {
  const written = new Map<string, string>();
  const add = (name: string, as: string): void => {
    if (name.trim() !== '' && !written.has(bare(name))) written.set(bare(name), as);
  };
  for (const name of bodies) add(name, name);
  for (const { name } of organisations) add(name, name);
  for (const { name, shortName, aliases = [] } of organisations) {
    if (shortName !== null) add(shortName, shortName);
    for (const alias of aliases) add(alias, name);
  }
  const registered = new Map(written);
  for (const { org } of people) if (org !== null) add(org, org);
  for (const { name } of people) add(name, name);
  for (const { presenters } of items) for (const { name } of presenters) add(name, name);
  const recognised = (name: string): string | null => {
    const known = written.get(bare(name)) ?? onlyOneLike(bare(name), registered);
    // Of a person's own words for where they come from, the short form is as good as the long one.
    return known ?? (onlyOneLike(bare(name), written) === null ? null : name);
  };
  return { names: [...new Set(written.values())], recognised };
}

/** 创新专家委 for 技术创新专家委, where there is no other that ends or begins so. */
function onlyOneLike(name: string, written: ReadonlyMap<string, string>): string | null {
  if (name.length < 4) return null;
  const like = [...written].filter(([known]) => known.endsWith(name) || known.startsWith(name));
  const found = new Set(like.map(([, as]) => as));
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

function bare(name: string): string {
  return name.replace(/\s/gu, '').toLowerCase();
}
