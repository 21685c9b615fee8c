// Papers of many meetings as one zip: what stands in it, what is named instead, and how one ends that is cancelled, interrupted,
// without a right, without room or too old. Over the real store, real papers and a real folder.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ShelfFault, type BundleShelf } from '../../server/bundle-ports.ts';
import { BundleFolder } from '../../server/files/bundle-shelf.ts';
import { createMeetingBody } from '../../shared/api/meeting.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { BodyId } from '../../shared/domain/ids.ts';
import { PAPER_FORMATS, PAPER_KINDS } from '../../shared/papers/kinds.ts';
import { brand } from '../../shared/lib/brand.ts';
import { refused } from '../../shared/lib/result.ts';
import { HOUR_MS } from '../../shared/lib/time.ts';
import { bundleGround, orderOf, type BundleGround } from '../support/bundles.ts';
import { START } from '../support/hand-clock.ts';
import { meetingIn, must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';
import { leaksIn } from '../support/papers/leak-search.ts';
import { secretMeeting } from '../support/papers/secret-meeting.ts';
import { SILENT_LOG } from '../support/rooms-fixture.ts';

const SECRETARY = userWith('secretary');
const OTHER = userWith('secretary', 'other');
const READER = userWith('reader');
const ALL_THE_SAME = { override: { reason: '试' } };

async function planned(office: TestOffice, title: string, bodyId?: string): Promise<string> {
  const facts = { title, plannedStart: START, plannedEnd: START + HOUR_MS, ...(bodyId ? { bodyId } : {}) };
  const body = createMeetingBody.parse({ ...facts, agenda: [{ title: '审议工作报告', kind: 'deliberation' }] });
  return must(await office.services.meetings.create(SECRETARY, body)).id;
}

async function ground(count: number, given: Parameters<typeof bundleGround>[2] = {}) {
  const office = await openTestOffice();
  const meetings: string[] = [];
  for (let at = 1; at <= count; at += 1) meetings.push(await planned(office, `第${at}次例会`));
  return { office, meetings, ...wrapped(await bundleGround(office, [SECRETARY, OTHER, READER], given)) };
}

/** So that a test may set `between` on the very thing that is asked. */
function wrapped(on: BundleGround): { readonly on: BundleGround } {
  return { on };
}

function json(parts: ReturnType<BundleGround['parts']>, name: string): Record<string, never> {
  return JSON.parse(parts.get(name)?.bytes.toString('utf8') ?? '{}') as Record<string, never>;
}

function left(office: TestOffice): readonly string[] {
  return readdirSync(join(office.dataDir, 'bundles')).filter((name) => !name.endsWith('.json'));
}

describe('a bundle', () => {
  test('holds a folder a meeting, an index and a manifest that gives the digest of every file', async () => {
    const { on, meetings } = await ground(2);

    const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));
    const ended = await on.ended(SECRETARY, id);

    expect(ended).toMatchObject({
      state: 'ready',
      meetings: 2,
      done: 2,
      entries: 4,
      failed: 0,
      leftOut: 0,
      lacking: 0,
    });
    const parts = on.parts(id);
    expect([...parts.keys()]).toEqual([
      ...['2021-04-23 第1次例会/会议通知.docx', '2021-04-23 第1次例会/会议议程.docx'],
      ...['2021-04-23 第2次例会/会议通知.docx', '2021-04-23 第2次例会/会议议程.docx'],
      ...['索引.html', '索引.xlsx', '校验清单.json'],
    ]);
    const manifest = json(parts, '校验清单.json');
    const listed = [manifest['meetings'], manifest['files']].flatMap((found) => JSON.stringify(found));
    for (const [name, { bytes }] of parts) {
      if (name === '校验清单.json') continue;
      const digest = createHash('sha256').update(bytes).digest('hex');
      expect(listed.join('\n')).toContain(
        `{"path":${JSON.stringify(name)},"sizeBytes":${bytes.length},"sha256":"${digest}"}`,
      );
    }
    expect(parts.get('索引.html')?.bytes.toString('utf8')).toContain('%E4%BC%9A%E8%AE%AE%E9%80%9A%E7%9F%A5.docx');
    expect(parts.get('2021-04-23 第1次例会/会议通知.docx')).toMatchObject({ isStored: true, day: '2021-04-23' });
  });

  test('holds the sealed record of an archived meeting, by which its digest is verified', async () => {
    const { office, on, meetings } = await ground(1);
    const [meeting = ''] = meetings;
    const { digest, archiveId } = must(await office.services.archive.archive(SECRETARY, brand(meeting), ALL_THE_SAME));

    const { id } = must(
      await on.bundles.create(SECRETARY, orderOf(meetings, { sealed: true, papers: [], formats: [] })),
    );
    await on.ended(SECRETARY, id);

    const parts = on.parts(id);
    const [seal, snapshot] = ['封存凭证', '快照'].map(
      (name) => parts.get(`2021-04-23 第1次例会/归档原件/第1版 ${name}.json`)?.bytes,
    );
    expect(
      createHash('sha256')
        .update(seal ?? '')
        .digest('hex'),
    ).toBe(digest);
    const { snapshotDigest } = JSON.parse(seal?.toString('utf8') ?? '') as { snapshotDigest: string };
    expect(
      createHash('sha256')
        .update(snapshot ?? '')
        .digest('hex'),
    ).toBe(snapshotDigest);
    expect(json(parts, '校验清单.json')['meetings']).toMatchObject([
      { state: 'sealed', archive: { id: archiveId, version: 1, digest } },
    ]);
  });

  test('names what a meeting has not and what could not be made, and goes on', async () => {
    const { office, meetings } = await ground(2);
    const { papers } = office.services;
    const print: typeof papers.print = (actor, request) => {
      if (request.meetingId === meetings[0] && request.kind === 'agenda') throw new Error('a fault of one paper');
      return request.kind === 'notice' ? Promise.resolve(refused('paper-unprintable')) : papers.print(actor, request);
    };
    const on = await bundleGround(office, [SECRETARY], { papers: { offers: papers.offers.bind(papers), print } });

    const order = orderOf(meetings, { papers: ['notice', 'agenda', 'task-table'] });
    const { id } = must(await on.bundles.create(SECRETARY, order));
    const ended = await on.ended(SECRETARY, id);

    expect(ended).toMatchObject({ state: 'ready', entries: 1, failed: 3, lacking: 2, leftOut: 0 });
    expect(
      must(await on.bundles.read(SECRETARY, id)).gaps.map(({ paper, format, code }) => [paper, format, code]),
    ).toEqual([
      ['notice', 'docx', 'paper-unprintable'],
      ['agenda', 'docx', 'internal'],
      ['notice', 'docx', 'paper-unprintable'],
    ]);
    const index = on.parts(id).get('索引.html')?.bytes.toString('utf8') ?? '';
    expect(index).toContain('会议通知 Word：没能排成页面，可改用 Word');
    expect(index).toContain('任务分解表：还没有任务');
  });

  test('waits for a printer that is busy', async () => {
    const { office, meetings } = await ground(1);
    const { papers } = office.services;
    let asked = 0;
    const print: typeof papers.print = (actor, request) => {
      asked += 1;
      return asked < 3 ? Promise.resolve(refused('printer-busy')) : papers.print(actor, request);
    };
    const on = await bundleGround(office, [SECRETARY], { papers: { offers: papers.offers.bind(papers), print } });

    const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings, { papers: ['agenda'] })));

    expect(await on.ended(SECRETARY, id)).toMatchObject({ state: 'ready', entries: 1, failed: 0 });
  });

  test('says in the audit log who took which meeting along, and in which edition', async () => {
    const { office, on, meetings } = await ground(1);
    const admin = userWith('admin');

    for (const audience of ['internal', 'public'] as const) {
      // Who only asks whether it is there has fetched nothing.
      const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings, { audience })));
      await on.ended(SECRETARY, id);
      must(await on.bundles.file(SECRETARY, id, 'head'));
      must(await on.bundles.read(SECRETARY, id));
      must(await on.bundles.file(SECRETARY, id, 'whole'));
      must(await on.bundles.file(SECRETARY, id, 'part'));
    }

    const { entries } = must(await office.services.auditLog.list(admin, {}));
    const told = entries.filter(({ action }) => /bundled|export\./.test(action)).map(({ action }) => action);
    expect(told).toEqual([
      ...['export.fetched', 'meeting.bundled', 'export.begun'],
      ...['export.fetched', 'meeting.bundled-internal', 'export.begun'],
    ]);
    const about = entries.find(({ action }) => action === 'meeting.bundled');
    expect(about?.targets.map(({ kind }) => kind)).toEqual(['meeting', 'export']);
  });
});

