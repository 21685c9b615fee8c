// Every id that a request carries beside its first one, found in the schemas themselves: each must have a story here of what
// happens when it names something of somebody else (T37). A route that gains an id without a story fails by name.
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { RouteDefinition } from '../../shared/api/route.schema.ts';
import { id as idSchema } from '../../shared/api/text.schema.ts';
import { startApp, PASSWORD } from '../support/app.ts';
import { atEndOfFile } from '../support/temporary-folder.ts';
import { Form, read } from './exchange.ts';
import { officeInUse, type Office, type Someone } from './office-in-use.ts';
import { REGISTER_STORIES, twoBodies } from './register-ids.ts';
import { SERIES_STORIES } from './series-ids.ts';
import { TASK_STORIES, twoDesks } from './task-ids.ts';

const LIMIT_MS = 60_000;
const ID_PATTERN = String(z.toJSONSchema(idSchema)['pattern']);

/** The paths in `schema` at which an id may stand: `bodyId`, `grants[].bodyId`. */
function idsIn(schema: z.ZodType | undefined): readonly string[] {
  return schema === undefined ? [] : walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), '');
}

function walk(node: unknown, path: string): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Reflect.get(node, 'pattern') === ID_PATTERN) return [path];
  const properties: unknown = Reflect.get(node, 'properties');
  const inside =
    typeof properties === 'object' && properties !== null
      ? Object.entries(properties).flatMap(([key, value]) => walk(value, path === '' ? key : `${path}.${key}`))
      : [];
  const variants = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => {
    const list: unknown = Reflect.get(node, key);
    return Array.isArray(list) ? list.flatMap((each) => walk(each, path)) : [];
  });
  return [...inside, ...variants, ...walk(Reflect.get(node, 'items'), `${path}[]`)];
}

function secondIdsOf({ name, params, query, body }: RouteDefinition): readonly string[] {
  const [, ...others] = idsIn(params);
  return [
    ...others.map((path) => `${name} params ${path}`),
    ...[...new Set(idsIn(query))].map((path) => `${name} query ${path}`),
    ...[...new Set(idsIn(body))].map((path) => `${name} body ${path}`),
  ];
}

type Story = (office: Office) => Promise<void>;

