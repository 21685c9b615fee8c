// How SQLite finds the tasks of a list: by an index in the order of the answer, so that a page costs what it shows and not what the
// register holds.
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Connection } from '../../server/store/connection.ts';
import { openDatabase } from '../../server/store/database.ts';
import { queriesOver } from '../../server/store/queries.ts';
import { sqlTaskLinks } from '../../server/store/task-links.ts';
import { sqlTasks } from '../../server/store/tasks.ts';
import type { TaskDays, TaskFilter, Tasks } from '../../server/task-ports.ts';
import type { AssignedTaskId, MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { LocalDate } from '../../shared/lib/time.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const day = (text: string): LocalDate => brand<LocalDate>(text);
const DAYS: TaskDays = { today: day('2021-06-25'), soonUntil: day('2021-06-30'), limited: ['assigned', 'doing'] };
const ANY: TaskFilter = {
  ...{ bodies: null, meetingId: null, owner: null, supervisor: null, text: null, dueFrom: null, dueTo: null },
  ...{ states: null, urgency: null, after: null, limit: 100 },
};

/** Notes what it is asked. */
class Watched extends Connection {
  readonly asked: string[] = [];

  override statementOf(sql: string) {
    this.asked.push(sql);
    return super.statementOf(sql);
  }
}

function register() {
  const database = openDatabase(join(temporaryFolder(), 'gongbi.sqlite'));
  const connection = new Watched({ database, lock: null, onFault: () => undefined });
  onTestFinished(() => connection.close());
  const queries = queriesOver(connection);
  const links = sqlTaskLinks({ run: () => [] }, queries);
  const planOf = async (ask: () => Promise<unknown>): Promise<string> => {
    connection.asked.length = 0;
    await ask();
    const [first = ''] = connection.asked;
    const parameters = Array.from({ length: first.split('?').length - 1 }, () => null);
    const steps = database.prepare(`EXPLAIN QUERY PLAN ${first}`).all(...parameters);
    return steps.map((step) => String(Reflect.get(Object(step), 'detail'))).join('\n');
  };
  return { tasks: sqlTasks(queries), links, planOf };
}

const list = (tasks: Tasks, filter: Partial<TaskFilter>) => tasks.list({ ...ANY, ...filter }, DAYS);

test.each<[string, Partial<TaskFilter>, RegExp]>([
  ['of everything', {}, /^SCAN tasks USING INDEX tasks_by_due$/],
  ['behind a page', { after: { due: day('2021-06-30'), number: 3 } }, /^SEARCH tasks USING INDEX tasks_by_due/],
  ['of a body', { bodies: ['council'] }, /^SEARCH tasks USING INDEX tasks_by_body/],
  ['of a meeting', { meetingId: brand<MeetingId>('m1') }, /^SEARCH tasks USING INDEX tasks_by_meeting/],
  ['in a state', { states: ['doing'] }, /^SEARCH tasks USING INDEX tasks_by_state/],
  [
    'between two days',
    { dueFrom: day('2021-06-01'), dueTo: day('2021-06-30') },
    /^SEARCH tasks USING INDEX tasks_by_due/,
  ],
])('a list %s is read in its order, and sorted nowhere', async (_what, filter, plan) => {
  const { tasks, planOf } = register();

  const found = await planOf(() => list(tasks, filter));

  expect(found).toMatch(plan);
  expect(found).not.toContain('TEMP B-TREE');
});

test('an owner’s tasks are found by the name, overdue ones by state or day', async () => {
  const { tasks, planOf } = register();

  expect(await planOf(() => list(tasks, { owner: '赵军' }))).toContain('task_owners_by_name');
  expect(await planOf(() => list(tasks, { urgency: 'overdue' }))).toMatch(
    /SEARCH tasks USING INDEX tasks_by_(?:state|due)/,
  );
});

test('what a link opens is found by its owner, and a history by its task', async () => {
  const { tasks, links, planOf } = register();
  const id = brand<AssignedTaskId>('t1');

  expect(await planOf(() => links.owed(['person~p1', 'person~p2'], 'council'))).toContain('task_owners_by_identity');
  expect(await planOf(() => links.of(['person~p1'], 'council'))).toContain('task_links_of');
  expect(await planOf(() => links.hasMet('council', { after: 1, until: 2 }))).toContain('named_versions_of');
  expect(await planOf(() => links.byHash('x'))).toMatch(/^SEARCH task_links USING INDEX/);
  expect(await planOf(() => tasks.byId(id))).toMatch(/^SEARCH tasks USING INDEX/);
  expect(await planOf(() => tasks.history(id))).toMatch(/^SEARCH task_history USING PRIMARY KEY \(task_id=\?\)$/);
});
