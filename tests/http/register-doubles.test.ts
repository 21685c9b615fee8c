// One person who was entered twice: two bodies know them, and neither secretary sees the other's list. Whoever sees both makes
// them one again.
import { describe, expect, test } from 'vitest';
import { bodyRegister } from '../../shared/api/register.schema.ts';
import { field, listed, startApp, textField, type Caller, type Reply } from '../support/app.ts';

interface Twice {
  readonly keeper: Caller;
  readonly council: Caller;
  readonly board: Caller;
  /** The entry that the council made, and the board's. */
  readonly ids: readonly [string, string];
  term(body: 'council' | 'board'): string;
}

/** 张伟 sits in both bodies, entered by each of their secretaries. */
async function twice(): Promise<Twice> {
  const app = await startApp();
  const keeper = await app.admin();
  const terms = new Map<string, string>();
  const enter = async (body: string, name: string, facts: object): Promise<readonly [Caller, string]> => {
    await keeper.post('/bodies', { id: body, name });
    const secretary = await app.as('secretary', { bodyId: body });
    const term = textField(await secretary.post(`/bodies/${body}/terms`, { number: 3, from: '2024-01-01' }), 'id');
    terms.set(body, term);
    const person = { name: '张伟', ...facts };
    const seat = await secretary.post(`/bodies/${body}/terms/${term}/members`, { person, post: name });
    return [secretary, textField(seat, 'personId')];
  };
  const org = '益友天元律师事务所';
  const [council, first] = await enter('council', '理事', { posts: [{ org, title: '主任' }], note: '素食' });
  const facts = {
    phone: '13900000001',
    posts: [{ title: '主任' }, { org: '苏州市法学会', title: '理事' }],
    note: '左撇子',
  };
  const [board, second] = await enter('board', '监事', facts);
  return { keeper, council, board, ids: [first, second], term: (body) => terms.get(body) ?? '' };
}

interface Seat {
  readonly id: string;
  readonly personId: string;
}

/** Of the board's one term. */
async function membersOf(keeper: Caller): Promise<readonly Seat[]> {
  const [term] = bodyRegister.parse((await keeper.get('/bodies/board/register')).body).terms;
  return term?.members ?? [];
}

async function seatOf(keeper: Caller, person: string): Promise<string> {
  return (await membersOf(keeper)).find(({ personId }) => personId === person)?.id ?? '';
}

const people = (answer: Reply) => listed(answer, 'people', 'id');

