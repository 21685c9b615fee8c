// A meeting is read once for all its papers, as long as nobody changes it; and what is taken back while they are made is in none of
// those that come later.
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { BundleOrder } from '../../shared/api/bundle.schema.ts';
import { createMeetingBody } from '../../shared/api/meeting.schema.ts';
import { addItem, readAgenda, setItem } from '../../shared/doc/desk-agenda.ts';
import { removeFile, writeFile } from '../../shared/doc/record-files.ts';
import type { MeetingFile } from '../../shared/domain/file.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { AssignedTaskId, FileId, ItemId, MeetingId } from '../../shared/domain/ids.ts';
import { refused } from '../../shared/lib/result.ts';
import type { RoomChange } from '../../server/sync/room-options.ts';
import { bundleGround, orderOf } from '../support/bundles.ts';
import { START } from '../support/hand-clock.ts';
import { must, openTestOffice, userWith } from '../support/office.ts';
import { leaksIn } from '../support/papers/leak-search.ts';

const SECRETARY = userWith('secretary');
const READER = userWith('reader');
const ALL_THE_SAME = { override: { reason: '试' } };
const FILES = { papers: [], formats: [], files: true };

async function ground() {
  const office = await openTestOffice();
  const agenda = [
    { title: '审议工作报告', kind: 'deliberation' },
    { title: '商调人事', kind: 'deliberation' },
  ];
  const body = createMeetingBody.parse({ title: '例会', plannedStart: START, agenda });
  const meeting = brand<MeetingId>(must(await office.services.meetings.create(SECRETARY, body)).id);
  const change = async (what: Omit<RoomChange<null>, 'value'>): Promise<void> => {
    must(
      await office.rooms.change(meeting, 1, 'user:secretary', () => ({ ok: true, value: { value: null, ...what } })),
    );
  };
  return { office, meeting, change };
}

function file(id: string): MeetingFile {
  return {
    ...{ id: brand(id), name: `${id}.txt`, mediaType: 'text/plain', sizeBytes: 3, digest: id.padEnd(64, 'd') },
    ...{ parent: { kind: 'meeting' }, at: START, by: 'secretary', byName: '林静' },
  };
}

/** Two files in the meeting, whose bytes are there. */
async function withFiles() {
  const on = await ground();
  await on.change({
    record: (doc) => {
      writeFile(doc, file('f1'));
      writeFile(doc, file('f2'));
    },
  });
  const source = on.office.services.exportSource.remembering();
  const bytes = () => Promise.resolve(Readable.from([Buffer.from('abc')]));
  const given = { snapshot: source.snapshot.bind(source), seal: source.seal.bind(source), bytes };
  const bundles = await bundleGround(on.office, [SECRETARY], { source: given });
  return { ...on, bundles };
}