function somebody(office: Office, name: string): Someone {
  const found = office.people.find((someone) => someone.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

function meeting(office: Office, body: string, state: string): string {
  const found = office.targets.find((target) => target.body === body && target.state === state);
  if (!found) throw new Error(`there is no ${state} meeting of ${body}`);
  return found.id;
}

async function itemOf(office: Office, meetingId: string): Promise<string> {
  const snapshot = await office.send('GET', `/meetings/${meetingId}/snapshot`, office.as(office.keeper));
  const agenda = /"agenda":\[\{"id":"([^"]+)"/.exec(snapshot.text)?.[1];
  if (agenda === undefined) throw new Error(`no item in ${snapshot.text}`);
  return agenda;
}

/** What is asked for of a meeting of another body is left out, and nothing of it is told, its name neither. */
async function exportOfAnothers(office: Office, path: string): Promise<void> {
  const [own, other] = [meeting(office, 'own', 'archived'), meeting(office, 'other', 'archived')];
  const who = office.as(somebody(office, 'secretary-own'));
  const told = await office.send('GET', `/meetings/${other}`, office.as(office.keeper));
  const order = { meetings: [own, other], papers: ['agenda'], formats: ['docx'], audience: 'internal' };

  const answer = await office.send('POST', path, who, order);

  const read = path === '/exports' ? `/exports/${/"id":"([^"]+)"/.exec(answer.text)?.[1] ?? ''}` : null;
  const asked = async (): Promise<string> => (read === null ? answer.text : (await office.send('GET', read, who)).text);
  await expect.poll(asked, { timeout: 20_000 }).toContain('"title":null,"day":null,"paper":null');
  expect(await asked()).toContain('"code":"not-found"');
  expect(await asked()).not.toContain(/"title":"([^"]+)"/.exec(told.text)?.[1]);
}

/** Of another meeting's item there is no paper, and its name is not told. */
async function paperAboutAnothers(office: Office, paper: string): Promise<void> {
  const [id, other] = [meeting(office, 'own', 'live'), meeting(office, 'other', 'live')];
  const path = `/meetings/${id}/papers/${paper}subject=${await itemOf(office, other)}`;

  const answer = await office.send('GET', path, office.as(somebody(office, 'secretary-own')));

  expect(answer.status).toBe(409);
  expect(JSON.parse(answer.text)).toMatchObject({ code: 'paper-missing' });
}

/** A version belongs to one meeting: under another one's id it is unknown, and stays as it was. */
async function versionOfAnother(office: Office, method: string, rest: string, body?: unknown): Promise<void> {
  const id = meeting(office, 'own', 'live');
  const other = office.targets.find((target) => target.body === 'other' && target.state === 'live');
  const path = `/meetings/${id}/versions/${other?.versionId ?? ''}${rest}`;

  const answer = await office.send(method, path, office.as(somebody(office, 'secretary-own')), body);
  const theirs = await office.send('GET', `/meetings/${other?.id ?? ''}/versions`, office.as(office.keeper));

  expect(answer.status).toBe(404);
  expect(theirs.text).toContain('"name":"初稿"');
}

const STORIES: Readonly<Record<string, Story>> = {
  'createMeeting body bodyId': async (office) => {
    const own = office.as(somebody(office, 'secretary-own'));

    const answers = [
      await office.send('POST', '/meetings', own, { title: 'x', bodyId: 'board' }),
      await office.send('POST', '/meetings', own, { title: 'x', bodyId: null }),
      await office.send('POST', '/meetings', own, { title: 'x', bodyId: 'council' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 201]);
  },

  /** What an item continues must be of a meeting that whoever prepares the new one may read. */
  'createMeeting body agenda[].continues.meetingId': async (office) => {
    const own = office.as(somebody(office, 'secretary-own'));
    const continuing = (meetingId: string) => ({
      title: 'x',
      bodyId: 'council',
      agenda: [{ kind: 'briefing', title: '续议', continues: { meetingId, itemId: 'item' } }],
    });

    const answers = [
      await office.send('POST', '/meetings', own, continuing(meeting(office, 'other', 'live'))),
      await office.send('POST', '/meetings', own, continuing('nowhere')),
      await office.send('POST', '/meetings', own, continuing(meeting(office, 'own', 'archived'))),
    ];

    expect(answers.map(({ status }) => status)).toEqual([422, 422, 201]);
    expect(answers[0]?.text).toBe(answers[1]?.text);
  },

  /** Which item it was is only remembered; nothing is read through it. */
  'createMeeting body agenda[].continues.itemId': async (office) => {
    const own = office.as(somebody(office, 'secretary-own'));
    const continues = { meetingId: meeting(office, 'own', 'archived'), itemId: 'no-such-item' };
    const body = { title: 'x', bodyId: 'council', agenda: [{ kind: 'briefing', title: '续议', continues }] };

    const made = await office.send('POST', '/meetings', own, body);
    const snapshot = await office.send('GET', `/meetings/${read(made, 'id')}/snapshot`, own);

    expect(snapshot.text).toContain('"itemId":"no-such-item"');
    expect(snapshot.text).toContain('"title":"续议"');
  },

  /** Who somebody is in the register is only remembered; nothing is read through it. */
  'createMeeting body people[].personId': async (office) => {
    const own = office.as(somebody(office, 'secretary-own'));
    const body = { title: 'x', bodyId: 'council', people: [{ name: '赵军', personId: 'nobody-known' }] };

    const made = await office.send('POST', '/meetings', own, body);
    const snapshot = await office.send('GET', `/meetings/${read(made, 'id')}/snapshot`, own);

    expect(snapshot.text).toContain('"personId":"nobody-known"');
    expect(snapshot.text).toContain('"name":"赵军"');
  },

  /** Naming a body gives no right in it, and one that is named is not named again by somebody else. */
  'createBody body id': async (office) => {
    const keeper = office.as(office.keeper);
    const own = office.as(somebody(office, 'admin-own'));

    const refused = await office.send('POST', '/bodies', own, { id: 'council', name: '理事会' });
    const made = await office.send('POST', '/bodies', keeper, { id: 'council', name: '理事会' });
    const again = await office.send('POST', '/bodies', keeper, { id: 'council', name: '另一个名字' });
    const seen = await office.send('GET', '/bodies', own);
    const other = await office.send('GET', '/bodies', office.as(somebody(office, 'admin-other')));

    expect([refused.status, made.status, again.status]).toEqual([404, 201, 422]);
    expect(seen.text).toContain('理事会');
    expect(other.text).not.toContain('理事会');
  },

  'createTemplate body bodyId': async (office) => {
    const own = office.as(somebody(office, 'secretary-own'));
    const template = (bodyId: string | null) => ({ name: '模板', bodyId, items: [] });

    const answers = [
      await office.send('POST', '/templates', own, template('board')),
      await office.send('POST', '/templates', own, template(null)),
      await office.send('POST', '/templates', own, template('council')),
    ];
    const seen = await office.send('GET', '/templates', office.as(somebody(office, 'secretary-other')));

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 201]);
    expect(seen.text).not.toContain('council');
  },

  'patchTemplate body bodyId': async (office) => {
    const own = office.as(somebody(office, 'secretary-own'));
    const id = read(await office.send('POST', '/templates', own, { name: '模板', bodyId: 'council', items: [] }), 'id');

    const away = await office.send('PATCH', `/templates/${id}`, own, { bodyId: 'board' });
    const everywhere = await office.send('PATCH', `/templates/${id}`, own, { bodyId: null });
    const stays = await office.send('PATCH', `/templates/${id}`, own, { bodyId: 'council' });

    expect([away.status, everywhere.status, stays.status]).toEqual([404, 404, 200]);
  },

  'createStockPhrase body bodyId': async (office) => {
    const own = office.as(somebody(office, 'secretary-own'));
    const phrase = (bodyId: string | null) => ({ bodyId, text: '常务理事会认为，' });

    const answers = [
      await office.send('POST', '/phrases', own, phrase('board')),
      await office.send('POST', '/phrases', own, phrase(null)),
      await office.send('POST', '/phrases', own, phrase('council')),
    ];
    const seen = await office.send('GET', '/phrases', office.as(somebody(office, 'secretary-other')));
    const board = await office.send(
      'GET',
      `/meetings/${meeting(office, 'other', 'live')}/phrases`,
      office.as(office.keeper),
    );

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 201]);
    expect(seen.text).not.toContain('常务理事会认为');
    expect(board.text).not.toContain('常务理事会认为');
  },

  'patchStockPhrase body bodyId': async (office) => {
    const own = office.as(somebody(office, 'secretary-own'));
    const id = read(await office.send('POST', '/phrases', own, { bodyId: 'council', text: '会议认为，' }), 'id');

    const away = await office.send('PATCH', `/phrases/${id}`, own, { bodyId: 'board' });
    const everywhere = await office.send('PATCH', `/phrases/${id}`, own, { bodyId: null });
    const stays = await office.send('PATCH', `/phrases/${id}`, own, { bodyId: 'council' });

    expect([away.status, everywhere.status, stays.status]).toEqual([404, 404, 200]);
  },

  'patchMeeting body bodyId': async (office) => {
    const own = { ...office.as(somebody(office, 'secretary-own')), 'if-match': '*' };
    const id = meeting(office, 'own', 'prepare');

    const away = await office.send('PATCH', `/meetings/${id}`, own, { bodyId: 'board' });
    const nowhere = await office.send('PATCH', `/meetings/${id}`, own, { bodyId: null });
    const stays = await office.send('PATCH', `/meetings/${id}`, own, { bodyId: 'council' });

    expect([away.status, nowhere.status, stays.status]).toEqual([404, 404, 200]);
    expect((await office.send('GET', `/meetings/${id}`, own)).text).toContain('"bodyId":"council"');
  },

  'createAccount body bodyId': async (office) => {
    const account = { username: 'planted', password: PASSWORD, displayName: 'x', role: 'admin', bodyId: 'council' };

    const answer = await office.send('POST', '/accounts', office.as(somebody(office, 'admin-own')), account);
    const accounts = await office.send('GET', '/accounts', office.as(office.keeper));

    expect(answer.status).toBe(404);
    expect(accounts.text).not.toContain('planted');
  },

  'createAccount body grants[].bodyId': async (office) => {
    const grants = [{ role: 'admin', bodyId: 'council' }];
    const account = { username: 'planted', password: PASSWORD, displayName: 'x', grants };

    const answer = await office.send('POST', '/accounts', office.as(somebody(office, 'admin-own')), account);
    const accounts = await office.send('GET', '/accounts', office.as(office.keeper));

    expect(answer.status).toBe(404);
    expect(accounts.text).not.toContain('planted');
  },

  /** Who has rights in one body cannot hand themselves those of another one, nor those of their own to somebody. */
  'patchAccount body grants[].bodyId': async (office) => {
    const someone = somebody(office, 'admin-own');
    const me = await office.send('GET', '/me', office.as(someone));
    const id = /"id":"([^"]+)"/.exec(me.text)?.[1] ?? '';
    const headers = { ...office.as(someone), 'if-match': '*' };

    const answer = await office.send('PATCH', `/accounts/${id}`, headers, {
      grants: [
        { role: 'admin', bodyId: 'council' },
        { role: 'admin', bodyId: 'board' },
      ],
    });

    expect(answer.status).toBe(404);
    expect((await office.send('GET', '/me', office.as(someone))).text).toBe(me.text);
  },

  'readAudit query actor': async (office) => {
    const me = await office.send('GET', '/me', office.as(office.keeper));
    const id = /"id":"([^"]+)"/.exec(me.text)?.[1] ?? '';

    const ofBody = await office.send('GET', `/audit?actor=${id}`, office.as(somebody(office, 'admin-own')));
    const ofAll = await office.send('GET', `/audit?actor=${id}`, office.as(somebody(office, 'admin-all')));

    expect([ofBody.status, ofAll.status]).toEqual([404, 200]);
  },

  /** An item belongs to one meeting: naming another one's attaches to neither. */
  'uploadFile query item': async (office) => {
    const [id, other] = [meeting(office, 'own', 'live'), meeting(office, 'other', 'live')];
    const own = office.as(somebody(office, 'secretary-own'));
    const theirs = await itemOf(office, other);

    const answer = await office.send('POST', `/meetings/${id}/files?item=${theirs}`, own, Form.withFile());
    const mine = await office.send(
      'POST',
      `/meetings/${id}/files?item=${await itemOf(office, id)}`,
      own,
      Form.withFile(),
    );

    expect([answer.status, mine.status]).toEqual([404, 201]);
    for (const each of [id, other])
      expect((await office.send('GET', `/meetings/${each}/files`, office.as(office.keeper))).text).not.toContain(
        theirs,
      );
  },

  'uploadFile query task': async (office) => {
    const [id, other] = [meeting(office, 'own', 'live'), meeting(office, 'other', 'live')];
    const own = office.as(somebody(office, 'secretary-own'));

    const answers = [
      await office.send('POST', `/meetings/${id}/files?task=${await itemOf(office, other)}`, own, Form.withFile()),
      await office.send('POST', `/meetings/${other}/files?task=${await itemOf(office, other)}`, own, Form.withFile()),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  },

  /** A screen is named within the link's own meeting: the name of another meeting leads nowhere else. */
  /** A personal link of somebody else's member signs nobody in: the list is that of the link's own meeting. */
  'createLink body person': async (office) => {
    const [id, other] = [meeting(office, 'own', 'live'), meeting(office, 'other', 'live')];
    const own = office.as(somebody(office, 'secretary-own'));

    const link = await office.send('POST', `/meetings/${id}/links`, own, { kind: 'checkin', person: other });
    const page = await office.send('POST', `/checkin/${read(link, 'token')}/open`, own, {});

    expect(JSON.parse(page.text)).toMatchObject({ people: [], isPersonal: true });
  },

  'checkIn body person': async (office) => {
    const id = meeting(office, 'own', 'live');
    const own = office.as(somebody(office, 'secretary-own'));

    const link = await office.send('POST', `/meetings/${id}/links`, own, { kind: 'checkin' });
    const signed = await office.send('POST', `/checkin/${read(link, 'token')}`, own, { person: 'someone-elsewhere' });

    expect(signed.status).toBe(422);
    expect(signed.text).toContain('unknown-person');
  },

  'createLink body screen': async (office) => {
    const [id, other] = [meeting(office, 'own', 'live'), meeting(office, 'other', 'live')];
    const own = office.as(somebody(office, 'secretary-own'));

    const link = await office.send('POST', `/meetings/${id}/links`, own, { kind: 'view', screen: other });
    const theirs = await office.send('GET', `/meetings/${other}/links`, office.as(office.keeper));

    expect(link.status).toBe(201);
    expect(theirs.text).not.toContain(read(link, 'id'));
  },

  /** An item is looked for in the meeting that was named, and nowhere else. */
  'readHistory query item': async (office) => {
    const [id, other] = [meeting(office, 'own', 'live'), meeting(office, 'other', 'live')];
    const own = office.as(somebody(office, 'secretary-own'));

    const theirs = await office.send('GET', `/meetings/${id}/history?item=${await itemOf(office, other)}`, own);
    const mine = await office.send('GET', `/meetings/${id}/history?item=${await itemOf(office, id)}`, own);

    expect(JSON.parse(theirs.text)).toMatchObject({ entries: [] });
    expect(JSON.parse(mine.text)).toMatchObject({ entries: [{ parts: ['added'] }] });
  },

  'createBundle body meetings[]': (office) => exportOfAnothers(office, '/exports'),
  'estimateBundle body meetings[]': (office) => exportOfAnothers(office, '/exports/estimate'),
  'readPaper query subject': (office) => paperAboutAnothers(office, 'letter.docx?'),
  'readPaperPages query subject': (office) => paperAboutAnothers(office, 'letter/pages?'),

  'readPast query item': async (office) => {
    const [id, other] = [meeting(office, 'own', 'live'), meeting(office, 'other', 'live')];
    const own = office.as(somebody(office, 'secretary-own'));

    const theirs = await office.send('GET', `/meetings/${id}/history/now?item=${await itemOf(office, other)}`, own);
    const mine = await office.send('GET', `/meetings/${id}/history/now?item=${await itemOf(office, id)}`, own);

    expect([theirs.status, mine.status]).toEqual([404, 200]);
  },

  'readVersion params version': (office) => versionOfAnother(office, 'GET', ''),
  'renameVersion params version': (office) => versionOfAnother(office, 'PATCH', '', { name: '盗' }),
  'removeVersion params version': (office) => versionOfAnother(office, 'DELETE', ''),
  'restoreVersion params version': (office) => versionOfAnother(office, 'POST', '/restore'),

  'searchArchive query body': async (office) => {
    const answer = await office.send('GET', '/archive?body=board', office.as(somebody(office, 'secretary-own')));

    expect(JSON.parse(answer.text)).toEqual({ results: [], cursor: null });
  },
};

