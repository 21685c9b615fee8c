// The house's register over the real app: who is in it, who sits where from when to when, which rule is in force, what comes
// in with a roster and goes back again.
import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../shared/domain/charter.ts';
import { field, listed, startApp, textField, type Caller } from '../support/app.ts';

interface Seated {
  readonly keeper: Caller;
  readonly term: string;
  seat(name: string, more?: object): Promise<string>;
  roster(on: string): Promise<unknown>;
}

/** A council in its third term, which began in 2023. */
async function council(facts: object = {}): Promise<Seated> {
  const keeper = await (await startApp()).admin();
  await keeper.post('/bodies', { id: 'council', name: '常务理事会' });
  const made = await keeper.post('/bodies/council/terms', { number: 3, from: '2023-01-01', ...facts });
  const term = textField(made, 'id');
  return {
    ...{ keeper, term },
    seat: async (name, more = {}) =>
      textField(await keeper.post(`/bodies/council/terms/${term}/members`, { person: { name }, ...more }), 'id'),
    roster: async (on) => (await keeper.get(`/bodies/council/roster?on=${on}`)).body,
  };
}

const namesOn = async ({ keeper }: Seated, on: string) =>
  listed(await keeper.get(`/bodies/council/roster?on=${on}`), 'members', 'name');

describe('people', () => {
  test('have several posts, former ones too, at organisations that are known by full and short name', async () => {
    const keeper = await (await startApp()).admin();
    const posts = [
      { org: '苏州市安全技术防范行业协会', title: '秘书长' },
      { org: '公安部三所检测中心', title: '常务副主任', former: true },
    ];
    await keeper.post('/people', { name: '王 坤泉', posts });
    const named = await keeper.get('/organisations');
    const at = listed(named, 'organisations', 'name').indexOf('苏州市安全技术防范行业协会');
    const org = listed(named, 'organisations', 'id')[at];
    await keeper.patch(`/organisations/${String(org)}`, { shortName: '苏州市安防协会' });

    const second = await keeper.post('/people', { name: '李四', posts: [{ org: '苏州市安防协会', title: '干事' }] });

    expect((await keeper.get('/people')).body).toMatchObject({
      people: [
        {
          name: '王坤泉',
          posts: [
            {
              org: { name: '苏州市安全技术防范行业协会', shortName: '苏州市安防协会' },
              title: '秘书长',
              former: false,
            },
            { org: { name: '公安部三所检测中心' }, title: '常务副主任', former: true },
          ],
        },
        { name: '李四' },
      ],
    });
    expect(field(second, 'posts')).toMatchObject([{ org: { id: org } }]);
    expect(listed(await keeper.get('/organisations'), 'organisations', 'name')).toHaveLength(2);
  });

  test('have a phone, mail and remarks for whoever may change them, and for nobody else', async () => {
    const app = await startApp();
    const keeper = await app.admin();
    const own = { phone: '0512-6522 1234', email: 'w@example.com', note: '素食' };
    await keeper.post('/people', { name: '王坤泉', ...own });
    const notetaker = await app.as('notetaker');

    const [seenByKeeper, seenByNotetaker] = [await keeper.get('/people'), await notetaker.get('/people')];

    expect(seenByKeeper.body).toMatchObject({ people: [{ private: own }] });
    expect(listed(seenByNotetaker, 'people', 'name')).toEqual(['王坤泉']);
    expect(JSON.stringify(seenByNotetaker.body)).not.toMatch(/6522|example|素食|private/);
  });

  test('with a seat in one body are for its secretary; those with another seat too are only seen', async () => {
    const app = await startApp();
    const keeper = await app.admin();
    for (const [id, name] of [
      ['council', '理事会'],
      ['board', '监事会'],
    ] as const)
      await keeper.post('/bodies', { id, name });
    const terms = await Promise.all(
      ['council', 'board'].map(async (body) =>
        textField(await keeper.post(`/bodies/${body}/terms`, { number: 1, from: '2023-01-01' }), 'id'),
      ),
    );
    const both = textField(await keeper.post('/people', { name: '甲', phone: '13900000001' }), 'id');
    for (const [at, body] of ['council', 'board'].entries())
      await keeper.post(`/bodies/${body}/terms/${terms[at] ?? ''}/members`, { personId: both });
    await keeper.post('/people', { name: '丙' });
    const secretary = await app.as('secretary', { bodyId: 'council' });
    const mine = await secretary.post(`/bodies/council/terms/${terms[0] ?? ''}/members`, { person: { name: '乙' } });

    const seen = await secretary.get('/people');
    const changes = [
      await secretary.patch(`/people/${textField(mine, 'personId')}`, { phone: '13900000002' }),
      await secretary.patch(`/people/${both}`, { phone: '13900000003' }),
      await secretary.post('/people', { name: '丁' }),
    ];

    expect(listed(seen, 'people', 'name')).toEqual(['甲', '乙']);
    expect(JSON.stringify(seen.body)).not.toContain('13900000001');
    expect(changes.map(({ status }) => status)).toEqual([200, 404, 404]);
  });

  test('leave the register unless they hold a seat, and come back as they were', async () => {
    const { keeper, seat } = await council();
    await seat('甲');
    const [held = ''] = listed(await keeper.get('/people'), 'people', 'id');
    const free = textField(await keeper.post('/people', { name: '乙', reading: 'Yǐ' }), 'id');
    const before = (await keeper.get('/people')).body;

    const removed = [await keeper.delete(`/people/${String(held)}`), await keeper.delete(`/people/${free}`)];
    const without = listed(await keeper.get('/people'), 'people', 'name');
    await keeper.post(`/people/${free}/restore`);

    expect(removed.map(({ status }) => status)).toEqual([422, 204]);
    expect(without).toEqual(['甲']);
    expect((await keeper.get('/people')).body).toEqual(before);
  });

  test.each([
    ['phone', '不知道'],
    ['email', 'nobody'],
    ['reading', '<b>'],
    ['name', ' '],
  ])('with a wrong %s are refused by its name', async (path, value) => {
    const keeper = await (await startApp()).admin();

    const answer = await keeper.post('/people', { name: '甲', [path]: value });

    expect(answer.status).toBe(422);
    expect(field(answer, 'errors')).toMatchObject([{ path }]);
  });
});