test('that is fetched in parts only is in the audit log all the same, once an hour', async () => {
  const { office, on, meetings } = await ground(1);
  const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));
  await on.ended(SECRETARY, id);
  const part = async () => must(await on.bundles.file(SECRETARY, id, 'part'));
  const fetchings = async () => {
    const { entries } = must(await office.services.auditLog.list(userWith('admin'), {}));
    return entries.filter(({ action }) => action === 'export.fetched').length;
  };

  await part();
  await part();
  expect(await fetchings()).toBe(1);
  office.clock.advance(HOUR_MS);
  await part();
  expect(await fetchings()).toBe(2);
});

describe('an order', () => {
  test.each([
    ['nothing to make', { papers: [] }, 'papers', 'none'],
    ['papers in formats that none of them has', { papers: ['minutes'], formats: ['xlsx'] }, 'papers', 'none'],
    ['a meeting twice', { meetings: ['a', 'a'] }, 'meetings', 'twice'],
    ['sealed records for the public', { audience: 'public', sealed: true }, 'sealed', 'internal-only'],
    ['only what is unknown', { meetings: ['unknown'] }, 'meetings', 'none'],
  ] as const)('of %s is refused', async (_what, given, path, code) => {
    const { on, meetings } = await ground(1);

    const answer = await on.bundles.create(SECRETARY, orderOf(meetings, given as never));

    expect(answer).toMatchObject({ ok: false, code: 'invalid', data: { errors: [{ path, code }] } });
  });

  test('is weighed before anything is made', async () => {
    const { on, meetings } = await ground(3, {
      files: { usageOf: () => Promise.resolve({ count: 2, bytes: 1_000_000 }) },
    });

    const order = orderOf([...meetings, 'unknown'], {
      papers: ['notice', 'sign-in'],
      formats: ['docx', 'xlsx'],
      files: true,
    });
    const estimate = must(await on.bundles.estimate(SECRETARY, order));

    expect(estimate).toMatchObject({ meetings: 3, papers: 9, files: 6, fileBytes: 3_000_000, hasRoom: true });
    expect(estimate.leftOut).toMatchObject([{ title: null, code: 'not-found' }]);
  });

  test('beyond two under way, or five that are kept, waits for its maker to clear up', async () => {
    const { on, meetings } = await ground(1);
    const create = () => on.bundles.create(SECRETARY, orderOf(meetings, { papers: ['agenda'] }));
    on.between = () => new Promise(() => undefined);
    const [first, second] = [must(await create()), must(await create())];

    expect(must(await on.bundles.read(SECRETARY, second.id))).toMatchObject({ state: 'waiting', ahead: 1 });
    expect(await create()).toMatchObject({ code: 'exports-full', data: { reason: 'under-way', limit: 2 } });
    expect((await on.bundles.create(OTHER, orderOf(meetings))).ok).toBe(true);
    on.between = () => undefined;
    for (const { id } of [first, second]) must(await on.bundles.remove(SECRETARY, id));
    for (let kept = 0; kept < 5; kept += 1) await on.ended(SECRETARY, must(await create()).id);
    expect(await create()).toMatchObject({ code: 'exports-full', data: { reason: 'kept', limit: 5 } });
  });

  test('waits for others once so many wait that nobody knows when it would be made', async () => {
    const office = await openTestOffice();
    const meeting = await planned(office, '例会');
    const people = Array.from({ length: 11 }, (_, at) => userWith('secretary', `s${at}`));
    const on = await bundleGround(office, people);
    on.between = () => new Promise(() => undefined);
    for (const who of people.slice(0, 10)) {
      for (let count = 0; count < 2; count += 1) must(await on.bundles.create(who, orderOf([meeting])));
    }

    const last = await on.bundles.create(people[10] ?? expect.fail(), orderOf([meeting]));

    expect(last).toMatchObject({ code: 'exports-full', data: { reason: 'queue', limit: 20 } });
  });

  test('that came to nothing gives way to newer ones', async () => {
    const { on, meetings } = await ground(1);
    for (let made = 0; made < 7; made += 1) {
      const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));
      must(await on.bundles.cancel(SECRETARY, id));
    }

    expect(on.bundles.list(SECRETARY).exports).toHaveLength(5);
  });
});