describe('a source that remembers', () => {
  test('reads a meeting once, for each edition, until somebody changes it', async () => {
    const { office, meeting, change } = await ground();
    const source = office.services.exportSource.remembering();
    const read = async (audience: 'internal' | 'public') => must(await source.snapshot(SECRETARY, meeting, audience));
    const [inside, outside] = [await read('internal'), await read('public')];

    expect([await read('internal'), await read('public')]).toEqual([inside, outside]);
    expect((await read('internal')) === inside && (await read('public')) === outside).toBe(true);
    const second = inside.agenda[1]?.id ?? expect.fail();
    await change({ desk: (doc) => setItem(doc, second, { internal: true }) });

    expect((await read('public')).agenda.map(({ title }) => title)).toEqual(['审议工作报告']);
    expect((await read('internal')).agenda.map(({ internal }) => internal)).toEqual([false, true]);
    // Each by itself reads it anew.
    expect(must(await office.services.exportSource.snapshot(SECRETARY, meeting, 'public'))).toEqual(
      await read('public'),
    );
  });

  test('asks for the right of whoever asks, whatever it has read for another', async () => {
    const { office, meeting } = await ground();
    const source = office.services.exportSource.remembering();
    const before = must(await source.snapshot(SECRETARY, meeting, 'internal'));
    must(await source.snapshot(SECRETARY, meeting, 'public'));

    expect(await source.snapshot(READER, meeting, 'public')).toMatchObject({ ok: false, code: 'not-found' });
    must(await office.services.archive.archive(SECRETARY, meeting, ALL_THE_SAME));
    const sealed = must(await source.snapshot(SECRETARY, meeting, 'internal'));
    expect(sealed).not.toBe(before);
    expect(await source.snapshot(READER, meeting, 'internal')).toMatchObject({ ok: false, code: 'not-found' });
    expect(must(await source.snapshot(READER, meeting, 'public')).audience).toBe('public');
    expect(must(await source.snapshot(SECRETARY, meeting, 'internal')) === sealed).toBe(true);
    const elsewhere: ActingUser = { ...SECRETARY, grants: [{ role: 'secretary', bodyId: brand('x') }] };
    expect(await source.snapshot(elsewhere, meeting, 'internal')).toMatchObject({ ok: false, code: 'not-found' });
  });
});

describe('while a public bundle is made', () => {
  test('an item that becomes internal is in no paper that comes later', async () => {
    const { office, meeting, change } = await ground();
    const on = await bundleGround(office, [SECRETARY]);
    on.between = (count) =>
      count === 2
        ? change({ desk: (doc) => setItem(doc, readAgenda(doc)[1]?.id ?? expect.fail(), { internal: true }) })
        : undefined;

    const order = orderOf([meeting], { papers: ['notice', 'agenda'], formats: ['docx'], audience: 'public' });
    const { id } = must(await on.bundles.create(SECRETARY, order));
    await on.ended(SECRETARY, id);

    const has = async (name: string): Promise<boolean> => {
      const content = on.parts(id).get(`2021-04-23 例会/${name}.docx`)?.bytes ?? expect.fail();
      return (await leaksIn({ fileName: '', content }, new Set(['商调人事']))).length > 0;
    };
    expect([await has('会议通知'), await has('会议议程')]).toEqual([true, false]);
  });
});

