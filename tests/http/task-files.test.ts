// Files that say how a task went: sent in by links and by the house, brought by the task's history, and read by nobody else.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { OWNERS_EVIDENCE_A_TASK } from '../../shared/domain/evidence.ts';
import { DAY_MS, HOUR_MS } from '../../shared/lib/time.ts';
import { field, startApp, textField, type Caller, type Reply } from '../support/app.ts';
import { coordinateBytes, jpeg, photographed, PLACE } from '../support/files/pictures.ts';
import { fileFault, uploadedTo, uploadTo } from '../support/files/uploads.ts';

const NOON = Date.UTC(2021, 3, 25, 4);
const LAWYER = { name: '律所', kind: 'outsider', email: 'firm@example.com', lead: true };
const BANK = { name: '银行', kind: 'outsider', email: 'bank@example.com' };

async function office() {
  const time = { passedMs: 0 };
  const clock = { ...systemClock(), now: () => NOON + time.passedMs };
  const app = await startApp({ clock });
  const keeper = await app.admin();
  const secretary = await app.as('secretary', { bodyId: 'council', username: 'li' });
  return { app, keeper, secretary, anyone: app.anyone, pass: (ms: number) => (time.passedMs += ms) };
}

type Parties = readonly { readonly name: string; readonly key: string }[];
const handedOut = (who: Caller, more: object = {}): Promise<Reply> =>
  who.post('/tasks', { bodyId: 'council', what: '审阅协议', owners: [LAWYER], due: '2021-06-30', ...more });

async function tokenFor(who: Caller, task: Reply, name = '律所'): Promise<string> {
  const { owners, supporters }: { owners: Parties; supporters: Parties } = Object(task.body);
  const owner = [...owners, ...supporters].find((party) => party.name === name)?.key;
  return textField(await who.post(`/tasks/${textField(task, 'id')}/links`, { owner }), 'token');
}

const ownPath = (token: string, task: Reply): string => `/task-links/${token}/tasks/${textField(task, 'id')}/files`;
const report = (who: Caller, token: string, task: Reply, files: readonly string[], revision = '1'): Promise<Reply> =>
  who.post(`/task-links/${token}`, { task: textField(task, 'id'), revision, action: 'report', text: '见附件', files });
const statusOf = async (who: Caller, path: string): Promise<number> => (await who.raw('GET', path)).status;

test('an owner sends a picture in with a report: it is made anew, and both sides read it', async () => {
  const { secretary, anyone } = await office();
  const task = await handedOut(secretary);
  const token = await tokenFor(secretary, task);
  const photo = photographed(jpeg(60, 40), 6);

  const sent = await uploadedTo(anyone, ownPath(token, task), { name: '现场.jpg', content: photo });
  const page = await report(anyone, token, task, [sent.id]);

  expect(sent.body).toMatchObject({ name: '现场.jpg', mediaType: 'image/jpeg', width: 40, height: 60 });
  expect(page.body).toMatchObject({
    tasks: [{ said: [{ kind: 'assigned' }, { kind: 'accepted' }, { files: [{ id: sent.id }], otherFiles: 0 }] }],
  });
  const history = await secretary.get(`/tasks/${textField(task, 'id')}`);
  expect(Object(history.body).history.at(-1)).toMatchObject({ kind: 'reported', files: [{ id: sent.id }] });
  const houses = await secretary.raw('GET', `/tasks/${textField(task, 'id')}/files/${sent.id}`);
  const owners = await anyone.raw('GET', `/task-links/${token}/files/${sent.id}`);
  const [ours, theirs] = [Buffer.from(await houses.arrayBuffer()), Buffer.from(await owners.arrayBuffer())];
  expect([houses.status, owners.status, ours.equals(theirs)]).toEqual([200, 200, true]);
  expect(ours.includes(coordinateBytes(PLACE.latitude))).toBe(false);
  expect(owners.headers.get('content-security-policy')).toContain('sandbox');
});