describe('whoever did not ask for it', () => {
  test('finds nothing there, whatever they try', async () => {
    const { on, meetings } = await ground(1);
    const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));
    await on.ended(SECRETARY, id);

    const tried = [
      await on.bundles.read(OTHER, id),
      await on.bundles.cancel(OTHER, id),
      await on.bundles.again(OTHER, id),
      await on.bundles.file(OTHER, id, 'whole'),
      await on.bundles.remove(OTHER, id),
    ];

    expect(tried.map((answer) => !answer.ok && answer.code)).toEqual(Array(5).fill('not-found'));
    expect(on.bundles.list(OTHER).exports).toEqual([]);
    expect((await on.bundles.file(SECRETARY, id, 'whole')).ok).toBe(true);
  });
});

describe('one that is cancelled', () => {
  test('stops before the next paper, leaves nothing, and can be begun anew', async () => {
    const { office, on, meetings } = await ground(6);
    on.between = (count) => (count === 5 ? new Promise(() => undefined) : undefined);
    const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));
    await expect.poll(async () => must(await on.bundles.read(SECRETARY, id)).entries).toBeGreaterThan(2);

    const cancelled = must(await on.bundles.cancel(SECRETARY, id));

    expect(cancelled).toMatchObject({ state: 'cancelled', entries: 0, sizeBytes: 0 });
    expect(left(office)).toEqual([]);
    expect(await on.bundles.file(SECRETARY, id, 'whole')).toMatchObject({ code: 'not-found' });
    on.between = () => undefined;
    must(await on.bundles.again(SECRETARY, id));
    expect(await on.ended(SECRETARY, id)).toMatchObject({ state: 'ready', entries: 12 });
    expect(must(await on.bundles.again(SECRETARY, id))).toMatchObject({ state: 'ready', entries: 12 });
  });

  test('while it waits never begins', async () => {
    const { on, meetings } = await ground(1);
    on.between = () => new Promise(() => undefined);
    must(await on.bundles.create(OTHER, orderOf(meetings)));
    const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));

    expect(must(await on.bundles.cancel(SECRETARY, id))).toMatchObject({ state: 'cancelled', done: 0 });
  });
});