describe('a term', () => {
  test('says who is a member on a day, who votes, and how many seats nobody holds', async () => {
    const { seat, roster } = await council({ seats: 31 });
    await seat('会长', { post: '会长' });
    await seat('前任', { to: '2024-06-30' });
    await seat('后任', { from: '2024-07-01' });
    await seat('监事', { voting: false });

    expect(await roster('2024-06-30')).toMatchObject({ seats: 2, vacancies: 28, term: { number: 3 } });
    expect(await roster('2024-07-01')).toMatchObject({
      members: [
        { name: '会长', titles: ['会长'], voting: true },
        { name: '后任', voting: true },
        { name: '监事', voting: false },
      ],
    });
  });

  test('keeps its members in the order of rank that was set last', async () => {
    const seated = await council();
    const [one, two, three] = [await seated.seat('甲'), await seated.seat('乙'), await seated.seat('丙')];

    await seated.keeper.request('PUT', `/bodies/council/terms/${seated.term}/order`, {
      body: { members: [three, one] },
    });

    expect(await namesOn(seated, '2024-01-01')).toEqual(['丙', '甲', '乙']);
    expect(two).not.toBe(one);
  });

  test('takes over the members of the one before, which ends the day before', async () => {
    const seated = await council();
    await seated.seat('甲', { post: '会长' });
    await seated.seat('乙', { to: '2024-01-01' });

    await seated.keeper.post('/bodies/council/terms', { number: 4, from: '2028-01-01', carryOver: true });

    expect(await seated.roster('2027-12-31')).toMatchObject({ term: { number: 3, to: '2027-12-31' } });
    expect(await seated.roster('2028-01-01')).toMatchObject({
      term: { number: 4 },
      members: [{ name: '甲', titles: ['会长'] }],
    });
  });

  test('has a number of its own, and ends after it begins', async () => {
    const { keeper, term } = await council();
    const path = `/bodies/council/terms/${term}`;

    const refusals = [
      await keeper.post('/bodies/council/terms', { number: 3, from: '2028-01-01' }),
      await keeper.patch(path, { to: '2022-12-31' }),
    ];

    expect(refusals.map((answer) => field(answer, 'errors'))).toEqual([
      [{ path: 'number', code: 'taken' }],
      [{ path: 'to', code: 'before-start' }],
    ]);
  });

  test('seats nobody twice on one day; whoever left may come back', async () => {
    const { keeper, term, seat } = await council();
    await seat('甲', { to: '2024-06-30' });
    const [personId] = listed(await keeper.get('/people'), 'people', 'id');
    const again = (from: string) => keeper.post(`/bodies/council/terms/${term}/members`, { personId, from });

    const answers = [await again('2024-06-30'), await again('2024-07-01')];

    expect(answers.map(({ status }) => status)).toEqual([422, 201]);
  });
});