describe('two entries of one person', () => {
  test('become one: with both seats, all posts, and what either knew', async () => {
    const { keeper, ids } = await twice();

    const merged = await keeper.post(`/people/${ids[1]}/merge`, { into: ids[0] });

    expect(merged.body).toMatchObject({
      ...{ id: ids[0], bodies: ['board', 'council'] },
      posts: [{ title: '主任' }, { org: { name: '苏州市法学会' }, title: '理事' }],
      private: { phone: '13900000001', note: '素食\n左撇子' },
    });
    expect(people(await keeper.get('/people'))).toEqual([ids[0]]);
    const seat = await keeper.get('/bodies/board/roster');
    expect(field(seat, 'members')).toMatchObject([
      { personId: ids[0], name: '张伟', titles: ['监事', '主任', '苏州市法学会理事'] },
    ]);
  });

  test('are found by the names of both from then on, and by one they gave up', async () => {
    const { keeper, ids } = await twice();
    await keeper.patch(`/people/${ids[1]}`, { name: '张玮' });

    const merged = await keeper.post(`/people/${ids[1]}/merge`, { into: ids[0] });
    const renamed = await keeper.patch(`/people/${ids[0]}`, { name: '张 炜', aliases: ['张玮', '章伟'] });

    const seen = [merged, renamed].map((answer) => field(answer, 'private'));
    expect(seen).toMatchObject([{ aliases: ['张玮'] }, { aliases: ['张玮', '章伟', '张伟'] }]);
  });

  test('that sit in one term together keep one seat there', async () => {
    const { keeper, ids, term } = await twice();
    await keeper.post(`/bodies/board/terms/${term('board')}/members`, { personId: ids[0], post: '监事长' });

    await keeper.post(`/people/${ids[1]}/merge`, { into: ids[0] });

    const roster = (await keeper.get('/bodies/board/roster')).body;
    expect(roster).toMatchObject({
      seats: 1,
      members: [{ personId: ids[0], titles: ['监事长', '主任', '苏州市法学会理事'] }],
    });
  });

  test('take with them a seat that was deleted: restored, it is theirs who is left', async () => {
    const { keeper, board, ids } = await twice();
    const seat = await seatOf(keeper, ids[1]);
    await board.delete(`/bodies/board/members/${seat}`);
    await keeper.post(`/people/${ids[1]}/merge`, { into: ids[0] });

    const restored = await board.post(`/bodies/board/members/${seat}/restore`);

    expect([restored.status, field(restored, 'personId')]).toEqual([200, ids[0]]);
  });

  test('take with them the seats of a term that was deleted: it comes back with one of theirs', async () => {
    const { keeper, board, ids, term } = await twice();
    const path = `/bodies/board/terms/${term('board')}`;
    await keeper.post(`${path}/members`, { personId: ids[0], post: '监事' });
    await board.delete(path);
    await keeper.post(`/people/${ids[1]}/merge`, { into: ids[0] });

    await board.post(`${path}/restore`);

    expect(await membersOf(keeper)).toMatchObject([{ personId: ids[0], post: '监事' }]);
  });

  test.each([
    {
      says: 'one seat over the days of both, with the post and the vote that one of them knew',
      kept: { post: null, voting: false, from: '2024-06-01', to: '2025-06-30' },
      other: { post: '监事', from: '2025-01-01' },
      seats: [{ post: '监事', voting: true, from: '2024-06-01', to: null }],
    },
    {
      says: 'one seat where the one went on as the other',
      kept: { post: '监事', to: '2024-12-31' },
      other: { post: '监事', from: '2025-01-01' },
      seats: [{ post: '监事', voting: true, from: null, to: null }],
    },
    {
      says: 'both seats where another post followed',
      kept: { post: '监事长', from: '2025-01-01' },
      other: { post: '监事', to: '2024-12-31' },
      seats: [
        { post: '监事长', from: '2025-01-01', to: null },
        { post: '监事', from: null, to: '2024-12-31' },
      ],
    },
    {
      says: 'another post on the days before and after the one that stands',
      kept: { post: '监事长', from: '2025-01-01', to: '2025-12-31' },
      other: { post: '监事', voting: false },
      seats: [
        { post: '监事长', voting: true, from: '2025-01-01', to: '2025-12-31' },
        { post: '监事', voting: false, from: null, to: '2024-12-31' },
        { post: '监事', voting: false, from: '2026-01-01', to: null },
      ],
    },
  ])('that sit in one term have $says', async ({ kept, other, seats }) => {
    const { keeper, ids, term } = await twice();
    await keeper.post(`/bodies/board/terms/${term('board')}/members`, { personId: ids[0], ...kept });
    await keeper.patch(`/bodies/board/members/${await seatOf(keeper, ids[1])}`, other);

    await keeper.post(`/people/${ids[1]}/merge`, { into: ids[0] });

    const members = await membersOf(keeper);
    expect(members).toHaveLength(seats.length);
    expect(members).toEqual(expect.arrayContaining(seats.map((seat) => expect.objectContaining(seat) as unknown)));
    expect(members.every(({ personId }) => personId === ids[0])).toBe(true);
  });

  test('are nobody’s to merge who keeps one body alone, and cannot be one already', async () => {
    const { keeper, council, ids } = await twice();

    const answers = [
      await council.post(`/people/${ids[0]}/merge`, { into: ids[1] }),
      await keeper.post(`/people/${ids[0]}/merge`, { into: ids[0] }),
      await keeper.post('/people/nobody/merge', { into: ids[0] }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 422, 404]);
    expect(people(await keeper.get('/people'))).toEqual(ids);
  });

  test('leave the other secretary what is theirs: they see the one person, and change it no more', async () => {
    const { keeper, board, ids } = await twice();
    await keeper.post(`/people/${ids[1]}/merge`, { into: ids[0] });

    const seen = await board.get('/people');
    const changed = await board.patch(`/people/${ids[0]}`, { phone: '13900000009' });

    expect(seen.body).toMatchObject({ people: [{ id: ids[0], bodies: ['board'] }] });
    expect([JSON.stringify(seen.body).includes('1390000'), changed.status]).toEqual([false, 404]);
  });
});