describe('a restart', () => {
  test('finds one that was not finished interrupted, without bytes, and those that were ready ready', async () => {
    const { office, on, meetings } = await ground(2);
    const ready = must(await on.bundles.create(SECRETARY, orderOf(meetings)));
    await on.ended(SECRETARY, ready.id);
    office.clock.advance(1);
    on.between = (count) => (count > 8 ? new Promise(() => undefined) : undefined);
    const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));
    await expect.poll(async () => must(await on.bundles.read(SECRETARY, id)).entries).toBeGreaterThan(0);
    await on.bundles.close();
    writeFileSync(join(office.dataDir, 'bundles', `${id}.part`), 'half');
    writeFileSync(join(office.dataDir, 'bundles', 'stray.zip'), 'of nobody');

    const after = await on.restarted();

    expect(after.bundles.list(SECRETARY).exports.map(({ state }) => state)).toEqual(['interrupted', 'ready']);
    expect(left(office)).toEqual([`${ready.id}.zip`]);
    must(await after.bundles.again(SECRETARY, id));
    expect(await after.ended(SECRETARY, id)).toMatchObject({ state: 'ready', entries: 4 });
  });

  test('does not offer a zip that is not what it was', async () => {
    const { office, on, meetings } = await ground(1);
    const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));
    await on.ended(SECRETARY, id);
    await on.bundles.close();
    writeFileSync(join(office.dataDir, 'bundles', `${id}.zip`), 'cut off');

    expect((await on.restarted()).bundles.list(SECRETARY).exports).toMatchObject([{ state: 'interrupted' }]);
  });

  test('makes nothing of facts that it cannot read', async () => {
    const { office, on, meetings } = await ground(1);
    const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));
    await on.ended(SECRETARY, id);
    await on.bundles.close();
    writeFileSync(join(office.dataDir, 'bundles', `${id}.json`), '{"version":1,"id":');

    expect((await on.restarted()).bundles.list(SECRETARY).exports).toEqual([]);
    expect(existsSync(join(office.dataDir, 'bundles', `${id}.zip`))).toBe(false);
  });
});