describe('the charter', () => {
  test('has the rule in force on a day, and every one there was', async () => {
    const { keeper, roster } = await council();
    const set = (from: string, preset: 'cn.standing' | 'cn.council.elect') =>
      keeper.post('/bodies/council/charter', { from, preset, rule: PRESETS[preset] });
    await set('2023-01-01', 'cn.standing');
    await set('2025-01-01', 'cn.council.elect');

    expect(await roster('2022-12-31')).toMatchObject({ rule: null });
    expect(await roster('2024-12-31')).toMatchObject({ rule: { preset: 'cn.standing' } });
    expect(await roster('2025-01-01')).toMatchObject({ rule: { preset: 'cn.council.elect', from: '2025-01-01' } });
    expect(listed(await keeper.get('/bodies/council/register'), 'charter', 'from')).toEqual([
      '2023-01-01',
      '2025-01-01',
    ]);
  });

  test('takes a rule of its own, and none that asks for more than the whole', async () => {
    const { keeper } = await council();
    const rule = { ...PRESETS['cn.standing'], quorum: { n: 3, d: 5, strict: true } };

    const kept = await keeper.post('/bodies/council/charter', { from: '2024-01-01', preset: null, rule });
    const refused = await keeper.post('/bodies/council/charter', {
      ...{ from: '2024-01-01', preset: null },
      rule: { ...rule, quorum: { n: 5, d: 3, strict: false } },
    });

    expect(kept.body).toMatchObject({ rule });
    expect(refused.status).toBe(422);
  });
});

describe('a meeting', () => {
  const day = (date: string) => Date.parse(`${date}T06:00:00Z`);
  const ruleOf = async (keeper: Caller, meeting: string) =>
    field(await keeper.get(`/meetings/${meeting}/snapshot`), 'room');

  async function withTwoRules() {
    const seated = await council();
    for (const [from, preset] of [
      ['2023-01-01', 'cn.standing'],
      ['2025-01-01', 'cn.supervisors'],
    ] as const)
      await seated.keeper.post('/bodies/council/charter', { from, preset, rule: PRESETS[preset] });
    return seated;
  }
  const meetingOn = async (keeper: Caller, date: string, more: object = {}) =>
    textField(
      await keeper.post('/meetings', { title: '例会', bodyId: 'council', plannedStart: day(date), ...more }),
      'id',
    );

  test('goes by the rule in force on its day, and keeps it whatever the charter says later', async () => {
    const { keeper } = await withTwoRules();
    const meeting = await meetingOn(keeper, '2024-06-01');

    await keeper.post('/bodies/council/charter', {
      from: '2024-01-01',
      preset: 'none.record',
      rule: PRESETS['none.record'],
    });

    expect(await ruleOf(keeper, meeting)).toMatchObject({ rule: { preset: 'cn.standing', from: '2023-01-01' } });
  });

  test('that is put off while it is prepared goes by the rule of its new day', async () => {
    const { keeper } = await withTwoRules();
    const meeting = await meetingOn(keeper, '2024-06-01');

    await keeper.patch(`/meetings/${meeting}`, { plannedStart: day('2025-06-01') }, { headers: { 'if-match': '*' } });

    expect(await ruleOf(keeper, meeting)).toMatchObject({ rule: { preset: 'cn.supervisors', from: '2025-01-01' } });
  });

  test('keeps who its people are in the register, and who of them has no vote', async () => {
    const { keeper } = await withTwoRules();
    const people = [
      { name: '甲', personId: 'p-1' },
      { name: '乙', personId: 'p-2', voting: false },
    ];
    const meeting = await meetingOn(keeper, '2024-06-01', { people });

    const snapshot = await keeper.get(`/meetings/${meeting}/snapshot`);

    expect(field(snapshot, 'people')).toMatchObject([{ personId: 'p-1' }, { personId: 'p-2', voting: false }]);
    expect(JSON.stringify(field(snapshot, 'people')).match(/"voting"/g)).toHaveLength(1);
  });
});

