// What a reader gets of a sealed meeting over HTTP, route by route: every paper in the public edition and nothing else; somebody outside
// gets nothing, somebody who kept the minutes once no more than a reader.
import { beforeAll, describe, expect, test } from 'vitest';
import { formatsOf, PAPER_KINDS } from '../../shared/papers/kinds.ts';
import { field, PASSWORD, startApp, textField, type Caller, type TestApp } from '../support/app.ts';
import { START } from '../support/hand-clock.ts';
import { leaksIn } from '../support/papers/leak-search.ts';
import { atEndOfFile } from '../support/temporary-folder.ts';

const SECRETS = new Set(['免去赵某职务', '备注甲', '便笺乙', '理由丙', '附件丁']);
const PLANNED = {
  ...{ title: '三届三次常务理事会', bodyId: 'council', plannedStart: START, plannedEnd: START + 3_600_000 },
  people: [
    { name: '王坤泉', org: '协会', titles: ['会长'], role: 'attending', note: '备注甲' },
    { name: '李文静', org: '乙公司', titles: ['秘书长'], role: 'attending' },
  ],
  agenda: [
    { title: '审议年度预算', kind: 'deliberation' },
    { title: '审议关于免去赵某职务的议案', kind: 'deliberation', internal: true },
  ],
  notes: ['便笺乙'],
};

interface Scene {
  readonly app: TestApp;
  readonly admin: Caller;
  readonly id: string;
  readonly archiveId: string;
  readonly fileId: string;
}
let scene: Scene;

beforeAll(async () => {
  const app = await startApp({ atEnd: atEndOfFile });
  const admin = await app.admin();
  for (const id of ['council', 'board']) await admin.post('/bodies', { id, name: id });
  const id = textField(await admin.post('/meetings', PLANNED), 'id');
  const form = new FormData();
  form.append('file', new Blob(['附件丁的话']), '附件丁.txt');
  const fileId = textField(await admin.send('POST', `/meetings/${id}/files`, form), 'id');
  const sealed = await admin.post(`/meetings/${id}/archive`, { override: { reason: '理由丙' } });
  scene = { app, admin, id, archiveId: textField(sealed, 'archiveId'), fileId };
});

/** What is asked for of one meeting, and leaves as bytes or as words. */
function pathsOf({ id, archiveId }: Scene): readonly string[] {
  return [
    ...['json', 'md', 'html', 'ics'].map((format) => `/meetings/${id}/export.${format}?audience=public`),
    ...PAPER_KINDS.flatMap((kind) => [
      ...formatsOf(kind).map((format) => `/meetings/${id}/papers/${kind}.${format}?audience=public`),
      `/meetings/${id}/papers/${kind}/pages?audience=public&count=5`,
    ]),
    `/meetings/${id}/papers?audience=public`,
    ...[`/archive/${archiveId}`, `/archive/${archiveId}/verify`, '/archive', '/archive?q=王坤泉', '/meetings'],
  ];
}

async function taken(
  caller: Caller,
  path: string,
): Promise<{ readonly status: number; readonly leaks: readonly string[] }> {
  const answer = await caller.raw('GET', path);
  const content = Buffer.from(await answer.arrayBuffer());
  const head = decodeURIComponent(answer.headers.get('content-disposition') ?? '');
  return { status: answer.status, leaks: await leaksIn({ fileName: `${path} ${head}`, content }, SECRETS) };
}