describe('a right that is gone', () => {
  const body = brand<BodyId>('council');
  const ofBody = (user: ActingUser, bodyId: BodyId | null): ActingUser => ({
    ...user,
    grants: [{ role: 'secretary', bodyId }],
  });

  async function twoBodies() {
    const office = await openTestOffice();
    must(await office.services.bodies.create(SECRETARY, { id: 'council', name: '理事会' }));
    const meetings = [await planned(office, '理事会会议', 'council'), await planned(office, '别的会议')];
    return { office, meetings, on: await bundleGround(office, [SECRETARY, READER]) };
  }

  test('meanwhile leaves the meeting out, by name', async () => {
    const { on, meetings } = await twoBodies();
    on.between = (count) => (count === 3 ? on.accounts.set('secretary', ofBody(SECRETARY, body)) : undefined);

    const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));
    const ended = await on.ended(SECRETARY, id);

    expect(ended).toMatchObject({ state: 'ready', leftOut: 1, entries: 2 });
    expect(must(await on.bundles.read(SECRETARY, id)).gaps).toMatchObject([
      { title: '别的会议', paper: null, code: 'not-found' },
    ]);
    expect([...on.parts(id).keys()].some((name) => name.includes('别的会议'))).toBe(false);
  });

  test('in the middle of a meeting ends that meeting, its files too', async () => {
    const { on, meetings } = await twoBodies();
    on.between = (count) =>
      count === 2 ? on.accounts.set('secretary', ofBody(SECRETARY, brand<BodyId>('x'))) : undefined;

    const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));
    const ended = await on.ended(SECRETARY, id);

    expect(ended).toMatchObject({ state: 'ready', leftOut: 2, entries: 1 });
  });

  test('of an account that is disabled ends it', async () => {
    const { office, on, meetings } = await ground(2);
    on.between = (count) => (count === 2 ? on.accounts.delete('secretary') : undefined);

    const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));

    expect(await on.ended(SECRETARY, id)).toMatchObject({ state: 'failed', fault: 'not-allowed', entries: 0 });
    expect(left(office)).toEqual([]);
  });

  test('afterwards closes what holds the meeting; one in the trash since does not', async () => {
    const { office, on, meetings } = await twoBodies();
    const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));
    await on.ended(SECRETARY, id);
    must(await office.services.meetings.trash(SECRETARY, meetings[1] ?? ''));

    expect((await on.bundles.file(SECRETARY, id, 'whole')).ok).toBe(true);
    expect(must(await on.bundles.read(SECRETARY, id)).withheld).toBeNull();
    expect(await on.bundles.file(ofBody(SECRETARY, body), id, 'whole')).toMatchObject({
      ok: false,
      code: 'rights-changed',
    });
    expect(must(await on.bundles.read(ofBody(SECRETARY, body), id)).withheld).toBe('rights-changed');
  });

  test('a reader gets the public edition of archived meetings, and is told no title of another', async () => {
    const { office, on, meetings } = await ground(2);
    must(await office.services.archive.archive(SECRETARY, brand(meetings[0] ?? ''), ALL_THE_SAME));

    expect(await on.bundles.create(READER, orderOf(meetings))).toMatchObject({ ok: false, code: 'invalid' });
    const { id } = must(await on.bundles.create(READER, orderOf(meetings, { audience: 'public' })));
    await on.ended(READER, id);

    expect(must(await on.bundles.read(READER, id))).toMatchObject({
      leftOut: 1,
      gaps: [{ title: null, code: 'not-found' }],
    });
    expect(JSON.stringify(await on.bundles.read(READER, id))).not.toContain('第2次例会');
  });
});