describe('a meeting that is sealed or reopened while its papers are made', () => {
  /** What stands in the agenda, the second of two papers; `meanwhile` happens after the first. */
  async function second(
    { office, meeting }: Awaited<ReturnType<typeof ground>>,
    meanwhile: () => Promise<unknown>,
    { actor = SECRETARY, ...order }: Partial<BundleOrder> & { readonly actor?: ActingUser } = {},
  ) {
    const on = await bundleGround(office, [actor]);
    on.between = (count) => (count === 2 ? meanwhile() : undefined);
    const { id } = must(await on.bundles.create(actor, orderOf([meeting], order)));
    const ended = await on.ended(actor, id);
    const parts = on.parts(id);
    const has = async (word: string): Promise<boolean> => {
      const content = parts.get('2021-04-23 例会/会议议程.docx')?.bytes ?? expect.fail();
      return (await leaksIn({ fileName: '', content }, new Set([word]))).length > 0;
    };
    const { gaps } = must(await on.bundles.read(actor, id));
    return { ended, has, gaps, names: [...parts.keys()], manifest: parts.get('校验清单.json')?.bytes.toString() ?? '' };
  }

  /** Opened again, added to and sealed as the second version. */
  async function sealedAnew({ office, meeting }: Awaited<ReturnType<typeof ground>>): Promise<void> {
    const { archive } = office.services;
    must(await archive.reopen(SECRETARY, meeting, '更正'));
    const added = { id: brand<ItemId>('added'), kind: 'deliberation', title: '重开以后添的', order: 'zz' } as const;
    const desk: RoomChange<null>['desk'] = (doc) => addItem(doc, added);
    must(await office.rooms.change(meeting, 2, 'user:secretary', () => ({ ok: true, value: { value: null, desk } })));
    must(await archive.archive(SECRETARY, meeting, ALL_THE_SAME));
  }

  test('stays with the seal it began with when it is sealed anew, and the manifest names that one', async () => {
    const on = await ground();
    const { archiveId } = must(await on.office.services.archive.archive(SECRETARY, on.meeting, ALL_THE_SAME));

    const { ended, has, names, manifest } = await second(on, () => sealedAnew(on), { sealed: true });

    expect(ended).toMatchObject({ state: 'ready', entries: 4, failed: 0, leftOut: 0 });
    expect([await has('审议工作报告'), await has('重开以后添的')]).toEqual([true, false]);
    expect(JSON.parse(manifest)).toMatchObject({ meetings: [{ version: 1, archive: { id: archiveId, version: 1 } }] });
    expect(names.filter((name) => name.includes('快照'))).toEqual(['2021-04-23 例会/归档原件/第1版 快照.json']);
  });

  test.each([['the secretariat', SECRETARY] as const, ['a reader', READER] as const])(
    'gives nothing more of a version out once it is sealed anew, though it is %s who asks',
    async (_who, actor) => {
      const on = await ground();
      must(await on.office.services.archive.archive(SECRETARY, on.meeting, ALL_THE_SAME));

      const { ended, names, gaps } = await second(on, () => sealedAnew(on), { actor, audience: 'public' });

      expect(ended).toMatchObject({ state: 'ready', entries: 1, leftOut: 1 });
      expect(gaps).toMatchObject([{ title: '例会', code: 'sealed' }]);
      expect(names.filter((name) => name.endsWith('.docx'))).toEqual(['2021-04-23 例会/会议通知.docx']);
    },
  );

  test.each([['a reader', READER, 'rights-changed'] as const, ['the secretariat', SECRETARY, null] as const])(
    'once it is ready and the meeting is sealed anew, is withheld from readers alone: %s',
    async (_who, actor, withheld) => {
      const on = await ground();
      must(await on.office.services.archive.archive(SECRETARY, on.meeting, ALL_THE_SAME));
      const { bundles, ended } = await bundleGround(on.office, [actor]);
      const { id } = must(await bundles.create(actor, orderOf([on.meeting], { audience: 'public' })));
      await ended(actor, id);
      expect(must(await bundles.read(actor, id)).withheld).toBeNull();

      on.office.clock.advance(1);
      await sealedAnew(on);

      expect(must(await bundles.read(actor, id)).withheld).toBe(withheld);
      expect((await bundles.file(actor, id, 'head')).ok).toBe(withheld === null);
    },
  );

  test('is not told as sealed when it is sealed between its reading and its seal', async () => {
    const { office, meeting } = await ground();
    const source = office.services.exportSource.remembering();
    must(await source.snapshot(SECRETARY, meeting, 'internal'));
    must(await office.services.archive.archive(SECRETARY, meeting, ALL_THE_SAME));

    expect(must(await source.seal(SECRETARY, meeting))).toBeNull();
    expect(must(await office.services.exportSource.seal(SECRETARY, meeting))).toMatchObject({ isShown: true });
  });

  test('is made as it was sealed when it is reopened: the index says that it was', async () => {
    const on = await ground();
    must(await on.office.services.archive.archive(SECRETARY, on.meeting, ALL_THE_SAME));

    const { ended, has, manifest } = await second(on, async () => {
      must(await on.office.services.archive.reopen(SECRETARY, on.meeting, '更正'));
      const added = { id: brand<ItemId>('added'), kind: 'deliberation', title: '重开以后添的', order: 'zz' } as const;
      const desk: RoomChange<null>['desk'] = (doc) => addItem(doc, added);
      must(
        await on.office.rooms.change(on.meeting, 2, 'user:secretary', () => ({
          ok: true,
          value: { value: null, desk },
        })),
      );
    });

    expect(ended).toMatchObject({ state: 'ready', entries: 2, failed: 0, leftOut: 0 });
    expect(manifest).toContain('"state": "sealed"');
    expect([await has('审议工作报告'), await has('重开以后添的')]).toEqual([true, false]);
  });

  test('is made as it stood when it is sealed', async () => {
    const on = await ground();

    const { ended, has, manifest } = await second(on, async () => {
      must(await on.office.services.archive.archive(SECRETARY, on.meeting, ALL_THE_SAME));
    });

    expect(ended).toMatchObject({ state: 'ready', entries: 2, failed: 0, leftOut: 0 });
    expect([await has('审议工作报告'), manifest.includes('"state": "as-it-stands"')]).toEqual([true, true]);
  });
});

