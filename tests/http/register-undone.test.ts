// What was taken off the register by mistake comes back as it stood, by the hand that took it off: seats in their place in
// the order of rank, terms with their members, rules in the order in which they were set.
import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../shared/domain/charter.ts';
import { DAY_MS } from '../../shared/lib/time.ts';
import { field, listed, startApp, textField, type AppOptions, type Caller, type TestApp } from '../support/app.ts';
import { HandClock } from '../support/hand-clock.ts';

interface Seated {
  readonly app: TestApp;
  readonly keeper: Caller;
  /** Of this body alone. */
  readonly secretary: Caller;
  readonly term: string;
  /** In the order of rank. */
  readonly seats: readonly string[];
  register(): Promise<unknown>;
}

/** A council in its third term, with 甲, 乙 and 丙, kept by a secretary of its own. */
async function council(options: AppOptions = {}): Promise<Seated> {
  const app = await startApp(options);
  const keeper = await app.admin();
  await keeper.post('/bodies', { id: 'council', name: '常务理事会' });
  const secretary = await app.as('secretary', { bodyId: 'council' });
  const term = textField(await secretary.post('/bodies/council/terms', { number: 3, from: '2023-01-01' }), 'id');
  const seats: string[] = [];
  for (const name of ['甲', '乙', '丙'])
    seats.push(
      textField(
        await secretary.post(`/bodies/council/terms/${term}/members`, { person: { name }, post: '理事' }),
        'id',
      ),
    );
  const register = async () => (await secretary.get('/bodies/council/register')).body;
  return { app, keeper, secretary, term, seats, register };
}

