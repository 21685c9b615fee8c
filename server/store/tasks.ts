// Reads of the register of tasks: one of them with its history, and lists by filter, a page at a time. Every filter that a list
// may begin with has an index in its order, so that a page costs what it shows.
import { sql, type ExpressionBuilder, type Selectable, type SqlBool } from 'kysely';
import { foldName, nameKeyOf } from '../../shared/lib/fold-name.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { EarlierTasks, TaskDays, TaskFilter, Tasks, TaskScope, TaskTotals } from '../task-ports.ts';
import type { Queries } from './queries.ts';
import type { Schema } from './schema.ts';
import type { TasksTable } from './schema-tasks.ts';
import { entryOf, taskRow } from './task-rows.ts';

const MAX_PAGE = 500;
/** Of those without a day; see `due_order`. */
const NO_DAY = '9999-12-31';

/** As meetings are listed. */
const START = sql<EpochMs>`coalesce(planned_start, meetings.created_at)`;

type Of = ExpressionBuilder<Schema, 'tasks'>;

export function sqlTasks(queries: Queries): Tasks {
  return {
    async byId(id) {
      const row = await queries.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? ((await withOwners(queries, [row]))[0] ?? null) : null;
    },
    async history(id) {
      const rows = queries.selectFrom('task_history').selectAll().where('task_id', '=', id).orderBy('place');
      return (await rows.execute()).map(entryOf);
    },
    async ofDesk(meetingId) {
      const rows = await queries
        .selectFrom('tasks')
        .select(['id', 'desk_task'])
        .where('meeting_id', '=', meetingId)
        .where('desk_task', 'is not', null)
        .execute();
      return new Map(rows.flatMap(({ id, desk_task }) => (desk_task === null ? [] : [[desk_task, id] as const])));
    },
    async list(filter, days) {
      const page = queries
        .selectFrom('tasks')
        .selectAll()
        .where((of) => of.and([...scope(of, filter), ...narrowed(of, filter, days)]))
        .orderBy('due_order')
        .orderBy('number')
        .limit(Math.min(filter.limit, MAX_PAGE));
      return withOwners(queries, await page.execute());
    },
    async totals(filter, days) {
      const rows = await queries
        .selectFrom('tasks')
        .select((of) => [
          'state',
          of.fn.countAll<number>().as('count'),
          sql<number>`sum(due < ${days.today})`.as('overdue'),
          sql<number>`sum(due BETWEEN ${days.today} AND ${days.soonUntil})`.as('soon'),
        ])
        .where((of) => of.and(scope(of, filter)))
        .groupBy('state')
        .execute();
      return totalsOf(rows, days);
    },
    ...statistics(queries),
    ...remindable(queries),
  };
}

/** What the calendar asks about. */
function remindable(queries: Queries): Pick<Tasks, 'dueUntil' | 'supervised'> {
  return {
    async dueUntil(until, states) {
      const due = queries
        .selectFrom('tasks')
        .selectAll()
        .where('state', 'in', [...states]);
      const rows = await due.where('due_order', '<=', until).orderBy('due_order').orderBy('number').execute();
      return withOwners(queries, rows);
    },
    async supervised(states) {
      const open = queries
        .selectFrom('tasks')
        .selectAll()
        .where('state', 'in', [...states]);
      const rows = await open.where('supervisor', 'is not', null).orderBy('due_order').orderBy('number').execute();
      return withOwners(queries, rows);
    },
  };
}

function statistics(queries: Queries): Pick<Tasks, 'owed' | 'lastMeeting'> {
  return {
    async owed(bodies, { from, to }) {
      const rows = await queries
        .selectFrom('tasks')
        .innerJoin('task_owners', 'task_owners.task_id', 'tasks.id')
        .select(['task_id as id', 'name', 'name_key', 'identity', 'kind', 'state', 'due', 'since', 'created_at'])
        .where('role', '=', 'owner')
        .where('created_at', '>=', from)
        .where('created_at', '<', to)
        .$if(bodies !== null, (some) => some.where((of) => bodiesAmong(of, bodies ?? [])))
        .orderBy('number')
        .execute();
      return rows.map(({ name_key: nameKey, created_at: createdAt, ...row }) => ({ ...row, nameKey, createdAt }));
    },
    async lastMeeting(bodyId, before, except) {
      const handedOut = queries.selectFrom('tasks').select('meeting_id').where('tasks.body_id', '=', bodyId);
      const row = await queries
        .selectFrom('meetings')
        .select('meetings.id')
        .where('meetings.body_id', '=', bodyId)
        .where('trashed_at', 'is', null)
        .where(START, '<', before)
        .where('meetings.id', 'in', handedOut)
        .$if(except !== null, (others) => others.where('meetings.id', '<>', except ?? brand<MeetingId>('')))
        .orderBy(START, 'desc')
        .orderBy('meetings.id')
        .limit(1)
        .executeTakeFirst();
      return row?.id ?? null;
    },
  };
}

