// History and named versions over the real app: written by real clients, replayed by the real thread.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished, expect, test } from 'vitest';
import * as Y from 'yjs';
import { itemMinutes } from '../../shared/doc/desk-agenda.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { MAX_NAMED_VERSIONS } from '../../shared/domain/named-version.ts';
import { brand } from '../../shared/lib/brand.ts';
import { field, listed, startApp, textField, type Caller, type TestApp } from '../support/app.ts';
import { eventually, openStockClient } from '../support/wire-clients.ts';

interface Meeting {
  readonly id: string;
  readonly item: ItemId;
}

async function importedMeeting(secretary: Caller, minutes: readonly string[] = []): Promise<Meeting> {
  const sheet = {
    meeting: { name: '例会' },
    agenda: [{ title: '听取汇报', kind: 'briefing', points: minutes }],
  };
  const id = textField(await secretary.post('/meetings/import', sheet), 'id');
  const snapshot = await secretary.get(`/meetings/${id}/snapshot`);
  const [item] = listed(snapshot, 'agenda', 'id');
  return { id, item: brand<ItemId>(item ?? '') };
}

/** Writes as `writer`, and waits until another client has it, so that it is on the disk. */
async function write(
  app: TestApp,
  writer: Caller,
  { id, item, version = 1 }: Meeting & { readonly version?: number },
  edit: (text: Y.XmlFragment) => void,
): Promise<void> {
  const token = textField(await writer.post('/tokens', { label: 'test' }), 'token');
  const target = { url: app.url, token, doc: version === 1 ? `${id}/desk` : `${id}~${version}/desk` };
  const [client, reader] = [openStockClient(target), openStockClient(target)];
  onTestFinished(() => {
    client.close();
    reader.close();
  });
  await eventually(() => client.isSynced && reader.isSynced, 'both clients are synced');
  const text = itemMinutes(client.doc, item);
  if (text === null) throw new Error('no text');
  client.doc.transact(() => edit(text));
  await eventually(() => itemMinutes(reader.doc, item)?.toJSON() === text.toJSON(), 'the words arrived');
}

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}

test('the history of an item tells who wrote what, and how it stood before', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary', { username: 'li' });
  const notetaker = await app.as('notetaker', { username: 'wang' });
  const meeting = await importedMeeting(secretary);
  await write(app, secretary, meeting, (text) => text.insert(0, [paragraph('会议听取汇报。')]));
  await write(app, notetaker, meeting, (text) => text.insert(1, [paragraph('会议要求落实。')]));

  const history = await secretary.get(`/meetings/${meeting.id}/history?item=${meeting.item}`);
  const [newest] = listed(history, 'entries', 'point');
  const before = /"before":"([^"]+)"/.exec(JSON.stringify(history.body))?.[1];
  const past = await secretary.get(`/meetings/${meeting.id}/history/${newest ?? ''}?item=${meeting.item}`);
  const earlier = await secretary.get(`/meetings/${meeting.id}/history/${before ?? ''}?item=${meeting.item}`);

  expect(history.body).toMatchObject({
    entries: [
      { byName: 'wang', added: 7, removed: 0, parts: ['minutes'], excerpt: { kind: 'added', text: '会议要求落实。' } },
      { byName: 'li', added: 7 },
      { by: null, byName: null, parts: ['added'], before: null },
    ],
    cursor: null,
    gaps: [],
  });
  expect(past.body).toMatchObject({ writers: [{ byName: 'li' }, { byName: 'wang' }], items: [{ title: '听取汇报' }] });
  expect(JSON.stringify(past.body)).toContain('{"type":"text","text":"会议要求落实。","by":1}');
  expect(JSON.stringify(earlier.body)).not.toContain('会议要求落实');
});

test('a meeting that was imported with text says so', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const { id } = await importedMeeting(secretary, ['导入的文字']);

  const history = await secretary.get(`/meetings/${id}/history`);

  expect(history.body).toMatchObject({ gaps: [{ version: 1, kind: 'imported' }] });
});

test('what was written before an archive and a reopening is still told, with its authors', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary', { username: 'li' });
  const meeting = await importedMeeting(secretary);
  await write(app, secretary, meeting, (text) => text.insert(0, [paragraph('会议听取汇报。')]));
  await secretary.post(`/meetings/${meeting.id}/archive`, { override: { reason: '试' } });
  const archived = await secretary.get(`/meetings/${meeting.id}/history?item=${meeting.item}`);
  await secretary.post(`/meetings/${meeting.id}/reopen`, { reason: '补充' });
  await write(app, secretary, { ...meeting, version: 2 }, (text) => text.insert(1, [paragraph('补记。')]));

  const history = await secretary.get(`/meetings/${meeting.id}/history?item=${meeting.item}`);
  const now = await secretary.get(`/meetings/${meeting.id}/history/now?item=${meeting.item}`);

  expect(listed(archived, 'entries', 'point')[0]).toMatch(/^1-/);
  expect(listed(history, 'entries', 'point').map((point) => point.slice(0, 2))).toEqual(['2-', '1-']);
  expect(now.body).toMatchObject({ writers: [{ byName: 'li' }] });
});

