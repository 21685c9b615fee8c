// Whoever was entered twice, or goes by another name today, still owes what they owed: what a link opens, what is counted.
import { expect, test } from 'vitest';
import { seeded } from '../support/seeded.ts';
import { listed, startApp, textField, type Caller, type Reply } from '../support/app.ts';

async function house() {
  const app = await startApp();
  const keeper = await app.admin();
  await keeper.post('/bodies', { id: 'council', name: '理事会' });
  const enter = async (name: string): Promise<string> => textField(await keeper.post('/people', { name }), 'id');
  const handOut = (what: string, owner: object): Promise<Reply> =>
    keeper.post('/tasks', { bodyId: 'council', what, owners: [owner] });
  return { keeper, anyone: app.anyone, enter, handOut };
}

const person = (name: string, personId: string) => ({ name, kind: 'person', personId });
const whats = (reply: Reply): readonly string[] => listed(reply, 'tasks', 'what');

async function linkTo(keeper: Caller, task: Reply): Promise<string> {
  const owner: unknown = Object(task.body).owners[0].key;
  return textField(await keeper.post(`/tasks/${textField(task, 'id')}/links`, { owner }), 'token');
}

const owners = async (keeper: Caller): Promise<unknown> =>
  Object((await keeper.get('/task-statistics')).body).halves[0].owners.map(
    ({ name, all }: { name: string; all: number }) => [name, all],
  );

test('whoever was merged owes what both owed: by every link, counted once, and apart again when it is taken back', async () => {
  const { keeper, anyone, enter, handOut } = await house();
  const [one, two] = [await enter('张伟'), await enter('張伟')];
  const first = await handOut('起草章程', person('张伟', one));
  const second = await handOut('联系场地', person('張伟', two));
  const tokens = [await linkTo(keeper, first), await linkTo(keeper, second)];
  const opened = async () => Promise.all(tokens.map(async (token) => whats(await anyone.get(`/task-links/${token}`))));
  expect(await opened()).toEqual([['起草章程'], ['联系场地']]);

  await keeper.post(`/people/${two}/merge`, { into: one });

  expect(await opened()).toEqual([
    ['起草章程', '联系场地'],
    ['起草章程', '联系场地'],
  ]);
  const answered = await anyone.post(`/task-links/${tokens[0] ?? ''}`, {
    ...{ task: textField(second, 'id'), revision: '1', action: 'accept' },
  });
  expect(answered.status).toBe(200);
  expect(await owners(keeper)).toEqual([['张伟', 2]]);
  expect(Object((await keeper.get(`/tasks/${textField(second, 'id')}`)).body).owners).toMatchObject([
    { name: '張伟', personId: two },
  ]);
  const links = await keeper.get(`/tasks/${textField(first, 'id')}/links`);
  expect(listed(links, 'links', 'name')).toEqual(['张伟', '張伟']);

  await keeper.post(`/people/${two}/restore`);

  expect(await opened()).toEqual([['起草章程'], ['联系场地']]);
});

test('what is handed out to the entry that was merged away is owed by the one that stands', async () => {
  const { keeper, anyone, enter, handOut } = await house();
  const [one, two] = [await enter('张伟'), await enter('張伟')];
  const token = await linkTo(keeper, await handOut('起草章程', person('张伟', one)));
  await keeper.post(`/people/${two}/merge`, { into: one });

  await handOut('名单上的旧条目', person('張伟', two));

  expect(whats(await anyone.get(`/task-links/${token}`))).toEqual(['起草章程', '名单上的旧条目']);
});

test('a committee that was renamed, and an organisation that was merged, still owe what they owed', async () => {
  const { keeper, anyone, handOut } = await house();
  await keeper.post('/bodies', { id: 'quality', name: '质量委员会' });
  const committee = await handOut('修订标准', { name: '质量委员会', kind: 'committee' });
  await keeper.post('/people', { name: '甲', posts: [{ org: '益友律所', title: null }] });
  await keeper.post('/people', { name: '乙', posts: [{ org: '益友天元律师事务所', title: null }] });
  const [short, long] = listed(await keeper.get('/organisations'), 'organisations', 'id');
  const firm = await handOut('审阅协议', { name: '益友律所', kind: 'organisation' });
  const tokens = [await linkTo(keeper, committee), await linkTo(keeper, firm)];

  await keeper.patch('/bodies/quality', { name: '质量与标准委员会' });
  await keeper.post(`/organisations/${short}/merge`, { into: long });
  await handOut('再订一次', { name: '质量与标准委员会', kind: 'committee' });
  await handOut('再审一次', { name: '益友天元律师事务所', kind: 'organisation' });

  expect(whats(await anyone.get(`/task-links/${tokens[0]}`))).toEqual(['修订标准', '再订一次']);
  expect(whats(await anyone.get(`/task-links/${tokens[1]}`))).toEqual(['审阅协议', '再审一次']);
  expect(await owners(keeper)).toEqual([
    ['益友天元律师事务所', 2],
    ['质量与标准委员会', 2],
  ]);
});

test.each([1, 2])('random merges, renames and restorations lose no task and give none away, seed %i', async (seed) => {
  const { keeper, anyone, enter, handOut } = await house();
  const random = seeded(seed);
  const people = await Promise.all(
    ['甲', '乙', '丙', '丁', '戊'].map(async (name) => [name, await enter(name)] as const),
  );
  const tokens = new Map<string, string>();
  for (const [name, id] of people) tokens.set(id, await linkTo(keeper, await handOut(name, person(name, id))));
  const merged = new Map<string, string>();
  const headOf = (id: string): string => (merged.has(id) ? headOf(merged.get(id) ?? id) : id);
  for (let step = 0; step < 12; step++) {
    const [, at] = people[Math.floor(random() * people.length)] ?? ['', ''];
    const [, other] = people[Math.floor(random() * people.length)] ?? ['', ''];
    const act = random();
    if (act < 0.5 && at !== other && !merged.has(at) && !merged.has(other)) {
      expect((await keeper.post(`/people/${at}/merge`, { into: other })).status).toBe(200);
      merged.set(at, other);
    } else if (act < 0.7 && merged.has(at)) {
      expect((await keeper.post(`/people/${at}/restore`)).status).toBe(200);
      merged.delete(at);
    } else if (!merged.has(at)) await keeper.patch(`/people/${at}`, { name: `改名${step}` });
    for (const [, id] of people) {
      const theirs = people.filter(([, each]) => headOf(each) === headOf(id)).map(([name]) => name);
      expect(whats(await anyone.get(`/task-links/${tokens.get(id) ?? ''}`)).toSorted()).toEqual(theirs.toSorted());
    }
  }
});
