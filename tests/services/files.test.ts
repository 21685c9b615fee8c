// Files as the services see them: what stands in the record, in snapshots, seals and exports, who gets what of a sealed
// meeting, and what is swept away. Over the real store and real bytes.
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { File } from '../../shared/api/file.schema.ts';
import { addItem, itemMinutes } from '../../shared/doc/desk-agenda.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import { readFiles } from '../../shared/doc/record-files.ts';
import type { FileParent } from '../../shared/domain/file.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { BodyId, ItemId, MeetingId, TaskId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok } from '../../shared/lib/result.ts';
import { DAY_MS } from '../../shared/lib/time.ts';
import { look, meetingIn, must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';
import { jpeg, png } from '../support/files/pictures.ts';

const SECRETARY = userWith('secretary');
const READER = userWith('reader');
const ALL_THE_SAME = { override: { reason: '试' } };

interface Given {
  readonly name?: string;
  readonly bytes?: Buffer | string;
  readonly parent?: FileParent;
}

async function attach(
  office: TestOffice,
  meetingId: MeetingId,
  { name = 'a.txt', bytes = 'abc', parent = { kind: 'meeting' } }: Given = {},
): Promise<File> {
  const upload = must(await office.services.files.begin(SECRETARY, { meetingId, parent }));
  const part = { claimedName: name, bytes: stream(bytes), expectedBytes: null };
  return must(await upload.take(part).finally(() => upload.leave()));
}

async function* stream(bytes: Buffer | string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(bytes);
}

async function change(office: TestOffice, meetingId: MeetingId, desk: (doc: Y.Doc) => void): Promise<void> {
  must(await office.rooms.change(meetingId, 1, 'user:test', () => ok({ value: null, desk })));
}

/** An item whose minutes show `fileIds`, each between two paragraphs of text. */
function itemShowing(id: string, fileIds: readonly string[], { internal = false, mark = false } = {}) {
  return (desk: Y.Doc): void => {
    const itemId = brand<ItemId>(id);
    addItem(desk, { id: itemId, kind: 'briefing', title: `议题${id}`, order: 'a0', ...(internal ? { internal } : {}) });
    const minutes = itemMinutes(desk, itemId);
    for (const fileId of fileIds) {
      const picture = new Y.XmlElement('image');
      picture.setAttribute('fileId', fileId);
      picture.setAttribute('alt', `图${id}`);
      const paragraph = new Y.XmlElement('paragraph');
      const text = new Y.XmlText();
      text.insert(0, `文字${id}`, mark ? { internal: {} } : {});
      paragraph.insert(0, [text]);
      minutes?.insert(minutes.length, [paragraph, picture]);
    }
  };
}

async function statusOf(office: TestOffice, actor: typeof READER, id: string): Promise<string> {
  const opened = await office.services.files.open(actor, id);
  return opened.ok ? opened.value.file.name : opened.code;
}

const blobPath = (office: TestOffice, digest: string): string =>
  join(office.dataDir, 'files', digest.slice(0, 2), digest);

describe('a file', () => {
  test('stands in the record from the commit on that made it, until it is taken off', async () => {
    const office = await openTestOffice();
    const meetingId = await meetingIn(office);

    const file = await attach(office, meetingId, { name: '预算.txt' });

    const told = await look(office, meetingId, ({ record }) => readFiles(record));
    expect(told).toEqual([
      {
        ...{ id: file.id, name: '预算.txt', mediaType: 'text/plain', sizeBytes: 3, digest: file.digest },
        ...{ parent: { kind: 'meeting' }, at: file.createdAt, by: 'secretary', byName: 'secretary' },
      },
    ]);
    must(await office.services.files.rename(SECRETARY, file.id, '新.txt'));
    expect(await look(office, meetingId, ({ record }) => readFiles(record)[0]?.name)).toBe('新.txt');
    must(await office.services.files.remove(SECRETARY, file.id));
    expect(await look(office, meetingId, ({ record }) => readFiles(record))).toEqual([]);
    expect(await look(office, meetingId, ({ record }) => record.getMap('files').get(file.id))).toMatchObject({
      removed: true,
    });
  });

  test('may belong to a task', async () => {
    const office = await openTestOffice();
    const meetingId = await meetingIn(office);
    const id = brand<TaskId>('task-1');
    const task = { id, what: '起草', owners: [], supporters: [], due: null, dueText: null, itemId: null };
    await change(office, meetingId, (desk) => addTask(desk, { ...task, state: 'draft', order: 'a0' }));

    const file = await attach(office, meetingId, { parent: { kind: 'task', id } });

    expect(file.parent).toEqual({ kind: 'task', id });
  });

  test('is not attached by someone whose right was taken while its bytes came', async () => {
    const office = await openTestOffice();
    const meetingId = await meetingIn(office);
    let isCurrent = true;
    const actor = { ...SECRETARY, isCurrent: () => isCurrent };
    const upload = must(await office.services.files.begin(actor, { meetingId, parent: { kind: 'meeting' } }));
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('abc');
      isCurrent = false;
    }

    const taken = await upload.take({ claimedName: 'a.txt', bytes: bytes(), expectedBytes: null });

    expect(taken).toMatchObject({ ok: false, code: 'rights-changed' });
    expect(must(await office.services.files.list(SECRETARY, meetingId))).toEqual([]);
    expect(readdirSync(join(office.dataDir, 'files', 'incoming'))).toEqual([]);
  });
});

