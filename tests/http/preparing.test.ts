// What is made ready before a meeting, over the real app: bodies, templates, a meeting with people and agenda, the draft
// of which nothing leaves the house, the sample.
import { expect, test } from 'vitest';
import { field, listed, startApp, textField, type Caller } from '../support/app.ts';
import { HandClock } from '../support/hand-clock.ts';

const ITEMS = [
  {
    kind: 'work_report',
    title: '年度工作报告',
    presenters: ['王坤泉'],
    plannedMinutes: 30,
    minutes: '会议听取了报告。',
  },
  { kind: 'break', title: '茶歇' },
];

async function newTemplate(caller: Caller, bodyId: string | null = null): Promise<string> {
  return textField(await caller.post('/templates', { name: '常务理事会', bodyId, items: ITEMS }), 'id');
}

async function newDraft(caller: Caller): Promise<string> {
  return textField(await caller.post('/meetings', { title: '三届三次常务理事会', draft: true }), 'id');
}

test('a body has a name, which can be changed; two bodies do not share one', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const made = await secretary.post('/bodies', { name: '苏州市安防协会常务理事会', shortName: '常务理事会' });
  const id = textField(made, 'id');

  const twin = await secretary.post('/bodies', { name: '苏州市安防协会常务理事会' });
  const renamed = await secretary.patch(`/bodies/${id}`, { name: '市安防协会常务理事会' });

  expect(made.status).toBe(201);
  expect([twin.status, field(twin, 'errors')]).toEqual([422, [{ path: 'name', code: 'taken' }]]);
  expect(renamed.body).toEqual({ id, name: '市安防协会常务理事会', shortName: '常务理事会' });
  expect((await secretary.get('/bodies')).body).toEqual({ bodies: [renamed.body] });
});

test('of two bodies of one name made at the same moment one is made, the other is told that the name is taken', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');

  const both = await Promise.all(['a', 'b'].map((id) => secretary.post('/bodies', { id, name: '理事会' })));
  const [made] = listed(await secretary.get('/bodies'), 'bodies', 'id');
  const sameId = await secretary.post('/bodies', { id: made, name: '常务理事会' });
  const other = textField(await secretary.post('/bodies', { name: '监事会' }), 'id');
  const renamed = await secretary.patch(`/bodies/${other}`, { name: '理事会' });

  expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
  expect(both.find(({ status }) => status === 422)?.body).toMatchObject({ errors: [{ path: 'name', code: 'taken' }] });
  expect([sameId, renamed].map((answer) => field(answer, 'errors'))).toEqual([
    [{ path: 'id', code: 'taken' }],
    [{ path: 'name', code: 'taken' }],
  ]);
  expect(listed(await secretary.get('/bodies'), 'bodies', 'name').toSorted()).toEqual(['理事会', '监事会'].toSorted());
});

test('a body that is known by its id only can be given a name', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  await secretary.post('/meetings', { title: '例会', bodyId: 'council' });

  const named = await secretary.post('/bodies', { id: 'council', name: '理事会' });
  const reader = await app.as('reader', { bodyId: 'council' });

  expect(named.body).toEqual({ id: 'council', name: '理事会', shortName: null });
  expect((await reader.get('/bodies')).body).toEqual({ bodies: [named.body] });
});

test('names and templates outlive a restart', async () => {
  const first = await startApp();
  const secretary = await first.as('secretary', { username: 'secretary' });
  await secretary.post('/bodies', { id: 'council', name: '理事会' });
  await newTemplate(secretary);
  await first.close();

  const second = await startApp({ dataDir: first.dataDir });
  const again = await second.signIn('secretary');

  expect(listed(await again.get('/bodies'), 'bodies', 'name')).toEqual(['理事会']);
  expect(listed(await again.get('/templates'), 'templates', 'name')).toEqual(['常务理事会']);
});

test('a template keeps kinds, speakers, minutes and text; what is changed replaces what was', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const id = await newTemplate(secretary);

  const patched = await secretary.patch(`/templates/${id}`, { items: [{ kind: 'closing', title: '总结' }] });
  const read = await secretary.get('/templates');

  const item = { kind: 'closing', title: '总结', presenters: [], plannedMinutes: null, minutes: null };
  expect(patched.body).toEqual({ id, name: '常务理事会', bodyId: null, items: [item] });
  expect(read.body).toEqual({ templates: [patched.body] });
});