describe('while files go in', () => {
  test('one that is removed from the meeting does not, and is not told of', async () => {
    const { meeting, change, bundles: on } = await withFiles();
    on.between = (count) => (count === 2 ? change({ record: (doc) => removeFile(doc, brand('f2')) }) : undefined);

    const { id } = must(await on.bundles.create(SECRETARY, orderOf([meeting], FILES)));
    const ended = await on.ended(SECRETARY, id);

    expect(ended).toMatchObject({ state: 'ready', entries: 1, failed: 0, lacking: 0 });
    expect([...on.parts(id)].map(([name]) => name).filter((name) => name.includes('附件'))).toEqual([
      '2021-04-23 例会/附件/f1.txt',
    ]);
  });

  test('a meeting that goes into the trash ends there, its files too', async () => {
    const { office, meeting, bundles: on } = await withFiles();
    on.between = (count) => (count === 2 ? office.services.meetings.trash(SECRETARY, meeting) : undefined);

    const { id } = must(await on.bundles.create(SECRETARY, orderOf([meeting], FILES)));

    expect(await on.ended(SECRETARY, id)).toMatchObject({ state: 'ready', entries: 1, leftOut: 1 });
  });

  test('one account that is disabled ends it before the next', async () => {
    const { meeting, bundles: on } = await withFiles();
    on.between = (count) => (count === 2 ? on.accounts.delete('secretary') : undefined);

    const { id } = must(await on.bundles.create(SECRETARY, orderOf([meeting], FILES)));

    expect(await on.ended(SECRETARY, id)).toMatchObject({ state: 'failed', fault: 'not-allowed', entries: 0 });
  });
});

describe('what was brought to a task', () => {
  test('that may not be read any more is missing by name; the rest of the meeting is not', async () => {
    const { office, meeting } = await ground();
    const row = {
      ...{
        id: brand<FileId>('e1'),
        taskId: brand<AssignedTaskId>('t1'),
        identity: null,
        link: null,
        byId: 'secretary',
      },
      ...{
        byName: '林静',
        name: '照片.jpg',
        mediaType: 'image/jpeg',
        sizeBytes: 3,
        digest: 'd',
        width: null,
        height: null,
      },
      ...{ createdAt: START, attachedAt: START },
    };
    const task = { id: row.taskId, number: 3, what: '整改', bodyId: null };
    const on = await bundleGround(office, [SECRETARY], {
      tasks: {
        filesOf: () => Promise.resolve([{ task, file: row }]),
        openFile: () => Promise.resolve(refused('not-found')),
      },
    });

    const { id } = must(await on.bundles.create(SECRETARY, orderOf([meeting], { files: true, papers: ['agenda'] })));
    await on.ended(SECRETARY, id);

    expect(must(await on.bundles.read(SECRETARY, id))).toMatchObject({
      ...{ state: 'ready', entries: 1, failed: 1, leftOut: 0 },
      gaps: [{ title: '例会', name: '照片.jpg', code: 'rights-changed' }],
    });
    expect(on.parts(id).get('索引.html')?.bytes.toString()).toContain('您已无权看这项任务');
  });
});