describe('the public', () => {
  test('gets the pictures that sealed public minutes show, and nothing of any other file', async () => {
    const office = await openTestOffice();
    const meetingId = await meetingIn(office);
    const shown = await attach(office, meetingId, { name: '签约现场.jpg', bytes: jpeg(40, 30) });
    const hidden = await attach(office, meetingId, { name: '密谈.png', bytes: png(30, 40) });
    const beside = await attach(office, meetingId, { name: '涂改.png', bytes: png(20, 20) });
    const unused = await attach(office, meetingId, { name: '未用.png', bytes: png(10, 10) });
    const paper = await attach(office, meetingId, { name: '内部测算.txt', bytes: '成本三百万' });
    await change(office, meetingId, itemShowing('a', [shown.id, paper.id]));
    await change(office, meetingId, itemShowing('b', [hidden.id], { internal: true }));
    await change(office, meetingId, itemShowing('c', [beside.id], { mark: true }));
    const before = await statusOf(office, READER, shown.id);

    must(await office.services.archive.archive(SECRETARY, meetingId, ALL_THE_SAME));

    expect(before).toBe('not-found');
    expect(await statusOf(office, READER, shown.id)).toBe('image-1.jpg');
    for (const { id } of [hidden, beside, unused, paper]) expect(await statusOf(office, READER, id)).toBe('not-found');
    for (const { id, name } of [shown, hidden, beside, unused, paper])
      expect(await statusOf(office, SECRETARY, id)).toBe(name);
  });

  test('is asked by whose the seal was, when the meeting has gone to another body since', async () => {
    const office = await openTestOffice();
    const { archive, bodies, meetings } = office.services;
    for (const id of ['council', 'board']) must(await bodies.create(SECRETARY, { id, name: id }));
    const [council, board] = [brand<BodyId>('council'), brand<BodyId>('board')];
    const meetingId = brand<MeetingId>(must(await meetings.create(SECRETARY, { title: '例会', bodyId: council })).id);
    const shown = await attach(office, meetingId, { name: '照片.png', bytes: png(20, 10) });
    const other = await attach(office, meetingId);
    await change(office, meetingId, itemShowing('open', [shown.id]));
    must(await archive.archive(SECRETARY, meetingId, ALL_THE_SAME));
    must(await archive.reopen(SECRETARY, meetingId, '改由监事会召开'));
    must(await meetings.patch(SECRETARY, meetingId, { bodyId: board }, 'any'));
    const of = (...grants: ActingUser['grants']): ActingUser => ({ ...READER, grants });
    const keeps = { role: 'secretary', bodyId: board } as const;
    const reads = { role: 'reader', bodyId: council } as const;

    expect(await statusOf(office, of(reads), shown.id)).toBe('image-1.png');
    expect(await statusOf(office, of(reads), other.id)).toBe('not-found');
    expect(await statusOf(office, of({ role: 'reader', bodyId: board }), shown.id)).toBe('not-found');
    must(await office.services.files.remove(SECRETARY, other.id));
    expect(await statusOf(office, of(keeps, reads), other.id)).toBe('not-found');
    expect(await statusOf(office, of({ role: 'secretary', bodyId: council }), other.id)).toBe('a.txt');
  });

  test('[T37] finds no byte of an internal file in any public export, nor its name', async () => {
    const office = await openTestOffice();
    const meetingId = await meetingIn(office);
    const shown = await attach(office, meetingId, { name: '签约现场.jpg', bytes: jpeg(40, 30) });
    const hidden = await attach(office, meetingId, { name: '密谈.png', bytes: png(30, 40) });
    const beside = await attach(office, meetingId, { name: '涂改.png', bytes: png(20, 20) });
    await change(office, meetingId, itemShowing('a', [shown.id, 'nothing']));
    await change(office, meetingId, itemShowing('b', [hidden.id], { internal: true }));
    await change(office, meetingId, itemShowing('c', [beside.id], { mark: true }));
    const exported = async (format: string, audience: 'public' | 'internal'): Promise<string> => {
      const request = { meetingId, format, audience, locale: 'zh-CN' } as const;
      return String(must(await office.services.exports.exportMeeting(SECRETARY, request)).content);
    };
    const base64 = async ({ id }: File): Promise<string> => {
      const opened = must(await office.services.files.open(SECRETARY, id));
      const chunks: Buffer[] = [];
      for await (const chunk of (await opened.read()) ?? []) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString('base64');
    };

    const open = {
      html: await exported('html', 'public'),
      md: await exported('md', 'public'),
      json: await exported('json', 'public'),
    };
    const closed = { html: await exported('html', 'internal'), md: await exported('md', 'internal') };

    expect(open.html).toContain(`<img src="data:image/jpeg;base64,${await base64(shown)}" alt="图a">`);
    // A picture of no file of this meeting is its description.
    expect(open.html).toContain('<p class="picture">图a</p>');
    expect(open.md).toContain('![图a](<image-1.jpg>)');
    for (const text of Object.values(open)) {
      for (const secret of [hidden, beside]) {
        for (const trace of [secret.id, secret.digest, secret.name, await base64(secret)])
          expect(text).not.toContain(trace);
      }
      expect(text).not.toContain('签约现场');
    }
    expect(closed.html).toContain(await base64(hidden));
    expect(closed.md).toContain('![图c](<涂改.png>)');
  });
});