describe('of a sealed meeting', () => {
  test(
    'a reader of its body gets each paper in the public edition, without a word of what is internal',
    { timeout: 90_000 },
    async () => {
      const reader = await scene.app.as('reader', { bodyId: 'council' });
      const got = new Map<string, number>();
      for (const path of pathsOf(scene)) {
        const { status, leaks } = await taken(reader, path);
        expect(leaks).toEqual([]);
        got.set(path, status);
      }
      // What there is no such paper of (no letter, no decision …) is said, and nothing is turned away otherwise.
      expect([...got.values()].filter((status) => status !== 200 && status !== 409)).toEqual([]);
      for (const kind of ['notice', 'agenda', 'sign-in', 'cards', 'minutes', 'record', 'article', 'press-note'])
        expect(got.get(`/meetings/${scene.id}/papers/${kind}.docx?audience=public`), kind).toBe(200);
      // The same search finds them in the secretariat's own edition.
      expect((await taken(scene.admin, `/meetings/${scene.id}/papers/record.docx`)).leaks).not.toEqual([]);
    },
  );

  test('a reader gets no internal edition, attached file, desk, history nor search hit, and is not told that there is one', async () => {
    const reader = await scene.app.as('reader', { bodyId: 'council' });
    const { id, fileId } = scene;
    const internal = [
      ...PAPER_KINDS.map((kind) => `/meetings/${id}/papers/${kind}.docx`),
      ...[`/meetings/${id}/papers`, `/meetings/${id}/papers/minutes/pages`, `/meetings/${id}/export.json`],
    ];
    for (const path of internal) expect((await reader.get(path)).body, path).toMatchObject({ code: 'not-found' });
    const unseen = ['', '/snapshot', '/history', '/versions', '/writers', '/files', '/my-notes', '/review', '/links'];
    for (const path of [...unseen.map((rest) => `/meetings/${id}${rest}`), `/files/${fileId}`])
      expect([403, 404], path).toContain((await reader.get(path)).status);
    expect((await reader.get(`/files/${fileId}`)).status).toBe(404);
    for (const secret of SECRETS)
      expect((await reader.get(`/archive?q=${encodeURIComponent(secret)}`)).body).toMatchObject({ results: [] });
    const { body } = await reader.get(`/meetings/${id}/papers?audience=public`);
    expect(JSON.stringify(body)).not.toMatch(/inside/);
  });

  test('a reader of another body hears what is unknown hears, and so does a stranger to the house', async () => {
    const outside = await scene.app.as('reader', { bodyId: 'board' });
    const unknown = { ...scene, id: 'AAAAAAAAAAAAAAAAAAAAAAA', archiveId: 'AAAAAAAAAAAAAAAAAAAAAAA' };
    const nowhere = pathsOf(unknown);
    for (const [at, path] of pathsOf(scene).entries()) {
      if (!path.includes(scene.id) && !path.includes(scene.archiveId)) continue;
      const [real, none] = [await outside.get(path), await outside.get(nowhere[at] ?? '')];
      expect([path, real.status]).toEqual([path, 404]);
      expect(JSON.stringify(real.body)).toBe(JSON.stringify(none.body).replaceAll(unknown.id, scene.id));
      expect((await scene.app.anyone.get(path)).status, path).toBe(401);
    }
    expect((await outside.get('/meetings')).body).toEqual({ meetings: [] });
    expect((await outside.get('/archive')).body).toMatchObject({ results: [] });
  });

  test('who kept its minutes once gets what a reader gets, from the next request on', async () => {
    const former = await scene.app.as('notetaker', { bodyId: 'council', username: 'former' });
    const path = `/meetings/${scene.id}/papers/record.docx`;
    expect((await taken(former, path)).leaks).not.toEqual([]);

    const accounts = field(await scene.admin.get('/accounts'), 'accounts');
    const account = Array.isArray(accounts)
      ? accounts.find(({ username }: { username: string }) => username === 'former')
      : null;
    const grants = [{ role: 'reader', bodyId: 'council' }];
    expect((await scene.admin.patch(`/accounts/${String(account?.id)}`, { grants })).status).toBe(200);
    const again = await scene.app.signIn('former', PASSWORD);

    for (const caller of [former, again]) {
      const now = await taken(caller, path);
      expect([401, 404]).toContain(now.status);
      expect(now.leaks).toEqual([]);
    }
    expect(await taken(again, `${path}?audience=public`)).toMatchObject({ status: 200, leaks: [] });
  });

  test('while it is put right a reader is told of its newest seal as before, and of nothing newer', async () => {
    const reader = await scene.app.as('reader', { bodyId: 'council' });
    const path = `/meetings/${scene.id}/papers?audience=public`;
    const sealed = { archiveId: scene.archiveId, version: 1, title: PLANNED.title };
    expect((await reader.get(path)).body).toMatchObject({ sealed });

    const reopened = await scene.admin.post(`/meetings/${scene.id}/reopen`, { reason: '更正' });
    expect(reopened.status).toBe(201);
    const renamed = { title: '还没有封存的名称' };
    const answer = await scene.admin.patch(`/meetings/${scene.id}`, renamed, { headers: { 'if-match': '*' } });
    expect(answer.body).toMatchObject({ ...renamed, version: 2 });

    expect((await reader.get(path)).body).toMatchObject({ sealed });
    // What the secretariat prints is the meeting as it stands.
    expect((await scene.admin.get(path)).body).toMatchObject({ sealed: null });
  });
});