test('rows that are damaged are said to be missing, and what is before them is told', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const meeting = await importedMeeting(secretary);
  await write(app, secretary, meeting, (text) => text.insert(0, [paragraph('一')]));
  await write(app, secretary, meeting, (text) => text.insert(0, [paragraph('二')]));
  const database = new Database(join(app.dataDir, 'gongbi.sqlite'));
  const doc = `${meeting.id}/desk`;
  const last = database.prepare('SELECT max(seq) FROM journal WHERE doc = ?').pluck().get(doc);
  database.prepare('UPDATE journal SET crc = crc + 1 WHERE doc = ? AND seq = ?').run(doc, last);
  database.close();

  const history = await secretary.get(`/meetings/${meeting.id}/history`);
  const lost = await secretary.get(`/meetings/${meeting.id}/history/1-${String(last)}`);
  const never = await secretary.get(`/meetings/${meeting.id}/history/2-1`);

  expect(history.body).toMatchObject({ gaps: [{ kind: 'damaged', version: 1, lastGoodSeq: Number(last) - 1 }] });
  expect([lost.status, field(lost, 'code'), never.status]).toEqual([409, 'document-damaged', 404]);
});

test('a named version keeps how the meeting stood, and can be renamed, deleted and put back', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary', { username: 'li' });
  const meeting = await importedMeeting(secretary);
  await write(app, secretary, meeting, (text) => text.insert(0, [paragraph('初稿的话。')]));
  const created = await secretary.post(`/meetings/${meeting.id}/versions`, { name: ' 初稿 ' });
  const path = `/meetings/${meeting.id}/versions/${textField(created, 'id')}`;
  await write(app, secretary, meeting, (text) => text.delete(0, 1));

  const state = await secretary.get(path);
  const renamed = await secretary.patch(path, { name: '送审稿' });
  const removed = await secretary.delete(path);
  const without = await secretary.get(`/meetings/${meeting.id}/versions`);
  const gone = await secretary.get(path);
  const restored = await secretary.post(`${path}/restore`);
  const audit = await (await app.admin()).get('/audit');

  expect(created.body).toMatchObject({ kind: 'named', name: '初稿', byName: 'li' });
  expect(JSON.stringify(state.body)).toContain('初稿的话。');
  expect(renamed.body).toMatchObject({ name: '送审稿' });
  expect([removed.status, without.body, gone.status]).toEqual([204, { versions: [] }, 404]);
  expect(restored.body).toEqual(renamed.body);
  expect(JSON.stringify(audit.body)).toContain('version.removed');
  expect(JSON.stringify(audit.body)).toContain('version.restored');
});

test('beginning, closing and archiving leave versions by themselves', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const { id } = await importedMeeting(secretary);

  for (const to of ['live', 'follow-up']) await secretary.post(`/meetings/${id}/phase`, { to });
  await secretary.post(`/meetings/${id}/archive`, { override: { reason: '试' } });

  const versions = await secretary.get(`/meetings/${id}/versions`);
  expect(listed(versions, 'versions', 'kind')).toEqual(['began', 'closed', 'archived']);
  expect(versions.body).toMatchObject({ versions: [{ name: null }, { name: null }, { name: null }] });
});

test('who goes back into a closed meeting has not begun it again', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const { id } = await importedMeeting(secretary);

  for (const to of ['live', 'follow-up', 'live']) await secretary.post(`/meetings/${id}/phase`, { to, reason: '补记' });

  const versions = await secretary.get(`/meetings/${id}/versions`);
  expect(listed(versions, 'versions', 'kind')).toEqual(['began', 'closed']);
});

test('a meeting holds so many named versions and no more', async () => {
  const app = await startApp();
  const secretary = await app.as('secretary');
  const { id } = await importedMeeting(secretary);
  for (let index = 0; index < MAX_NAMED_VERSIONS; index += 1)
    await secretary.post(`/meetings/${id}/versions`, { name: `第${index}稿` });

  const refused = await secretary.post(`/meetings/${id}/versions`, { name: '太多' });

  expect([refused.status, field(refused, 'code'), field(refused, 'limit')]).toEqual([
    409,
    'versions-full',
    MAX_NAMED_VERSIONS,
  ]);
});
