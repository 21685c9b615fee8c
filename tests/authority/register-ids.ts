// Second ids of the register's routes: two bodies, each with a secretary of its own, a term, a member, a rule. What belongs
// to one is as unknown under the other as if it had never been.
import { expect } from 'vitest';
import { PRESETS } from '../../shared/domain/charter.ts';
import { startApp, textField, type Caller } from '../support/app.ts';

interface Side {
  readonly secretary: Caller;
  readonly body: string;
  readonly term: string;
  readonly member: string;
  readonly person: string;
  readonly entry: string;
}

interface TwoBodies {
  readonly own: Side;
  readonly other: Side;
  /** With rights in all bodies. */
  readonly keeper: Caller;
}

type Story = (bodies: TwoBodies) => Promise<void>;

export async function twoBodies(): Promise<TwoBodies> {
  const app = await startApp();
  const keeper = await app.admin();
  const side = async (body: string, name: string): Promise<Side> => {
    await keeper.post('/bodies', { id: body, name });
    const secretary = await app.as('secretary', { bodyId: body });
    const term = textField(await secretary.post(`/bodies/${body}/terms`, { number: 3, from: '2024-01-01' }), 'id');
    const seat = await secretary.post(`/bodies/${body}/terms/${term}/members`, { person: { name: `${name}的人` } });
    const rule = { from: '2024-01-01', preset: 'cn.council', rule: PRESETS['cn.council'] };
    const entry = textField(await secretary.post(`/bodies/${body}/charter`, rule), 'id');
    return { secretary, body, term, member: textField(seat, 'id'), person: textField(seat, 'personId'), entry };
  };
  return { own: await side('council', '理事会'), other: await side('board', '监事会'), keeper };
}

/** The other body's register, as it stands. */
const theirs = async ({ keeper, other }: TwoBodies) => (await keeper.get(`/bodies/${other.body}/register`)).body;

/** `ask` about what is theirs, under the own body and under theirs: unknown both times, and nothing has changed. */
async function leadsNowhere(bodies: TwoBodies, ask: (secretary: Caller, body: string) => ReturnType<Caller['get']>) {
  const before = await theirs(bodies);

  const answers = [
    await ask(bodies.own.secretary, bodies.own.body),
    await ask(bodies.own.secretary, bodies.other.body),
    await ask(bodies.keeper, bodies.own.body),
  ];

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(await theirs(bodies)).toEqual(before);
}