describe('one organisation under two names', () => {
  const FULL = '苏州市安全技术防范行业协会';
  const SHORT = '苏州市安防协会';

  /** 甲 is at the one, 乙 at the other, 丙 at both in one post, 丁 left the register. */
  async function named() {
    const keeper = await (await startApp()).admin();
    const enter = async (name: string, ...orgs: readonly string[]): Promise<string> =>
      textField(await keeper.post('/people', { name, posts: orgs.map((org) => ({ org, title: '理事' })) }), 'id');
    await enter('甲', FULL);
    await enter('乙', SHORT);
    await enter('丙', FULL, SHORT);
    const gone = await enter('丁', SHORT);
    await keeper.delete(`/people/${gone}`);
    const all = await keeper.get('/organisations');
    const idOf = (name: string): string =>
      listed(all, 'organisations', 'id')[listed(all, 'organisations', 'name').indexOf(name)] ?? '';
    return { keeper, gone, full: idOf(FULL), short: idOf(SHORT) };
  }

  test('becomes one, with the other name for short; everybody’s posts go over, once', async () => {
    const { keeper, gone, full, short } = await named();

    const merged = await keeper.post(`/organisations/${short}/merge`, { into: full });

    const org = { id: full, name: FULL, shortName: SHORT };
    expect([merged.status, merged.body]).toEqual([200, org]);
    expect((await keeper.get('/organisations')).body).toEqual({ organisations: [org] });
    const post = { org, title: '理事', former: false };
    expect((await keeper.get('/people')).body).toMatchObject({
      people: [{ posts: [post] }, { posts: [post] }, { name: '丙', posts: [post] }],
    });
    expect((await keeper.post(`/people/${gone}/restore`)).body).toMatchObject({ name: '丁', posts: [post] });
  });

  test('keeps a name that was dropped: a roster that still has it makes no double', async () => {
    const { keeper, full, short } = await named();
    await keeper.patch(`/organisations/${full}`, { shortName: '安防协会' });
    await keeper.post(`/organisations/${short}/merge`, { into: full });

    const rows = [{ row: 2, name: '戊', posts: [{ org: SHORT, title: '理事' }] }];
    await keeper.post('/people/imports', { file: '名册.csv', rows });

    expect((await keeper.get('/organisations')).body).toEqual({
      organisations: [{ id: full, name: FULL, shortName: '安防协会', aliases: [SHORT] }],
    });
  });

  test('keeps a name it was given up for another one, until somebody takes that off', async () => {
    const { keeper, full } = await named();
    const renamed = await keeper.patch(`/organisations/${full}`, { name: '苏州市安防行业协会' });

    const back = await keeper.patch(`/organisations/${full}`, { name: FULL });
    const bare = await keeper.patch(`/organisations/${full}`, { aliases: [] });

    const names = [renamed, back, bare].map(({ body }) => body);
    expect(names).toMatchObject([{ aliases: [FULL] }, { aliases: ['苏州市安防行业协会'] }, {}]);
    expect(bare.body).toEqual({ id: full, name: FULL, shortName: null });
  });

  test('is not meant by a name it gave up and another one bears now', async () => {
    const { keeper, full } = await named();
    await keeper.patch(`/organisations/${full}`, { name: '苏州市安防行业协会', aliases: [] });
    await keeper.patch(`/organisations/${full}`, { aliases: [SHORT] });

    const entered = await keeper.post('/people', { name: '戊', posts: [{ org: SHORT, title: '理事' }] });

    expect(entered.body).toMatchObject({ posts: [{ org: { name: SHORT } }] });
  });

  test('is not meant by a name that two of them gave up', async () => {
    const { keeper, full, short } = await named();
    for (const id of [full, short]) await keeper.patch(`/organisations/${id}`, { aliases: ['安防会'] });

    const entered = await keeper.post('/people', { name: '戊', posts: [{ org: '安防会', title: '理事' }] });

    expect(entered.body).toMatchObject({ posts: [{ org: { name: '安防会' } }] });
  });

  test('is so in what an import would put back too', async () => {
    const { keeper, full, short } = await named();
    const [, , third = ''] = people(await keeper.get('/people'));
    const rows = [{ row: 2, name: '丙', personId: third, phone: '13900000001' }];
    const roster = textField(await keeper.post('/people/imports', { file: '名册.csv', rows }), 'id');
    await keeper.post(`/organisations/${short}/merge`, { into: full });

    await keeper.delete(`/people/imports/${roster}`);

    const names = JSON.stringify((await keeper.get('/people')).body).match(/"name":"苏州[^"]*"/gu);
    expect([...new Set(names)]).toEqual([`"name":"${FULL}"`]);
  });

  test('is merged with none that is not there, nor with itself', async () => {
    const { keeper, full, short } = await named();

    const answers = [
      await keeper.post(`/organisations/${short}/merge`, { into: short }),
      await keeper.post(`/organisations/nowhere/merge`, { into: full }),
      await keeper.post(`/organisations/${short}/merge`, { into: 'nowhere' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([422, 404, 422]);
  });
});