test('a removed template is off the list and can be taken back as it was', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const id = await newTemplate(secretary);
  const before = (await secretary.get('/templates')).body;

  const removed = await secretary.delete(`/templates/${id}`);
  const without = await secretary.get('/templates');
  const changed = await secretary.patch(`/templates/${id}`, { name: 'x' });
  await secretary.post(`/templates/${id}/restore`);

  expect([removed.status, changed.status]).toEqual([204, 404]);
  expect(without.body).toEqual({ templates: [] });
  expect((await secretary.get('/templates')).body).toEqual(before);
});

test('templates are no more than can be listed, also when one is changed or taken back', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const long = Array.from({ length: 100 }, () => ({ kind: 'briefing', title: '汇报', minutes: '会'.repeat(3_000) }));
  const make = () => secretary.post('/templates', { name: '长模板', bodyId: null, items: long });
  const removed = textField(await make(), 'id');
  await secretary.delete(`/templates/${removed}`);

  const made: Awaited<ReturnType<typeof make>>[] = [];
  while (made.length < 13) made.push(await make());
  const small = await newTemplate(secretary);
  const answers = [
    await secretary.post(`/templates/${removed}/restore`),
    await secretary.patch(`/templates/${small}`, { items: long }),
  ];
  await secretary.delete(`/templates/${made[0] ? textField(made[0], 'id') : ''}`);
  const afterwards = await secretary.post(`/templates/${removed}/restore`);

  expect(made.map(({ status }) => status)).toEqual([...Array.from({ length: 12 }, () => 201), 422]);
  expect(answers.map((answer) => field(answer, 'errors'))).toEqual(
    Array.from({ length: 2 }, () => [{ path: '', code: 'too-many-templates' }]),
  );
  expect(afterwards.status).toBe(200);
});

test('the oldest of the removed templates that are kept can be taken back', async () => {
  const clock = new HandClock();
  const app = await startApp({ clock });
  const secretary = await app.as('secretary');
  const ids: string[] = [];
  for (let count = 0; count < 101; count += 1) {
    const id = await newTemplate(secretary);
    await secretary.delete(`/templates/${id}`);
    clock.advance(1_000);
    ids.push(id);
  }

  const gone = await secretary.post(`/templates/${ids[0] ?? ''}/restore`);
  const oldest = await secretary.post(`/templates/${ids[1] ?? ''}/restore`);

  expect([gone.status, oldest.status]).toEqual([404, 200]);
  expect(listed(await secretary.get('/templates'), 'templates', 'id')).toEqual([ids[1]]);
});

test('a template that is changed and removed at the same moment stays removed, and no change takes another back', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const [one, two] = [await newTemplate(secretary), await newTemplate(secretary)];

  await Promise.all([
    secretary.delete(`/templates/${one}`),
    secretary.patch(`/templates/${one}`, { name: '改过的' }),
    secretary.patch(`/templates/${two}`, { name: '监事会' }),
    secretary.patch(`/templates/${two}`, { bodyId: 'board' }),
  ]);

  expect((await secretary.get('/templates')).body).toMatchObject({
    templates: [{ id: two, name: '监事会', bodyId: 'board' }],
  });
});

test('of the templates that were removed the newest hundred can be taken back', async () => {
  const clock = new HandClock();
  const app = await startApp({ clock });
  const secretary = await app.as('secretary');
  const ids: string[] = [];
  for (let count = 0; count < 102; count += 1) {
    const id = await newTemplate(secretary);
    await secretary.delete(`/templates/${id}`);
    clock.advance(1_000);
    ids.push(id);
  }

  const oldest = await secretary.post(`/templates/${ids[0] ?? ''}/restore`);
  const newest = await secretary.post(`/templates/${ids.at(-1) ?? ''}/restore`);

  expect([oldest.status, newest.status]).toEqual([404, 200]);
});