export const REGISTER_STORIES: Readonly<Record<string, Story>> = {
  'patchTerm params term': (bodies) =>
    leadsNowhere(bodies, (who, body) => who.patch(`/bodies/${body}/terms/${bodies.other.term}`, { seats: 1 })),
  'removeTerm params term': (bodies) =>
    leadsNowhere(bodies, (who, body) => who.delete(`/bodies/${body}/terms/${bodies.other.term}`)),
  'restoreTerm params term': async (bodies) => {
    const { other, keeper } = bodies;
    const next = await keeper.post(`/bodies/${other.body}/terms`, { number: 4, from: '2029-01-01' });
    const term = textField(next, 'id');
    await keeper.delete(`/bodies/${other.body}/terms/${term}`);
    await leadsNowhere(bodies, (who, body) => who.post(`/bodies/${body}/terms/${term}/restore`));
  },
  'createMember params term': (bodies) =>
    leadsNowhere(bodies, (who, body) =>
      who.post(`/bodies/${body}/terms/${bodies.other.term}/members`, { person: { name: '甲' } }),
    ),
  'orderMembers params term': (bodies) =>
    leadsNowhere(bodies, (who, body) =>
      who.request('PUT', `/bodies/${body}/terms/${bodies.other.term}/order`, {
        body: { members: [bodies.other.member] },
      }),
    ),
  'patchMember params member': (bodies) =>
    leadsNowhere(bodies, (who, body) => who.patch(`/bodies/${body}/members/${bodies.other.member}`, { post: '会长' })),
  'removeMember params member': (bodies) =>
    leadsNowhere(bodies, (who, body) => who.delete(`/bodies/${body}/members/${bodies.other.member}`)),
  'restoreMember params member': async (bodies) => {
    const { body: theirBody, member } = bodies.other;
    await bodies.keeper.delete(`/bodies/${theirBody}/members/${member}`);
    await leadsNowhere(bodies, (who, body) => who.post(`/bodies/${body}/members/${member}/restore`));
  },
  'removeCharterEntry params entry': (bodies) =>
    leadsNowhere(bodies, (who, body) => who.delete(`/bodies/${body}/charter/${bodies.other.entry}`)),
  'restoreCharterEntry params entry': async (bodies) => {
    const { body: theirBody, entry } = bodies.other;
    await bodies.keeper.delete(`/bodies/${theirBody}/charter/${entry}`);
    await leadsNowhere(bodies, (who, body) => who.post(`/bodies/${body}/charter/${entry}/restore`));
  },

  /** Whom a secretary does not see they cannot seat; whoever sees everybody can. */
  'createMember body personId': async ({ own, other, keeper }) => {
    const path = `/bodies/${own.body}/terms/${own.term}/members`;

    const answers = [
      await own.secretary.post(path, { personId: other.person }),
      await own.secretary.post(path, { personId: 'nobody' }),
      await keeper.post(path, { personId: other.person }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([422, 422, 201]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
  },

  /** Nobody but whoever has rights in all bodies makes two entries one, whichever of them they know. */
  'mergePeople body into': async ({ own, other, keeper }) => {
    const merge = (who: Caller, id: string, into: string) => who.post(`/people/${id}/merge`, { into });

    const answers = [
      await merge(own.secretary, own.person, other.person),
      await merge(own.secretary, other.person, own.person),
      await merge(keeper, own.person, 'nobody'),
      await merge(keeper, own.person, other.person),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 422, 200]);
  },

  /** As with people: no secretary of one body, whatever organisations they see. */
  'mergeOrganisations body into': async ({ own, other, keeper }) => {
    const at = async ({ secretary, person, body }: Side): Promise<string> => {
      await secretary.patch(`/people/${person}`, { posts: [{ org: `${body}的单位`, title: '主任' }] });
      return /"org":\{"id":"([^"]+)"/.exec(JSON.stringify((await secretary.get('/people')).body))?.[1] ?? '';
    };
    const [mine, theirOrg] = [await at(own), await at(other)];
    const merge = (who: Caller, id: string, into: string) => who.post(`/organisations/${id}/merge`, { into });

    const answers = [
      await merge(own.secretary, mine, theirOrg),
      await merge(own.secretary, theirOrg, mine),
      await merge(keeper, mine, 'nowhere'),
      await merge(keeper, mine, theirOrg),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 422, 200]);
  },

  'orderMembers body members[]': async ({ own, other }) => {
    const order = (members: readonly string[]) =>
      own.secretary.request('PUT', `/bodies/${own.body}/terms/${own.term}/order`, { body: { members } });

    const answers = [await order([other.member]), await order(['nobody']), await order([own.member])];

    expect(answers.map(({ status }) => status)).toEqual([422, 422, 204]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
  },

  'importRoster body bodyId': async (bodies) => {
    const { own, other } = bodies;
    const before = await theirs(bodies);
    const into = ({ body, term }: Side) =>
      own.secretary.post('/people/imports', {
        file: 'a.csv',
        bodyId: body,
        termId: term,
        rows: [{ row: 2, name: '甲' }],
      });

    const answers = [await into(other), await into(own)];

    expect(answers.map(({ status }) => status)).toEqual([404, 201]);
    expect(await theirs(bodies)).toEqual(before);
  },

  'importRoster body termId': async (bodies) => {
    const { own, other } = bodies;
    const before = await theirs(bodies);
    const roster = { file: 'a.csv', bodyId: own.body, termId: other.term, rows: [{ row: 2, name: '甲' }] };

    const answer = await own.secretary.post('/people/imports', roster);

    expect(answer.status).toBe(422);
    expect(await theirs(bodies)).toEqual(before);
  },

  'importRoster body rows[].personId': async ({ own, other }) => {
    const naming = (personId: string) => ({
      ...{ file: 'a.csv', bodyId: own.body, termId: own.term },
      rows: [{ row: 2, name: '甲', personId, phone: '13900000000' }],
    });

    const answers = [
      await own.secretary.post('/people/imports', naming(other.person)),
      await own.secretary.post('/people/imports', naming('nobody')),
      await own.secretary.post('/people/imports', naming(own.person)),
    ];

    expect(answers.map(({ status }) => status)).toEqual([422, 422, 201]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
  },

  'exportRegister query body': async ({ own, other }) => {
    const of = ({ body }: Side) => own.secretary.get(`/people/export?format=csv&body=${body}`);

    const answers = [await of(other), await of(own)];

    expect(answers.map(({ status }) => status)).toEqual([404, 200]);
  },
};