describe('a second id', () => {
  test('is found in the schemas, wherever it stands', () => {
    const schema = z.object({
      plain: z.string(),
      one: idSchema.nullish(),
      many: z.array(z.object({ deep: idSchema })),
    });

    expect(idsIn(schema)).toEqual(['one', 'many[].deep']);
  });

  test('has its story, for every route that the server mounts', async () => {
    const { routes } = await startApp();

    const found = routes.flatMap(secondIdsOf);

    expect(found.toSorted()).toEqual(
      Object.keys({ ...STORIES, ...SERIES_STORIES, ...REGISTER_STORIES, ...TASK_STORIES }).toSorted(),
    );
  });

  // One office for all: what a story makes is its own, and what it is refused leaves no trace.
  describe('of somebody else', () => {
    const atEnd = atEndOfFile();
    let office: Office;
    beforeAll(async () => {
      office = await officeInUse(atEnd);
    }, LIMIT_MS);

    test.each(Object.entries({ ...STORIES, ...SERIES_STORIES }))(
      'leads nowhere: %s',
      { timeout: LIMIT_MS },
      async (_name, story) => {
        await story(office);
      },
    );
  });

  test.each(Object.entries(REGISTER_STORIES))('of another body leads nowhere: %s', async (_name, story) => {
    await story(await twoBodies());
  });

  test.each(Object.entries(TASK_STORIES))('of another body’s task leads nowhere: %s', async (_name, story) => {
    await story(await twoDesks());
  });
});
