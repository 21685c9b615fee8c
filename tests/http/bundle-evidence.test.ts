// What was brought to a meeting's tasks goes along with the meeting, for the house alone and for whoever may read those tasks.
import { expect, test } from 'vitest';
import type { ReadPart } from '../support/read-zip.ts';
import { readZip } from '../support/read-zip.ts';
import { field, startApp, textField, type Caller } from '../support/app.ts';
import { uploadedTo } from '../support/files/uploads.ts';
import { START } from '../support/hand-clock.ts';

const ORDER = { papers: ['agenda'], formats: ['docx'], audience: 'internal', files: true };
const OWNER = { name: '培训部', kind: 'named', lead: true };

/** A meeting under way out of which a task was handed, to which two files were brought, and a third that waits. */
async function house() {
  const app = await startApp();
  const secretary = await app.as('secretary', { username: 'secretary' });
  const plan = { title: '例会', plannedStart: START, agenda: [{ title: '审议', kind: 'deliberation' }] };
  const meeting = textField(await secretary.post('/meetings', plan), 'id');
  await secretary.post(`/meetings/${meeting}/phase`, { to: 'live' });
  const task = await secretary.post('/tasks', {
    ...{ bodyId: null, meetingId: meeting, what: '修订教材：第一章/“绪论”', owners: [OWNER], due: '2021-06-30' },
  });
  const path = `/tasks/${textField(task, 'id')}`;
  const sent = async (name: string) => (await uploadedTo(secretary, `${path}/files`, { name, content: name })).id;
  const files = [await sent('照片.txt'), await sent('照片.txt')];
  await sent('还没附上.txt');
  const move = { action: 'report', text: '已初稿', files };
  expect((await secretary.patch(path, move, { headers: { 'if-match': '*' } })).status).toBe(200);
  return { app, secretary, meeting, number: Number(field(task, 'number')) };
}

async function parts(caller: Caller, order: object): Promise<ReadonlyMap<string, ReadPart>> {
  const id = textField(await caller.post('/exports', order), 'id');
  const state = async () => textField(await caller.get(`/exports/${id}`), 'state');
  await expect.poll(state, { timeout: 20_000 }).toBe('ready');
  return readZip(Buffer.from(await (await caller.raw('GET', `/exports/${id}/file`)).arrayBuffer()));
}

const named = (zip: ReadonlyMap<string, ReadPart>) => [...zip.keys()].filter((name) => name.split('/').length > 2);

test('it lies in a folder for each task, is in index and manifest, and is counted before', async () => {
  const { secretary, meeting, number } = await house();
  const estimate = await secretary.post('/exports/estimate', { ...ORDER, meetings: [meeting] });
  expect(estimate.body).toMatchObject({ files: 2, fileBytes: 2 * Buffer.byteLength('照片.txt') });

  const zip = await parts(secretary, { ...ORDER, meetings: [meeting] });

  const folder = `2021-04-23 例会/任务附件/第${number}号 修订教材：第一章 “绪论”`;
  expect(named(zip)).toEqual([`${folder}/照片.txt`, `${folder}/照片 (2).txt`]);
  expect(zip.get(`${folder}/照片.txt`)?.bytes.toString()).toBe('照片.txt');
  expect(zip.get('校验清单.json')?.bytes.toString()).toContain(`"path": "${folder}/照片 (2).txt"`);
  expect(zip.get('索引.html')?.bytes.toString()).toContain(encodeURIComponent('照片 (2).txt'));
});

test('its folders are called in the language of the order', async () => {
  const { secretary, meeting, number } = await house();

  const zip = await parts(secretary, { ...ORDER, meetings: [meeting], locale: 'en' });

  expect(named(zip)[0]).toMatch(new RegExp(`^2021-04-23 例会/Task files/No\\. ${number} 修订教材`));
});

test('the public edition has none of it, nor a word that there is any', async () => {
  const { secretary, meeting } = await house();
  const order = { ...ORDER, meetings: [meeting], audience: 'public' };
  expect((await secretary.post('/exports/estimate', order)).body).toMatchObject({ files: 0, fileBytes: 0 });

  const zip = await parts(secretary, order);

  expect(named(zip)).toEqual([]);
  const said = [...zip].filter(([name]) => /\.(?:html|json)$/.test(name)).map(([, { bytes }]) => bytes.toString());
  expect(said.join()).not.toMatch(/照片|任务附件|修订教材/);
});

test('without attached files there is none of it either', async () => {
  const { secretary, meeting } = await house();

  expect(named(await parts(secretary, { ...ORDER, files: false, meetings: [meeting] }))).toEqual([]);
});