describe('a roster', () => {
  const rows = [
    { row: 2, name: '张　伟', posts: [{ org: '甲公司', title: '经理' }], phone: '13900000001', post: '理事' },
    { row: 3, name: '单雄', voting: false },
  ];

  test('comes in as a whole: people, organisations, seats in its order', async () => {
    const seated = await council();
    const { keeper, term } = seated;

    const done = await keeper.post('/people/imports', { file: '名单.xlsx', bodyId: 'council', termId: term, rows });

    expect(done.body).toMatchObject({ made: 2, seated: 2, completed: 0, undoneAt: null });
    expect(await seated.roster('2024-01-01')).toMatchObject({
      seats: 1,
      members: [
        { name: '张伟', org: '甲公司', titles: ['理事', '经理'], voting: true },
        { name: '单雄', voting: false },
      ],
    });
  });

  test('completes whom it knows and replaces nothing of them; imported again it seats nobody twice', async () => {
    const { keeper, term } = await council();
    const known = await keeper.post('/people', {
      name: '张伟',
      phone: '0512-1',
      posts: [{ org: '甲公司', title: '总工' }],
    });
    const personId = textField(known, 'id');
    const roster = {
      ...{ file: 'a.csv', bodyId: 'council', termId: term },
      rows: [{ ...rows[0], personId, email: 'z@example.com' }],
    };

    const first = await keeper.post('/people/imports', roster);
    const second = await keeper.post('/people/imports', roster);

    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ made: 0, completed: 1, seated: 1 });
    expect(second.body).toMatchObject({ made: 0, completed: 0, seated: 0 });
    expect((await keeper.get('/people')).body).toMatchObject({
      people: [{ posts: [{ title: '总工' }, { title: '经理' }], private: { phone: '0512-1', email: 'z@example.com' } }],
    });
  });

  test('with one wrong row brings nothing', async () => {
    const { keeper, term } = await council();
    const before = (await keeper.get('/bodies/council/register')).body;
    const wrong = [...rows, { row: 4, name: '甲', personId: 'nobody' }];

    const answer = await keeper.post('/people/imports', {
      file: 'a.csv',
      bodyId: 'council',
      termId: term,
      rows: wrong,
    });

    expect(field(answer, 'errors')).toEqual([{ path: 'rows.2.personId', code: 'unknown' }]);
    expect((await keeper.get('/bodies/council/register')).body).toEqual(before);
    expect((await keeper.get('/people')).body).toEqual({ people: [] });
  });

  test('taken back leaves the register as it was before', async () => {
    const { keeper, term } = await council();
    const known = await keeper.post('/people', { name: '旧人', posts: [{ org: '乙公司', title: '总工' }] });
    const state = async () => [
      (await keeper.get('/people')).body,
      (await keeper.get('/organisations')).body,
      (await keeper.get('/bodies/council/register')).body,
    ];
    const before = await state();
    const roster = [...rows, { row: 4, name: '旧人', personId: textField(known, 'id'), phone: '13900000009' }];
    const done = await keeper.post('/people/imports', { file: 'a.csv', bodyId: 'council', termId: term, rows: roster });

    const undone = await keeper.delete(`/people/imports/${textField(done, 'id')}`);

    expect(undone.status).toBe(200);
    expect(await state()).toEqual(before);
    expect((await keeper.get('/people/imports')).body).toMatchObject({
      imports: [{ undoneAt: field(undone, 'undoneAt') }],
    });
  });

  test('taken back leaves what somebody has changed since', async () => {
    const seated = await council();
    const { keeper, term } = seated;
    const done = await keeper.post('/people/imports', { file: 'a.csv', bodyId: 'council', termId: term, rows });
    const register = await keeper.get('/bodies/council/register');
    const people = listed(register, 'people', 'id');
    await keeper.patch(`/people/${String(people[0])}`, { note: '改过' });

    await keeper.delete(`/people/imports/${textField(done, 'id')}`);

    expect(listed(await keeper.get('/people'), 'people', 'name')).toHaveLength(1);
    expect(await namesOn(seated, '2024-01-01')).toEqual([]);
  });
});

describe('the register as a file', () => {
  test('.csv: no cell is a formula, and quotes and commas stay in their cells', async () => {
    const keeper = await (await startApp()).admin();
    await keeper.post('/people', { name: '=1+1', posts: [{ org: '甲,乙"丙"', title: '主任' }], phone: '+86 139' });

    const answer = await keeper.raw('GET', '/people/export?format=csv');
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());

    expect(answer.headers.get('content-disposition')).toContain('.csv');
    expect(text).toBe(
      '\uFEFF姓名,单位,单位简称,职务,姓氏读音,电话,邮箱,备注\r\n\'=1+1,"甲,乙""丙""",,主任,,\'+86 139,,\r\n',
    );
  });

  test('is noted in the audit log', async () => {
    const { keeper } = await council();

    await keeper.raw('GET', '/people/export?body=council');

    expect((await keeper.get('/audit?action=register.exported')).body).toMatchObject({
      entries: [{ action: 'register.exported', targets: [{ kind: 'body', id: 'council' }] }],
    });
  });
});