describe('a disk', () => {
  /** Takes so many bytes and no more. */
  function shelfOf(office: TestOffice, room: number): BundleShelf {
    const whole = new BundleFolder({ dataDir: office.dataDir, log: SILENT_LOG });
    const begin: BundleShelf['begin'] = async (id) => {
      const begun = await whole.begin(id);
      if (!begun.ok) return begun;
      let left = room;
      const append = (bytes: Uint8Array): Promise<void> => {
        left -= bytes.length;
        return left < 0 ? Promise.reject(new ShelfFault('full')) : begun.value.append(bytes);
      };
      const file = begun.value;
      const rest = { patch: file.patch.bind(file), cut: file.cut.bind(file) };
      return { ok: true, value: { append, ...rest, finish: () => file.finish(), abandon: () => file.abandon() } };
    };
    const { load, keep, hasRoom, open, strip, remove } = whole;
    return {
      ...{ begin, load: load.bind(whole), keep: keep.bind(whole), hasRoom: hasRoom.bind(whole) },
      ...{ open: open.bind(whole), strip: strip.bind(whole), remove: remove.bind(whole) },
    };
  }

  test('that is full ends it and leaves nothing; the next is made', async () => {
    const { office, meetings } = await ground(2);
    const on = await bundleGround(office, [SECRETARY], { shelf: shelfOf(office, 20_000) });

    const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));

    expect(await on.ended(SECRETARY, id)).toMatchObject({
      state: 'failed',
      fault: 'storage-unavailable',
      sizeBytes: 0,
    });
    expect(left(office)).toEqual([]);
    const small = must(await on.bundles.create(SECRETARY, orderOf(meetings.slice(0, 1), { papers: ['agenda'] })));
    expect(await on.ended(SECRETARY, small.id)).toMatchObject({ state: 'ready' });
  });

  test('without room for what is asked for refuses before anything is made', async () => {
    const { office, meetings } = await ground(1);
    const shelf = shelfOf(office, 0);
    const on = await bundleGround(office, [SECRETARY], { shelf: { ...shelf, hasRoom: () => Promise.resolve(false) } });

    expect(await on.bundles.create(SECRETARY, orderOf(meetings))).toMatchObject({ code: 'storage-unavailable' });
    expect(on.bundles.list(SECRETARY).exports).toEqual([]);
  });

  test('is not filled beyond what one bundle may hold', async () => {
    const { office, on, meetings } = await ground(2, { limits: { bytes: 20_000 } });

    const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));

    expect(await on.ended(SECRETARY, id)).toMatchObject({ state: 'failed', fault: 'too-large' });
    expect(left(office)).toEqual([]);
  });
});

test('after a day it is gone, bytes and all', async () => {
  const { office, on, meetings } = await ground(1);
  const { id } = must(await on.bundles.create(SECRETARY, orderOf(meetings)));
  const { endedAt, expiresAt } = await on.ended(SECRETARY, id);
  expect((expiresAt ?? 0) - (endedAt ?? 0)).toBe(24 * HOUR_MS);

  office.clock.advance(24 * HOUR_MS - 1);
  expect(on.bundles.list(SECRETARY).exports).toHaveLength(1);
  office.clock.advance(1);

  expect(await on.bundles.file(SECRETARY, id, 'whole')).toMatchObject({ code: 'not-found' });
  await expect.poll(() => readdirSync(join(office.dataDir, 'bundles'))).toEqual([]);
});

test('nothing internal is in any byte of a public one', { timeout: 60_000 }, async () => {
  const office = await openTestOffice();
  const secrets = new Set<string>();
  const meetings: string[] = [];
  for (const seed of [3]) {
    const meetingId = await meetingIn(office, '公开例会');
    const secret = secretMeeting(seed);
    const write = { value: null, desk: secret.desk, record: secret.record };
    must(await office.rooms.change(meetingId, 1, 'user:secretary', () => ({ ok: true, value: write })));
    for (const word of secret.secrets) secrets.add(word);
    meetings.push(meetingId);
  }
  const draft = must(
    await office.services.meetings.create(SECRETARY, createMeetingBody.parse({ title: 'SECDRAFTZX', draft: true })),
  );
  const on = await bundleGround(office, [SECRETARY]);
  const papers = PAPER_KINDS.filter((kind) => kind !== 'excerpt');
  const order = orderOf([...meetings, draft.id], {
    papers,
    formats: PAPER_FORMATS.filter((one) => one !== 'pdf'),
    audience: 'public',
    files: true,
  });

  const { id } = must(await on.bundles.create(SECRETARY, order));
  const ended = await on.ended(SECRETARY, id);

  expect(ended).toMatchObject({ state: 'ready', leftOut: 1 });
  expect(ended.entries).toBeGreaterThan(15);
  const content = readFileSync(join(office.dataDir, 'bundles', `${id}.zip`));
  expect(await leaksIn({ fileName: ended.fileName, content }, new Set([...secrets, 'SECDRAFTZX']))).toEqual([]);
  expect(JSON.stringify(json(on.parts(id), '校验清单.json'))).not.toMatch(/inside|unconfirmed/);
  // The search does find what is there.
  expect(await leaksIn({ fileName: '', content }, new Set(['公开例会', '公开会议']))).not.toEqual([]);
});