describe('a seat', () => {
  test('that was deleted comes back where it stood, by whoever keeps this body alone', async () => {
    const { secretary, seats, register } = await council();
    const before = await register();
    const path = `/bodies/council/members/${seats[1] ?? ''}`;
    await secretary.delete(path);

    const restored = await secretary.post(`${path}/restore`);

    expect([restored.status, await register()]).toEqual([200, before]);
  });

  test('comes back between the same two, whatever order the others were given meanwhile', async () => {
    const { secretary, term, seats } = await council();
    const [first = '', second = '', third = ''] = seats;
    await secretary.delete(`/bodies/council/members/${second}`);
    await secretary.request('PUT', `/bodies/council/terms/${term}/order`, { body: { members: [first, third] } });

    await secretary.post(`/bodies/council/members/${second}/restore`);

    const roster = await secretary.get('/bodies/council/roster?on=2024-01-01');
    expect(listed(roster, 'members', 'name')).toEqual(['甲', '乙', '丙']);
  });

  test('does not come back beside another one of the same person', async () => {
    const { secretary, term, seats } = await council();
    const path = `/bodies/council/members/${seats[0] ?? ''}`;
    const personId = listed(await secretary.get('/people'), 'people', 'id')[0];
    await secretary.delete(path);
    await secretary.post(`/bodies/council/terms/${term}/members`, { personId });

    const restored = await secretary.post(`${path}/restore`);

    expect([restored.status, field(restored, 'errors')]).toMatchObject([422, [{ code: 'taken' }]]);
  });

  test('leaves its person to whoever deleted it: to be seated again, or taken off', async () => {
    const { secretary, term, seats } = await council();
    const personId = listed(await secretary.get('/people'), 'people', 'id')[0];
    await secretary.delete(`/bodies/council/members/${seats[0] ?? ''}`);

    const seen = await secretary.get('/people');
    const again = await secretary.post(`/bodies/council/terms/${term}/members`, { personId });

    expect(seen.body).toMatchObject({ people: [{ name: '甲', bodies: [] }, { name: '乙' }, { name: '丙' }] });
    expect(again.status).toBe(201);
  });

  test('that was deleted shows its person to none of the others who keep that body, and to nobody of it for ever', async () => {
    const clock = new HandClock();
    const { app, secretary, seats } = await council({ clock });
    await app.as('secretary', { bodyId: 'council', username: 'colleague' });
    const seenBy = async (...users: readonly string[]) => {
      const lists: unknown[] = [];
      // Entered in one instant, they stand in no order.
      for (const user of users)
        lists.push(listed(await (await app.signIn(user)).get('/people'), 'people', 'name').toSorted());
      return lists;
    };
    await secretary.delete(`/bodies/council/members/${seats[0] ?? ''}`);

    const atOnce = await seenBy('secretary-1', 'colleague');
    clock.advance(30 * DAY_MS);
    const lastDay = await seenBy('secretary-1');
    clock.advance(1);
    const after = await seenBy('secretary-1', 'admin');

    const [all, others] = [['甲', '乙', '丙'].toSorted(), ['乙', '丙'].toSorted()];
    expect([atOnce, lastDay, after]).toEqual([[all, others], [all], [others, all]]);
  });

  test('that was deleted and given back shows its person to all of that body again', async () => {
    const { app, secretary, seats } = await council();
    const path = `/bodies/council/members/${seats[0] ?? ''}`;
    await secretary.delete(path);

    await secretary.post(`${path}/restore`);

    const colleague = await app.as('secretary', { bodyId: 'council' });
    expect(listed(await colleague.get('/people'), 'people', 'name')).toEqual(['甲', '乙', '丙']);
  });

  test('that was deleted shows its person no more where they were before it, or sit elsewhere by now', async () => {
    const { keeper, secretary, term, seats } = await council();
    await keeper.post('/bodies', { id: 'board', name: '监事会' });
    const board = textField(await keeper.post('/bodies/board/terms', { number: 1, from: '2023-01-01' }), 'id');
    const [elsewhere] = listed(await secretary.get('/people'), 'people', 'id');
    await keeper.post(`/bodies/board/terms/${board}/members`, { personId: elsewhere });
    const known = textField(await keeper.post('/people', { name: '丁', phone: '13900000001' }), 'id');
    const mistake = await keeper.post(`/bodies/council/terms/${term}/members`, { personId: known });
    for (const seat of [seats[0] ?? '', textField(mistake, 'id')])
      await keeper.delete(`/bodies/council/members/${seat}`);

    const seen = await secretary.get('/people');

    expect(listed(seen, 'people', 'name')).toEqual(['乙', '丙']);
    expect((await secretary.patch(`/people/${known}`, { phone: '13900000002' })).status).toBe(404);
  });

  test('that its term no longer reaches still takes another post, and other days only within it', async () => {
    const { secretary, term, seats } = await council();
    const path = `/bodies/council/members/${seats[0] ?? ''}`;
    await secretary.patch(path, { from: '2025-01-01', to: '2025-12-31' });
    await secretary.patch(`/bodies/council/terms/${term}`, { to: '2024-12-31' });

    const answers = [
      await secretary.patch(path, { post: '会长', from: '2025-01-01', to: '2025-12-31' }),
      await secretary.patch(path, { from: '2025-02-01' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 422]);
  });

  test('lies within its term', async () => {
    const { secretary, term, seats } = await council();
    await secretary.patch(`/bodies/council/terms/${term}`, { to: '2027-12-31' });
    const set = (days: object) => secretary.patch(`/bodies/council/members/${seats[0] ?? ''}`, days);

    const answers = [
      await set({ to: '2022-12-31' }),
      await set({ from: '2028-01-01' }),
      await set({ from: '2023-01-01', to: '2027-12-31' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([422, 422, 200]);
    expect(answers.slice(0, 2).map((answer) => field(answer, 'errors'))).toMatchObject([
      [{ path: 'to', code: 'outside-term' }],
      [{ path: 'from', code: 'outside-term' }],
    ]);
  });
});

describe('a rule', () => {
  test('that was withdrawn comes back behind a later one of the same day', async () => {
    const { secretary, register } = await council();
    const set = async (preset: 'cn.council' | 'cn.standing') =>
      textField(
        await secretary.post('/bodies/council/charter', { from: '2024-01-01', preset, rule: PRESETS[preset] }),
        'id',
      );
    const [first] = [await set('cn.council'), await set('cn.standing')];
    const before = await register();
    await secretary.delete(`/bodies/council/charter/${first}`);

    const restored = await secretary.post(`/bodies/council/charter/${first}/restore`);

    expect([restored.status, await register()]).toEqual([200, before]);
    const roster = await secretary.get('/bodies/council/roster?on=2024-06-01');
    expect(field(roster, 'rule')).toMatchObject({ preset: 'cn.standing' });
  });
});

describe('a term', () => {
  const begun = { number: 4, from: '2026-01-01', carryOver: true };

  test('that was begun by mistake goes with its members, and the one before it runs on', async () => {
    const { secretary, register } = await council();
    const before = await register();
    const next = textField(await secretary.post('/bodies/council/terms', begun), 'id');

    const removed = await secretary.delete(`/bodies/council/terms/${next}`);

    expect([removed.status, await register()]).toEqual([204, before]);
  });

  test('comes back with its members, and ends the one before it again', async () => {
    const { secretary, register } = await council();
    const next = textField(await secretary.post('/bodies/council/terms', begun), 'id');
    const before = await register();
    await secretary.delete(`/bodies/council/terms/${next}`);

    const restored = await secretary.post(`/bodies/council/terms/${next}/restore`);

    expect([restored.status, await register()]).toEqual([200, before]);
  });

  test('whose number another one has by now stays away', async () => {
    const { secretary } = await council();
    const next = textField(await secretary.post('/bodies/council/terms', begun), 'id');
    await secretary.delete(`/bodies/council/terms/${next}`);
    await secretary.post('/bodies/council/terms', begun);

    const restored = await secretary.post(`/bodies/council/terms/${next}/restore`);

    expect([restored.status, field(restored, 'errors')]).toMatchObject([422, [{ path: 'number', code: 'taken' }]]);
  });

  test('takes over nobody who has left the register, and counts no seat of theirs', async () => {
    const { keeper, secretary, term } = await council();
    await secretary.patch(`/bodies/council/terms/${term}`, { to: '2023-12-31' });
    const [gone = ''] = listed(await secretary.get('/people'), 'people', 'id');
    expect((await keeper.delete(`/people/${String(gone)}`)).status).toBe(204);

    await secretary.post('/bodies/council/terms', { number: 4, from: '2024-01-01', carryOver: true });
    // The old term may turn out to last longer than was written.
    const roster = async (on: string) => (await secretary.get(`/bodies/council/roster?on=${on}`)).body;

    expect(await roster('2024-06-01')).toMatchObject({ seats: 2, members: [{ name: '乙' }, { name: '丙' }] });
    expect(await roster('2023-06-01')).toMatchObject({ seats: 2, members: [{ name: '乙' }, { name: '丙' }] });
  });
});

describe('a roster', () => {
  test('is taken back as if nothing had been touched when somebody was restored who was there', async () => {
    const { keeper, register } = await council();
    const before = await register();
    const made = await keeper.post('/people/imports', { file: '名册.csv', rows: [{ row: 2, name: '丁' }] });
    const brought = listed(await keeper.get('/people'), 'people', 'id').at(-1);
    await keeper.post(`/people/${String(brought)}/restore`);

    await keeper.delete(`/people/imports/${textField(made, 'id')}`);

    expect(listed(await keeper.get('/people'), 'people', 'name')).toEqual(['甲', '乙', '丙']);
    expect(await register()).toEqual(before);
  });

  test('goes back with the seats that were deleted since', async () => {
    const { keeper, secretary, term } = await council();
    const made = await secretary.post('/people/imports', {
      ...{ file: '名册.csv', bodyId: 'council', termId: term },
      rows: [{ row: 2, name: '丁' }],
    });
    const seats = (await keeper.get('/bodies/council/register')).body;
    const seat = /"id":"([^"]+)","personId":"[^"]+"[^}]*"rank":3/.exec(JSON.stringify(seats))?.[1] ?? '';
    await secretary.delete(`/bodies/council/members/${seat}`);

    const undone = await secretary.delete(`/people/imports/${textField(made, 'id')}`);

    expect(undone.status).toBe(200);
    expect(listed(await keeper.get('/people'), 'people', 'name')).toEqual(['甲', '乙', '丙']);
    expect((await secretary.post(`/bodies/council/members/${seat}/restore`)).status).toBe(404);
  });

  test('seats no more than a term can hold', async () => {
    const { secretary, term } = await council();
    const rows = Array.from({ length: 1_998 }, (_none, at) => ({ row: at + 2, name: `人${at}` }));

    const answer = await secretary.post('/people/imports', { file: '名册.csv', bodyId: 'council', termId: term, rows });

    expect([answer.status, field(answer, 'errors')]).toMatchObject([422, [{ code: 'too-many-members' }]]);
  });
});

describe('an organisation', () => {
  test('has no short name that another one bears, in full or short', async () => {
    const keeper = await (await startApp()).admin();
    const org = async (name: string) => {
      await keeper.post('/people', { name: '甲', posts: [{ org: name }] });
      const all = await keeper.get('/organisations');
      return String(listed(all, 'organisations', 'id')[listed(all, 'organisations', 'name').indexOf(name)]);
    };
    const [full, other] = [await org('苏州市安全技术防范行业协会'), await org('苏州市安防协会')];

    const answers = [
      await keeper.patch(`/organisations/${full}`, { shortName: '苏州市安防协会' }),
      await keeper.patch(`/organisations/${other}`, { shortName: '安防协会' }),
      await keeper.patch(`/organisations/${full}`, { shortName: '安防协会' }),
      await keeper.patch(`/organisations/${full}`, { name: '安防协会' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([422, 200, 422, 422]);
    const refused = answers.filter(({ status }) => status === 422);
    expect(refused.map((answer) => field(answer, 'errors'))).toMatchObject([
      [{ path: 'shortName', code: 'taken' }],
      [{ path: 'shortName', code: 'taken' }],
      [{ path: 'name', code: 'taken' }],
    ]);
  });
});
