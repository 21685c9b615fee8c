// Second ids of the register of tasks: what a task is put under, what it follows from, who it names. What belongs to a body that
// somebody has no rights in reads as nothing, and is not told apart from what never was.
import { expect } from 'vitest';
import { uploadedTo } from '../support/files/uploads.ts';
import { accountId, listed, startApp, textField, type Caller, type Reply } from '../support/app.ts';

interface Desk {
  readonly keeper: Caller;
  /** Of the council; the board has another. */
  readonly secretary: Caller;
  readonly theirs: string;
  readonly stranger: string;
  readonly task: string;
}

type Story = (desk: Desk) => Promise<void>;

const TASK = { bodyId: 'council', what: '寄出聘书', owners: [{ name: '赵军' }] };

export async function twoDesks(): Promise<Desk> {
  const app = await startApp();
  const keeper = await app.admin();
  const secretary = await app.as('secretary', { bodyId: 'council' });
  const other = await app.as('secretary', { bodyId: 'board', username: 'stranger' });
  const theirs = textField(await other.post('/meetings', { title: '监事会', bodyId: 'board' }), 'id');
  const stranger = await accountId(keeper, 'stranger');
  return { keeper, secretary, theirs, stranger, task: textField(await secretary.post('/tasks', TASK), 'id') };
}

function move(who: Caller, id: string, body: object): Promise<Reply> {
  return who.request('PATCH', `/tasks/${id}`, { body, headers: { 'if-match': '*' } });
}

const ids = ({ body }: Reply): readonly string[] => [...JSON.stringify(body).matchAll(/"number":(\d+)/g)].map(String);
/** The same answer for what is somebody else's and for what never was. */
async function isUnknown(
  ask: (id: string) => Promise<Pick<Reply, 'status' | 'body'>>,
  theirs: string,
  status: number,
): Promise<void> {
  const answers = [await ask(theirs), await ask('never-was')];

  expect(answers.map((answer) => answer.status)).toEqual([status, status]);
  expect(answers[0]?.body).toEqual(answers[1]?.body);
}

/** The same rows are the same bytes. */
async function fileOf(caller: Caller, path: string): Promise<Pick<Reply, 'status' | 'body'>> {
  const answer = await caller.raw('GET', path);
  return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()).toString('base64') };
}

/** Only remembered: nothing is read through it. */
function isRemembered(made: Reply, role: 'owners' | 'supporters'): void {
  expect(made.body).toMatchObject({ [role]: [{ name: '赵军', personId: 'nobody-known' }] });
}
/** Whoever names somebody of the register is not told where they live. */
async function isUnaddressed({ keeper, secretary }: Desk, named: (somebody: object) => object): Promise<void> {
  const person = await keeper.post('/people', { name: '赵军', email: 'zhao@example.org' });
  const personId = textField(person, 'id');
  const answer = await secretary.post('/tasks/letters', { ...TASK, ...named({ ...SOMEBODY, personId }) });

  expect(answer.status).toBe(200);
  expect(JSON.stringify(answer.body)).not.toContain('zhao@example.org');
}
const SOMEBODY = { name: '赵军', kind: 'person', personId: 'nobody-known' };

/** Of a meeting of the board, which begins for it. */
async function isHandedOut(keeper: Caller, meetingId: string): Promise<void> {
  await keeper.post(`/meetings/${meetingId}/phase`, { to: 'live' });
  expect(await keeper.post('/tasks', { ...TASK, bodyId: 'board', meetingId })).toMatchObject({ status: 201 });
}