test.each([
  ['after midnight', Date.UTC(2026, 10, 25, 14), '00:30', Date.UTC(2026, 10, 25, 16, 30)],
  ['an hour before it begins', Date.UTC(2026, 10, 25, 6), '13:00', Date.UTC(2026, 10, 25, 5)],
])('an item of a new meeting starts %s where the notice means it', async (_, plannedStart, start, expected) => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const agenda = [{ kind: 'lecture', title: '解读', start }];

  const made = await secretary.post('/meetings', { title: '例会', plannedStart, agenda });

  const snapshot = await secretary.get(`/meetings/${textField(made, 'id')}/snapshot`);
  expect(snapshot.body).toMatchObject({ agenda: [{ fixedStart: expected }] });
});

test('an item of a meeting without a time keeps its hour, today', async () => {
  const app = await startApp({ clock: new HandClock() });
  const secretary = await app.as('secretary');
  const agenda = [{ kind: 'lecture', title: '解读', start: '15:00' }];

  const made = await secretary.post('/meetings', { title: '例会', agenda });

  const snapshot = await secretary.get(`/meetings/${textField(made, 'id')}/snapshot`);
  expect(snapshot.body).toMatchObject({ agenda: [{ fixedStart: Date.UTC(2021, 3, 23, 7) }] });
});

test.each([
  ['in the evening of its day', 12, {}, ['09:00', '15:00'], ['23T01', '23T07']],
  ['at night, over midnight', 12, {}, ['22:00', '00:00'], ['23T14', '23T16']],
  ['with an end alone', 0, { plannedEnd: Date.UTC(2021, 3, 26, 9) }, ['09:00', '15:00'], ['26T01', '26T07']],
  ['with an end after midnight', 0, { plannedEnd: Date.UTC(2021, 3, 25, 17) }, ['20:00', '00:00'], ['25T12', '25T16']],
])(
  'items of a meeting without a start lie on one day in their order: made %s',
  async (_, utcHour, known, walls, on) => {
    const clock = new HandClock();
    const app = await startApp({ clock });
    const secretary = await app.as('secretary');
    clock.advance(Math.max(0, Date.UTC(2021, 3, 23, utcHour) - clock.now()));
    const agenda = walls.map((start) => ({ kind: 'lecture', title: '解读', start }));

    const made = await secretary.post('/meetings', { title: '例会', ...known, agenda });

    const snapshot = await secretary.get(`/meetings/${textField(made, 'id')}/snapshot`);
    const expected = on.map((hour) => ({ fixedStart: Date.parse(`2021-04-${hour}:00:00Z`) }));
    expect(snapshot.body).toMatchObject({ agenda: expected });
  },
);

test('a new meeting begins with its people in their order, its agenda and notes', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const plannedStart = Date.UTC(2026, 10, 25, 6);
  const made = await secretary.post('/meetings', {
    ...{
      title: '三届三次常务理事会',
      plannedStart,
      chair: '王坤泉',
      organisation: '苏州市安防协会',
      bodyName: '常务理事会',
    },
    attendance: ['全体常务理事'],
    people: [
      { name: '牟晓生', org: '公安部三所', titles: ['原常务副主任'], role: 'guest' },
      { name: '王坤泉', titles: ['秘书长'] },
    ],
    agenda: [
      ...[...ITEMS, { kind: 'lecture', title: '解读', presenters: ['牟晓生'], start: '15:00' }],
      { kind: 'discussion', title: '提问', part: true },
    ],
    notes: ['联系人：李晓红'],
  });

  const snapshot = await secretary.get(`/meetings/${textField(made, 'id')}/snapshot`);

  expect(made.status).toBe(201);
  expect(snapshot.body).toMatchObject({
    facts: { chair: '王坤泉', organisation: '苏州市安防协会', bodyName: '常务理事会', attendance: ['全体常务理事'] },
    people: [
      { name: '牟晓生', role: 'guest', titles: ['原常务副主任'] },
      { name: '王坤泉', role: 'attending' },
    ],
    agenda: [
      { kind: 'work_report', plannedMs: 1_800_000, presenters: [{ name: '王坤泉', title: '秘书长' }] },
      { kind: 'break', title: '茶歇' },
      { kind: 'lecture', fixedStart: Date.UTC(2026, 10, 25, 7), presenters: [{ org: '公安部三所' }] },
      { kind: 'discussion', title: '提问', parentId: expect.any(String) },
    ],
  });
  expect(JSON.stringify(snapshot.body)).not.toContain('李晓红');
});