test('a file of a sealed meeting is found by its name, by those who may know it', async () => {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);
  await attach(office, meetingId, { name: '培训经费测算表.txt' });
  must(await office.services.archive.archive(SECRETARY, meetingId, ALL_THE_SAME));
  const found = async (actor: typeof READER): Promise<number> =>
    must(await office.services.search.search(actor, { q: '经费测算' })).results.length;

  expect([await found(SECRETARY), await found(READER)]).toEqual([1, 0]);
});

describe('a seal', () => {
  test('names every file by its digest; its bytes are read again by verification', async () => {
    const office = await openTestOffice();
    const meetingId = await meetingIn(office);
    const files = [await attach(office, meetingId), await attach(office, meetingId, { bytes: 'other', name: 'b.txt' })];
    const { archiveId } = must(await office.services.archive.archive(SECRETARY, meetingId, ALL_THE_SAME));
    const verify = async (): Promise<unknown> => {
      const { intact, checks } = must(await office.services.archive.verify(SECRETARY, brand(archiveId)));
      return { intact, broken: checks.filter((check) => !check.intact) };
    };
    const whole = await verify();
    const [first, second] = files;
    rmSync(blobPath(office, first?.digest ?? ''));
    writeFileSync(blobPath(office, second?.digest ?? ''), 'otheR');

    const found = [`${first?.digest} missing`, `${second?.digest} damaged`].sort().join(', ');
    expect(whole).toEqual({ intact: true, broken: [] });
    expect(await verify()).toEqual({
      intact: false,
      broken: [{ name: 'files', intact: false, expected: 'intact', found }],
    });
  });

  test('of a meeting that was opened again keeps what the next version takes off', async () => {
    const office = await openTestOffice();
    const meetingId = await meetingIn(office);
    const picture = await attach(office, meetingId, { name: '图.png', bytes: png(9, 9) });
    await change(office, meetingId, itemShowing('a', [picture.id]));
    must(await office.services.archive.archive(SECRETARY, meetingId, ALL_THE_SAME));
    must(await office.services.archive.reopen(SECRETARY, meetingId, '更正'));

    expect(must(await office.services.files.list(SECRETARY, meetingId)).map((file) => file.id)).toEqual([picture.id]);
    must(await office.services.files.remove(SECRETARY, picture.id));
    office.clock.advance(3 * DAY_MS);
    await office.services.files.sweep();

    expect(must(await office.services.files.list(SECRETARY, meetingId))).toEqual([]);
    expect([await statusOf(office, SECRETARY, picture.id), await statusOf(office, READER, picture.id)]).toEqual([
      '图.png',
      'image-1.png',
    ]);
    expect(existsSync(blobPath(office, picture.digest))).toBe(true);
  });
});

describe('the sweep', () => {
  test('takes what was taken off a day ago, and nothing that any file still has', async () => {
    const office = await openTestOffice();
    const [one, other] = [await meetingIn(office), await meetingIn(office)];
    const alone = await attach(office, one, { bytes: 'alone' });
    const shared = await attach(office, one, { bytes: 'shared' });
    await attach(office, other, { bytes: 'shared' });
    office.clock.advance(2 * DAY_MS);
    for (const { id } of [alone, shared]) must(await office.services.files.remove(SECRETARY, id));

    const soon = await office.services.files.sweep();
    office.clock.advance(DAY_MS + 1);
    const later = await office.services.files.sweep();

    expect([soon, later]).toEqual([0, 1]);
    expect([existsSync(blobPath(office, alone.digest)), existsSync(blobPath(office, shared.digest))]).toEqual([
      false,
      true,
    ]);
  });
});

test('a meeting is full at five hundred files', async () => {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);
  for (let count = 0; count < 500; count += 1) await attach(office, meetingId);

  const refused = await office.services.files.begin(SECRETARY, { meetingId, parent: { kind: 'meeting' } });

  expect(refused).toMatchObject({ ok: false, code: 'files-full', data: { limitFiles: 500 } });
});