test('the house notes what an owner says by phone, with a file that no link opens', async () => {
  const { secretary, anyone } = await office();
  const task = await handedOut(secretary);
  const [id, token] = [textField(task, 'id'), await tokenFor(secretary, task)];
  const sent = await uploadedTo(secretary, `/tasks/${id}/files`, { name: '回执.txt' });
  const move = { action: 'report', text: '电话反馈', files: [sent.id] };

  const noted = await secretary.patch(`/tasks/${id}`, move, { headers: { 'if-match': '*' } });
  const page = await anyone.get(`/task-links/${token}`);

  expect(Object(noted.body).history.at(-1)).toMatchObject({ text: '电话反馈', files: [{ name: '回执.txt' }] });
  expect(Object(page.body).tasks[0].said.at(-1)).toMatchObject({ own: false, files: [], otherFiles: 1 });
  expect(JSON.stringify(page.body)).not.toContain('回执.txt');
  expect(await statusOf(anyone, `/task-links/${token}/files/${sent.id}`)).toBe(404);
  expect(await statusOf(secretary, `/tasks/${id}/files/${sent.id}`)).toBe(200);
});

test('every link opens the files that came by a link of its owner, and no other', async () => {
  const { keeper, secretary, anyone } = await office();
  const both = { owners: [LAWYER, BANK] };
  const tasks = [
    await handedOut(secretary),
    await handedOut(secretary, both),
    await handedOut(secretary, { owners: [BANK], supporters: [LAWYER] }),
    await handedOut(keeper, { ...both, bodyId: 'board' }),
  ];
  const holders = await Promise.all(
    tasks.flatMap((task, at) =>
      ['律所', '银行']
        .filter((name) => JSON.stringify(task.body).includes(name))
        .map(async (name) => ({
          task,
          name,
          body: at === 3 ? 'board' : 'council',
          token: await tokenFor(keeper, task, name),
        })),
    ),
  );
  // Each tries each task; who owns it gets a file in.
  const sent: { readonly id: string; readonly name: string; readonly body: string; readonly task: Reply }[] = [];
  for (const holder of holders)
    for (const [at, task] of tasks.entries()) {
      const { owners }: { owners: Parties } = Object(task.body);
      const body = at === 3 ? 'board' : 'council';
      const owes = holder.body === body && owners.some(({ name }) => name === holder.name);
      const reply = await uploadTo(anyone, ownPath(holder.token, task), { content: `${holder.name} ${at}` });
      expect([holder.name, at, reply.status]).toEqual([holder.name, at, owes ? 201 : 404]);
      if (owes) sent.push({ id: textField(reply, 'id'), name: holder.name, body, task });
    }

  expect(sent.length).toBeGreaterThan(6);
  for (const holder of holders)
    for (const file of sent) {
      const isTheirs = file.name === holder.name && file.body === holder.body;
      const read = await statusOf(anyone, `/task-links/${holder.token}/files/${file.id}`);
      expect([holder.name, holder.body, file, read]).toEqual([holder.name, holder.body, file, isTheirs ? 200 : 404]);
      // Nobody else brings it either, to whatever task, and nothing tells that it is there.
      if (isTheirs) continue;
      const brought = await report(anyone, holder.token, holder.task, [file.id]);
      expect([404, 422]).toContain(brought.status);
    }
});

describe('a file that waits', () => {
  test('is its sender’s alone until an entry brings it, and is brought once', async () => {
    const { keeper, secretary, anyone } = await office();
    const task = await handedOut(secretary);
    const [id, token] = [textField(task, 'id'), await tokenFor(secretary, task)];
    const byLink = await uploadedTo(anyone, ownPath(token, task));
    const byHouse = await uploadedTo(secretary, `/tasks/${id}/files`);

    const early = [await statusOf(secretary, `/tasks/${id}/files/${byLink.id}`)];
    early.push(await statusOf(keeper, `/tasks/${id}/files/${byHouse.id}`));
    early.push(await statusOf(secretary, `/tasks/${id}/files/${byHouse.id}`));
    const first = await report(anyone, token, task, [byLink.id, byLink.id]);
    const again = await report(anyone, token, task, [byLink.id], '2');

    expect(early).toEqual([404, 404, 200]);
    expect(Object(first.body).tasks[0].said.at(-1).files).toHaveLength(1);
    expect([again.status, fileFault(again)]).toEqual([422, 'file-gone']);
    expect(await statusOf(secretary, `/tasks/${id}/files/${byLink.id}`)).toBe(200);
  });

  test('is forgotten after a day', async () => {
    const { secretary, anyone, pass } = await office();
    const task = await handedOut(secretary);
    const token = await tokenFor(secretary, task);
    const waiting = await uploadedTo(anyone, ownPath(token, task), { content: '没有提交' });
    const brought = await uploadedTo(anyone, ownPath(token, task), { content: '提交了' });
    await report(anyone, token, task, [brought.id]);

    pass(DAY_MS - HOUR_MS);
    const late = await report(anyone, token, task, [waiting.id], '2');
    pass(HOUR_MS + 1);
    await uploadedTo(anyone, ownPath(token, task), { content: '又一份' });

    expect(fileFault(late)).toBe('file-gone');
    expect(await statusOf(anyone, `/task-links/${token}/files/${waiting.id}`)).toBe(404);
    expect(await statusOf(anyone, `/task-links/${token}/files/${brought.id}`)).toBe(200);
  });
});