test('an item after midnight belongs to the evening on which the meeting began', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const plannedStart = Date.UTC(2026, 11, 19, 14);
  const agenda = [
    { kind: 'deliberation', title: '审议', start: '23:00' },
    { kind: 'closing', title: '宣布结果', start: '00:30' },
  ];

  const made = await secretary.post('/meetings', { title: '夜间会议', plannedStart, agenda });
  const snapshot = await secretary.get(`/meetings/${textField(made, 'id')}/snapshot`);

  expect(snapshot.body).toMatchObject({
    agenda: [{ fixedStart: Date.UTC(2026, 11, 19, 15) }, { fixedStart: Date.UTC(2026, 11, 19, 16, 30) }],
  });
});

test('of a draft nothing leaves the house: no link, no public version, and nothing to find for readers', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const reader = await app.as('reader');
  const id = await newDraft(secretary);

  const answers = [
    await secretary.post(`/meetings/${id}/links`, { kind: 'projector' }),
    await secretary.post(`/meetings/${id}/links`, { kind: 'view' }),
    await secretary.get(`/meetings/${id}/snapshot?audience=public`),
    ...(await Promise.all(
      ['json', 'md', 'html'].map((format) => secretary.get(`/meetings/${id}/export.${format}?audience=public`)),
    )),
  ];
  const asReader = [await reader.get('/meetings'), await reader.get(`/meetings/${id}`), await reader.get('/archive')];

  expect(answers.map((answer) => [answer.status, field(answer, 'code')])).toEqual(answers.map(() => [409, 'draft']));
  for (const { body } of [...answers, ...asReader]) expect(JSON.stringify(body)).not.toContain('三届三次');
  expect((await secretary.get(`/meetings/${id}/links`)).body).toEqual({ links: [] });
  expect((await secretary.get(`/meetings/${id}/snapshot`)).status).toBe(200);
});

test('once its agenda is published a meeting is no draft, and its links can be made', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const id = await newDraft(secretary);
  const before = await secretary.get(`/meetings/${id}`);

  const published = await secretary.post(`/meetings/${id}/publish`);
  const again = await secretary.post(`/meetings/${id}/publish`);

  expect(before.body).toMatchObject({ draft: true });
  expect([published.status, again.status]).toEqual([200, 200]);
  expect(published.body).not.toHaveProperty('draft');
  expect(again.body).toEqual(published.body);
  expect((await secretary.post(`/meetings/${id}/links`, { kind: 'projector' })).status).toBe(201);
});

test('a draft that is started is published by that', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const id = await newDraft(secretary);

  await secretary.post(`/meetings/${id}/phase`, { to: 'live' });

  expect((await secretary.get(`/meetings/${id}`)).body).not.toHaveProperty('draft');
  expect((await secretary.post(`/meetings/${id}/links`, { kind: 'projector' })).status).toBe(201);
});

test('a meeting made without a word about drafts is none, as ever', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');

  const made = await secretary.post('/meetings', { title: '例会' });

  expect(made.body).not.toHaveProperty('draft');
  expect((await secretary.post(`/meetings/${textField(made, 'id')}/links`, { kind: 'view' })).status).toBe(201);
});

test('the sample is a meeting of today, marked as one, that is never sealed and goes into the trash', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');

  const sample = await secretary.post('/meetings/sample');
  const id = textField(sample, 'id');
  await secretary.post(`/meetings/${id}/phase`, { to: 'live' });
  await secretary.post(`/meetings/${id}/phase`, { to: 'follow-up' });
  const sealed = await secretary.post(`/meetings/${id}/archive`, { override: { reason: '试试' } });
  const archive = await secretary.get('/archive');
  const trashed = await secretary.delete(`/meetings/${id}`);
  const restored = await secretary.post(`/meetings/${id}/restore`);

  const today = new Date().toISOString().slice(0, 10);
  expect([sample.status, sealed.status, field(sealed, 'code'), trashed.status]).toEqual([201, 409, 'sample', 204]);
  expect(Math.abs(Number(field(sample, 'plannedStart')) - Date.parse(`${today}T06:00:00Z`))).toBeLessThan(172_800_000);
  expect(archive.body).toMatchObject({ results: [] });
  expect(restored.body).toMatchObject({ sample: true });
});