export const TASK_STORIES: Readonly<Record<string, Story>> = {
  'listTasks query body': async ({ keeper, secretary }) => {
    await keeper.post('/tasks', { ...TASK, bodyId: 'board' });
    const answer = await secretary.get('/tasks?body=board');

    expect(answer.body).toMatchObject({ tasks: [], totals: { all: 0 } });
    expect(ids(await keeper.get('/tasks?body=board'))).toHaveLength(1);
  },
  'listTasks query meeting': async ({ keeper, secretary, theirs }) => {
    await isHandedOut(keeper, theirs);

    await isUnknown((id) => secretary.get(`/tasks?meeting=${id}`), theirs, 200);
  },
  'listTasks query supervisor': async ({ keeper, secretary, stranger }) => {
    await keeper.post('/tasks', { ...TASK, bodyId: 'board', supervisor: stranger });

    await isUnknown((id) => secretary.get(`/tasks?supervisor=${id}`), stranger, 200);
  },
  /** Their tasks are told of by the bodies whose minutes one keeps, whoever they are. */
  'listTasks query person': async ({ keeper, secretary }) => {
    const person = textField(await keeper.post('/people', { name: '赵军' }), 'id');
    const owners = [{ name: '赵军', kind: 'person', personId: person }];
    await keeper.post('/tasks', { ...TASK, bodyId: 'board', owners });

    await isUnknown((id) => secretary.get(`/tasks?person=${id}`), person, 200);
    expect(ids(await keeper.get(`/tasks?person=${person}`))).toHaveLength(1);
  },
  'listTasks query organisation': async ({ keeper, secretary }) => {
    await keeper.post('/people', { name: '赵军', posts: [{ org: '益友律所' }] });
    const [firm = ''] = listed(await keeper.get('/organisations'), 'organisations', 'id');
    await keeper.post('/tasks', { ...TASK, bodyId: 'board', owners: [{ name: '益友律所', kind: 'organisation' }] });

    await isUnknown((id) => secretary.get(`/tasks?organisation=${id}`), firm, 200);
    expect(ids(await keeper.get(`/tasks?organisation=${firm}`))).toHaveLength(1);
  },
  'listSupervisors query body': async ({ keeper, secretary }) => {
    await isUnknown((id) => secretary.get(`/task-supervisors?body=${id}`), 'board', 200);
    expect(await keeper.get('/task-supervisors?body=board')).toMatchObject({ status: 200 });
  },
  'listSupervisors query meeting': async ({ keeper, secretary, theirs, stranger }) => {
    await isUnknown((id) => secretary.get(`/task-supervisors?meeting=${id}`), theirs, 200);
    const known = listed(await keeper.get(`/task-supervisors?meeting=${theirs}`), 'supervisors', 'id');
    expect(known).toContain(stranger);
  },
  'readTaskStatistics query body': async ({ keeper, secretary, theirs }) => {
    await isHandedOut(keeper, theirs);

    await isUnknown((id) => secretary.get(`/task-statistics?body=${id}`), 'board', 200);
  },
  'exportTasks query body': async ({ keeper, secretary }) => {
    await keeper.post('/tasks', { ...TASK, bodyId: 'board' });

    await isUnknown((id) => fileOf(secretary, `/tasks/export?body=${id}`), 'board', 200);
  },
  'exportTasks query meeting': async ({ keeper, secretary, theirs }) => {
    await isHandedOut(keeper, theirs);

    await isUnknown((id) => fileOf(secretary, `/tasks/export?meeting=${id}`), theirs, 200);
  },
  'exportTasks query supervisor': async ({ keeper, secretary, stranger }) => {
    await keeper.post('/tasks', { ...TASK, bodyId: 'board', supervisor: stranger });

    await isUnknown((id) => fileOf(secretary, `/tasks/export?supervisor=${id}`), stranger, 200);
  },
  'exportTasks query person': async ({ keeper, secretary }) => {
    const person = textField(await keeper.post('/people', { name: '赵军' }), 'id');
    const owners = [{ name: '赵军', kind: 'person', personId: person }];
    await keeper.post('/tasks', { ...TASK, bodyId: 'board', owners });

    await isUnknown((id) => fileOf(secretary, `/tasks/export?person=${id}`), person, 200);
  },
  'exportTasks query organisation': async ({ keeper, secretary }) => {
    await keeper.post('/people', { name: '赵军', posts: [{ org: '益友律所' }] });
    const [firm = ''] = listed(await keeper.get('/organisations'), 'organisations', 'id');
    await keeper.post('/tasks', { ...TASK, bodyId: 'board', owners: [{ name: '益友律所', kind: 'organisation' }] });

    await isUnknown((id) => fileOf(secretary, `/tasks/export?organisation=${id}`), firm, 200);
  },
  'exportTaskStatistics query body': async ({ keeper, secretary, theirs }) => {
    await isHandedOut(keeper, theirs);

    await isUnknown((id) => fileOf(secretary, `/task-statistics/export?body=${id}`), 'board', 200);
  },
  'createTask body bodyId': async ({ secretary }) => {
    await isUnknown((bodyId) => secretary.post('/tasks', { ...TASK, bodyId }), 'board', 404);
  },
  'createTask body meetingId': async ({ secretary, theirs }) => {
    await isUnknown((meetingId) => secretary.post('/tasks', { ...TASK, meetingId }), theirs, 422);
  },
  'createTask body supervisor': async ({ secretary, stranger }) => {
    await isUnknown((supervisor) => secretary.post('/tasks', { ...TASK, supervisor }), stranger, 422);
  },
  'createTask body owners[].personId': async ({ secretary }) => {
    isRemembered(await secretary.post('/tasks', { ...TASK, owners: [SOMEBODY] }), 'owners');
  },
  'createTask body supporters[].personId': async ({ secretary }) => {
    isRemembered(await secretary.post('/tasks', { ...TASK, supporters: [SOMEBODY] }), 'supporters');
  },
  'previewTaskLetters body bodyId': async ({ secretary }) => {
    await isUnknown((bodyId) => secretary.post('/tasks/letters', { ...TASK, bodyId }), 'board', 404);
  },
  'previewTaskLetters body meetingId': async ({ keeper, secretary, theirs }) => {
    await isUnknown((meetingId) => secretary.post('/tasks/letters', { ...TASK, meetingId }), theirs, 422);
    await isHandedOut(keeper, theirs);
  },
  'previewTaskLetters body supervisor': async ({ secretary, stranger }) => {
    await isUnknown((supervisor) => secretary.post('/tasks/letters', { ...TASK, supervisor }), stranger, 422);
  },
  'previewTaskLetters body owners[].personId': (desk) => isUnaddressed(desk, (owner) => ({ owners: [owner] })),
  'previewTaskLetters body supporters[].personId': (desk) => isUnaddressed(desk, (each) => ({ supporters: [each] })),
  'moveTask body meetingId': async ({ secretary, theirs, task }) => {
    await isUnknown((meetingId) => move(secretary, task, { action: 'cancel', meetingId, reason: '试' }), theirs, 422);
  },
  'moveTask body supervisor': async ({ secretary, stranger, task }) => {
    await isUnknown((supervisor) => move(secretary, task, { action: 'supervise', supervisor }), stranger, 422);
  },
  'moveTask body owners[].personId': async ({ secretary, task }) => {
    isRemembered(await move(secretary, task, { action: 'hand-over', owners: [SOMEBODY] }), 'owners');
  },
  'moveTask body supporters[].personId': async ({ secretary, task }) => {
    const parties = { owners: TASK.owners, supporters: [SOMEBODY] };
    isRemembered(await move(secretary, task, { action: 'hand-over', ...parties }), 'supporters');
  },
  /** A link belongs to the tasks of one owner: by another task, or of another body, it is unknown and goes on opening. */
  'revokeTaskLink params link': async ({ keeper, secretary, task }) => {
    const elsewhere = await keeper.post('/tasks', { ...TASK, bodyId: 'board' });
    const link = await linkTo(keeper, elsewhere);

    await isUnknown((id) => secretary.delete(`/tasks/${task}/links/${id}`), textField(link, 'id'), 404);
    await isUnknown((id) => keeper.delete(`/tasks/${task}/links/${id}`), textField(link, 'id'), 404);

    expect(await keeper.get(`/task-links/${textField(link, 'token')}`)).toMatchObject({ status: 200 });
  },
  'answerTaskLink body task': async ({ keeper, secretary, task }) => {
    const token = textField(await linkTo(secretary, await secretary.get(`/tasks/${task}`)), 'token');
    const theirs = textField(await keeper.post('/tasks', { ...TASK, bodyId: 'board' }), 'id');
    const answer = (id: string) =>
      keeper.post(`/task-links/${token}`, { task: id, revision: '1', action: 'report', text: '试' });

    await isUnknown(answer, theirs, 404);

    expect((await keeper.get(`/tasks/${theirs}`)).body).toMatchObject({ state: 'assigned', revision: '1' });
  },
  /** A file of another task, or of another's, is brought by nobody else and read through no other task. */
  'readTaskFile params file': async ({ keeper, secretary, task }) => {
    const theirs = textField(await keeper.post('/tasks', { ...TASK, bodyId: 'board' }), 'id');
    const { id } = await uploadedTo(keeper, `/tasks/${theirs}/files`);
    await move(keeper, theirs, { action: 'report', text: '见附件', files: [id] });

    await isUnknown((file) => secretary.get(`/tasks/${task}/files/${file}`), id, 404);
    await isUnknown((file) => keeper.get(`/tasks/${task}/files/${file}`), id, 404);

    expect((await keeper.get(`/tasks/${theirs}/files/${id}`)).status).toBe(200);
  },
  'moveTask body files[]': async ({ keeper, secretary, task }) => {
    const { id } = await uploadedTo(keeper, `/tasks/${task}/files`);
    const bring = (file: string) => move(secretary, task, { action: 'report', text: '试', files: [file] });

    await isUnknown(bring, id, 422);
  },
  'answerTaskLink body files[]': async ({ keeper, secretary, task }) => {
    const { id } = await uploadedTo(secretary, `/tasks/${task}/files`);
    const token = textField(await linkTo(secretary, await secretary.get(`/tasks/${task}`)), 'token');
    const bring = (file: string) =>
      keeper.post(`/task-links/${token}`, { task, revision: '1', action: 'report', text: '试', files: [file] });

    await isUnknown(bring, id, 422);
  },
};

/** For the first owner. */
function linkTo(who: Caller, task: Reply): Promise<Reply> {
  const owner = /"owners":\[\{"key":"([^"]+)"/.exec(JSON.stringify(task.body))?.[1];
  return who.post(`/tasks/${textField(task, 'id')}/links`, { owner });
}