test('what is refused leaves no bytes: no file of a program, and none for a task that is closed', async () => {
  const { app, secretary, anyone } = await office();
  const task = await handedOut(secretary);
  const [id, token] = [textField(task, 'id'), await tokenFor(secretary, task)];
  const program = await uploadTo(anyone, ownPath(token, task), { name: '报表.xlsx', content: 'MZ\u0090\u0000' });
  for (const action of ['submit', 'close'])
    await secretary.patch(`/tasks/${id}`, { action }, { headers: { 'if-match': '*' } });

  const closed = await uploadTo(anyone, ownPath(token, task));

  expect([program.status, fileFault(program)]).toEqual([422, 'program']);
  expect([closed.status, field(closed, 'code')]).toEqual([409, 'task-state']);
  const root = join(app.dataDir, 'files');
  const left = existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }) : [];
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
});

test('links send in so many files a task and no more, said in numbers, and the house goes on', async () => {
  const { secretary, anyone, pass } = await office();
  const task = await handedOut(secretary);
  const [id, token] = [textField(task, 'id'), await tokenFor(secretary, task)];
  for (let sent = 0; sent < OWNERS_EVIDENCE_A_TASK.files; sent += 1)
    await uploadedTo(anyone, ownPath(token, task), { content: `第${sent}份` });

  const over = await uploadTo(anyone, ownPath(token, task));
  const house = await uploadTo(secretary, `/tasks/${id}/files`);
  pass(DAY_MS + 1);
  const later = await uploadTo(anyone, ownPath(token, task));

  expect([over.status, field(over, 'code'), field(over, 'limitFiles')]).toEqual([409, 'files-full', 40]);
  expect([house.status, later.status]).toEqual([201, 201]);
});

test('a revoked link opens none of its files any more, and they stay with the task', async () => {
  const { secretary, anyone } = await office();
  const task = await handedOut(secretary);
  const [id, token] = [textField(task, 'id'), await tokenFor(secretary, task)];
  const { id: file } = await uploadedTo(anyone, ownPath(token, task));
  await report(anyone, token, task, [file]);
  const { links } = Object((await secretary.get(`/tasks/${id}/links`)).body);

  await secretary.delete(`/tasks/${id}/links/${links[0].id}`);

  expect(await statusOf(anyone, `/task-links/${token}/files/${file}`)).toBe(404);
  expect((await uploadTo(anyone, ownPath(token, task))).status).toBe(404);
  expect(await statusOf(secretary, `/tasks/${id}/files/${file}`)).toBe(200);
});

test('files of either entry of one person are read and brought by the other’s link, and by nobody else’s', async () => {
  const { keeper, anyone } = await office();
  const names = ['张伟', '張伟', '别人'];
  const ids = await Promise.all(names.map(async (name) => textField(await keeper.post('/people', { name }), 'id')));
  const owners = names.map((name, at) => ({ name, kind: 'person', personId: ids[at] }));
  const task = await handedOut(keeper, { owners });
  const [first = '', second = '', third = ''] = await Promise.all(names.map((name) => tokenFor(keeper, task, name)));
  const waiting = await uploadedTo(anyone, ownPath(second, task));
  expect((await report(anyone, first, task, [waiting.id])).status).toBe(422);

  await keeper.post(`/people/${ids[1]}/merge`, { into: ids[0] });

  expect((await report(anyone, third, task, [waiting.id])).status).toBe(422);
  expect((await report(anyone, first, task, [waiting.id])).status).toBe(200);
  const paths = [first, second, third].map((token) => `/task-links/${token}/files/${waiting.id}`);
  expect(await Promise.all(paths.map((path) => statusOf(anyone, path)))).toEqual([200, 200, 404]);
});