interface StateTotals {
  readonly state: TasksTable['state'];
  readonly count: number;
  readonly overdue: number | null;
  readonly soon: number | null;
}

function totalsOf(rows: readonly StateTotals[], { limited }: TaskDays): TaskTotals {
  const late = rows.filter(({ state }) => limited.includes(state));
  const sum = (field: 'overdue' | 'soon'): number => late.reduce((all, row) => all + (row[field] ?? 0), 0);
  const byState = Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  return { byState, overdue: sum('overdue'), soon: sum('soon') };
}

function scope(of: Of, { bodies, meetingId, owner, party = {}, published, ...more }: TaskScope) {
  const { supervisor, text, earlier, dueFrom, dueTo } = more;
  return [
    ...(bodies === null ? [] : [bodiesAmong(of, bodies)]),
    ...(meetingId === null ? [] : [of('meeting_id', '=', meetingId)]),
    ...(owner === null ? [] : [of('id', 'in', owing(of, owner))]),
    ...(party.identities === undefined ? [] : [of('id', 'in', owedBy(of, 'identity', party.identities))]),
    ...(party.unitKeys === undefined
      ? []
      : [of('id', 'in', owedBy(of, 'name_key', party.unitKeys).where('kind', '<>', 'person'))]),
    ...(published === true
      ? [of.or([of('meeting_id', 'is', null), of('meeting_id', 'in', publishedMeetings(of))])]
      : []),
    ...(supervisor === null ? [] : [of('supervisor', '=', supervisor)]),
    ...(text === null ? [] : [sql<SqlBool>`instr(words, ${foldName(text)}) > 0`]),
    ...(earlier === undefined ? [] : [isEarlier(of, earlier)]),
    ...(dueFrom === null ? [] : [of('due_order', '>=', dueFrom)]),
    // Those without a day are due on none.
    ...(dueTo === null ? [] : [of('due_order', '<=', dueTo), of('due', 'is not', null)]),
  ];
}

function isEarlier(of: Of, { before, besides }: EarlierTasks) {
  const later = of.selectFrom('meetings').select('meetings.id').where(START, '>=', before);
  const others = sql<MeetingId>`(SELECT value FROM json_each(${JSON.stringify(besides)}))`;
  return of.or([
    of.and([of('meeting_id', 'is', null), of('tasks.created_at', '<', before)]),
    of.and([of('meeting_id', 'not in', later), of('meeting_id', 'not in', others)]),
  ]);
}

function bodiesAmong(of: Of, bodies: TaskScope['bodies'] & object) {
  const named = bodies.filter((id) => id !== null);
  const [only] = named;
  const among = named.length === 1 && only !== undefined ? of('body_id', '=', only) : of('body_id', 'in', named);
  const alternatives = [
    ...(named.length > 0 ? [among] : []),
    ...(bodies.includes(null) ? [of('body_id', 'is', null)] : []),
  ];
  return of.or(alternatives);
}

function publishedMeetings(of: Of) {
  const standing = of.selectFrom('meetings').select('meetings.id').where('trashed_at', 'is', null);
  return standing.where('draft', '=', 0).where('sample', '=', 0);
}

function owing(of: Of, owner: string) {
  const owed = of.selectFrom('task_owners').select('task_id');
  return owed.where('name_key', '=', nameKeyOf(owner));
}

function owedBy(of: Of, column: 'identity' | 'name_key', values: readonly string[]) {
  // They travel as one value, so that the text of the statement, and with it the statement, stays the same.
  const wanted = sql<string>`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
  return of.selectFrom('task_owners').select('task_id').where(column, 'in', wanted);
}

function narrowed(of: Of, { states, urgency, after }: TaskFilter, { today, soonUntil, limited }: TaskDays) {
  const hasLimit = of('state', 'in', limited);
  return [
    ...(states === null ? [] : [of('state', 'in', states)]),
    ...(urgency === 'overdue' ? [hasLimit, of('due_order', '<', today)] : []),
    ...(urgency === 'soon' ? [hasLimit, of('due_order', '>=', today), of('due_order', '<=', soonUntil)] : []),
    ...(after === null ? [] : [sql<SqlBool>`(due_order, number) > (${after.due ?? NO_DAY}, ${after.number})`]),
  ];
}

async function withOwners(queries: Queries, rows: readonly Selectable<TasksTable>[]) {
  // The ids travel as one value, so that the text of the statement, and with it the statement, stays the same.
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const owners = await queries
    .selectFrom('task_owners')
    .selectAll()
    .where(sql<SqlBool>`task_id IN (SELECT value FROM json_each(${ids}))`)
    .orderBy('task_id')
    .orderBy('place')
    .execute();
  const byTask = new Map(rows.map(({ id }): [string, (typeof owners)[number][]] => [id, []]));
  for (const owner of owners) byTask.get(owner.task_id)?.push(owner);
  return rows.map((row) => taskRow(row, byTask.get(row.id) ?? []));
}
