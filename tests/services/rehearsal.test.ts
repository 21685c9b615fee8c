// A rehearsal: plays the meeting on screens of its own, marked on each, at a pace of its own, and leaves no trace: every row of
// the store, and both documents, are afterwards what they were before.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { io } from 'socket.io-client';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { Rehearsal } from '../../shared/api/rehearsal.schema.ts';
import { addItem, setItem } from '../../shared/doc/desk-agenda.ts';
import { setFact } from '../../shared/doc/desk-facts.ts';
import { addPerson } from '../../shared/doc/desk-people.ts';
import { ITEM_KINDS } from '../../shared/domain/agenda.ts';
import type { ItemId, MeetingId, PersonKey } from '../../shared/domain/ids.ts';
import { rehearsalScript } from '../../shared/domain/rehearsal.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok } from '../../shared/lib/result.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/lib/time.ts';
import type { ScreenState } from '../../shared/protocol/screen-state.ts';
import type { RehearsalAccess } from '../../server/services/rehearsals.ts';
import { hashOfToken } from '../../server/auth/secret-token.ts';
import { DATABASE_NAME } from '../../server/store/backup.ts';
import type { RoomChange } from '../../server/sync/room-options.ts';
import { startApp, textField } from '../support/app.ts';
import { settled, START } from '../support/hand-clock.ts';
import { look, meetingIn, must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';
import { seeded } from '../support/seeded.ts';
import { eventually } from '../support/wire-clients.ts';

type Desk = NonNullable<RoomChange<null>['desk']>;
const STEERED = [{ rate: 60 }, { rate: 10 }, { rate: 0 }, { skip: true }, { rate: 1 }, {}] as const;
const secretary = userWith('secretary');
const admin = userWith('admin');
const item = (n: number): ItemId => brand<ItemId>(`item-${n}`);

interface House {
  readonly office: TestOffice;
  readonly meetingId: MeetingId;
  run(body?: { rate?: 0 | 1 | 10 | 30 | 60; skip?: true }): Promise<Rehearsal>;
  access(page: 'projector' | 'view' | 'chair', told: Rehearsal): RehearsalAccess | null;
  pass(ms: number, step?: number): Promise<void>;
}

/** Three items of ten minutes tomorrow, twelve members and a guest. */
async function house(more: Desk = () => undefined): Promise<House> {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office, '三届二次常务理事会');
  const prepare: Desk = (desk) => {
    setFact(desk, 'plannedStart', START + DAY_MS);
    for (const n of [1, 2, 3]) {
      addItem(desk, { id: item(n), kind: n === 3 ? 'discussion' : 'briefing', title: `议题${n}`, order: `a${n}` });
      setItem(desk, item(n), { plannedMs: 10 * MINUTE_MS });
    }
    for (let n = 0; n < 13; n += 1)
      addPerson(desk, {
        ...{ id: brand<PersonKey>(`p${n}`), name: `王${n}`, org: null, titles: [], personId: null },
        ...{ role: n === 12 ? 'guest' : 'attending', order: `a${n + 10}` },
      });
    more(desk);
  };
  must(await office.rooms.change(meetingId, 1, 'user:li', () => ok({ value: null, desk: prepare })));
  return {
    ...{ office, meetingId },
    run: async (body = {}) => must(await office.services.rehearsals.run(secretary, meetingId, body)),
    access: (page, told) =>
      office.services.rehearsals.opened(hashOfToken(told.links[page].split('/').at(-1) ?? '') ?? ''),
    pass: async (ms, step = SECOND_MS) => {
      for (let passed = 0; passed < ms; passed += step) {
        office.clock.advance(step);
        await settled(2);
      }
    },
  };
}

/** A digest of every table's rows as the file holds them, and of both documents. */
async function traces({ office, meetingId }: House): Promise<Readonly<Record<string, string>>> {
  const documents = await look(office, meetingId, ({ desk, record, seqs }) => ({
    ...{ desk: digest(Y.encodeStateAsUpdate(desk)), record: digest(Y.encodeStateAsUpdate(record)) },
    seqs: JSON.stringify(seqs),
  }));
  const file = new Database(join(office.dataDir, DATABASE_NAME), { readonly: true });
  const tables = file.prepare("select name from sqlite_master where type = 'table' order by name").pluck().all();
  const rows = tables.map((name) => [
    String(name),
    digest(JSON.stringify(file.prepare(`select * from "${String(name)}"`).all())),
  ]);
  file.close();
  expect(rows.length).toBeGreaterThan(10);
  return { ...documents, ...Object.fromEntries(rows) };
}

function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

describe('no trace', () => {
  test.each([1, 2, 3, 4, 5, 6])('of whatever is rehearsed and however it is steered, seed %i', async (seed) => {
    const random = seeded(seed);
    const here = await house((desk) => {
      for (let n = 4; n < 4 + Math.floor(random() * 8); n += 1) {
        const kind = ITEM_KINDS[Math.floor(random() * ITEM_KINDS.length)] ?? 'briefing';
        addItem(desk, { id: item(n), kind, title: `议题${n}`, order: `b${n + 10}` });
        setItem(desk, item(n), { internal: random() < 0.3, plannedMs: random() < 0.5 ? null : 7 * MINUTE_MS });
      }
    });
    const real: ScreenState[] = [];
    here.office.services.screens.subscribe(here.meetingId, 'main', (state) => real.push(state));
    // Until the store has folded what was written: that is the meeting's own doing.
    await here.pass(20 * SECOND_MS);
    await traces(here);
    await here.pass(20 * SECOND_MS);
    const before = await traces(here);

    for (let act = 0; act < 25; act += 1) {
      const told = await here.run(STEERED[Math.floor(random() * STEERED.length)] ?? {});
      for (const page of ['projector', 'chair'] as const) {
        const access = here.access(page, told);
        if (page === 'chair') access?.rehearsal.watchChair(() => undefined);
        else access?.rehearsal.watchScreen(() => undefined);
      }
      await here.pass(Math.floor(random() * 5) * SECOND_MS);
      if (random() < 0.1) must(await here.office.services.rehearsals.end(secretary, here.meetingId));
    }
    must(await here.office.services.rehearsals.end(secretary, here.meetingId));
    await here.pass(2 * SECOND_MS);

    expect(await traces(here)).toEqual(before);
    // Another code to sign in by, each half minute, and nothing else.
    const pictures = real.map(({ scene, phase, meeting, rehearsal }) =>
      JSON.stringify({ scene, phase, meeting, rehearsal }),
    );
    expect(new Set(pictures).size).toBe(1);
  });

  test('is a test that can fail: one word on the desk is found', async () => {
    const here = await house();
    const before = await traces(here);

    must(
      await here.office.rooms.change(here.meetingId, 1, 'user:li', () =>
        ok({ value: null, desk: (desk) => setFact(desk, 'chair', '王坤泉') }),
      ),
    );

    const after = await traces(here);
    expect(Object.keys(after).filter((name) => after[name] !== before[name])).toEqual(
      expect.arrayContaining(['desk', 'seqs', 'journal', 'documents']),
    );
  });
});

describe('what is seen of it', () => {
  test('is the whole meeting, marked from the first picture to the last, without a way to sign in', async () => {
    const here = await house();
    const told = await here.run({ rate: 60 });
    const states: ScreenState[] = [];
    here.access('projector', told)?.rehearsal.watchScreen((state) => states.push(state));

    await here.pass(80 * SECOND_MS, SECOND_MS / 2);

    const kinds = [...new Set(states.map(({ scene }) => scene.kind))];
    expect(kinds).toEqual(expect.arrayContaining(['welcome', 'item', 'closing']));
    expect(states.every((state) => state.rehearsal?.rate === 60)).toBe(true);
    expect(states.some(({ room }) => room?.door !== undefined)).toBe(false);
    expect(Math.max(...states.map(({ room }) => room?.roll?.present ?? 0))).toBe(10);
    expect((await here.run()).next).toBeNull();
  });

  test('is, for whoever chairs, who is there and what comes next, marked', async () => {
    const here = await house();
    const told = await here.run({ rate: 0 });
    const views: string[] = [];
    here
      .access('chair', told)
      ?.rehearsal.watchChair(({ view, rehearsal }) =>
        views.push(`${rehearsal?.rate} ${view.roll?.present ?? 0} ${view.currentId ?? '-'} ${view.nextId ?? '-'}`),
      );

    await here.run({ skip: true });
    await here.pass(2 * SECOND_MS);

    expect(views.at(-1)).toBe('0 10 item-1 item-2');
  });

  test('stands still when it is held, and goes on from there', async () => {
    const here = await house();
    const started = await here.run({ rate: 10 });
    await here.pass(10 * SECOND_MS);
    const held = await here.run({ rate: 0 });
    await here.pass(60 * SECOND_MS);
    const still = await here.run();
    await here.run({ rate: 60 });
    await here.pass(SECOND_MS);

    expect([held.at - started.at, still.at - held.at]).toEqual([100 * SECOND_MS, 0]);
    expect((await here.run()).at - still.at).toBe(60 * SECOND_MS);
  });
});

test('an item of weeks is waited for an hour at a time: no timer of a machine is longer than 24 days', async () => {
  const here = await house((desk) => setItem(desk, item(1), { plannedMs: 26 * DAY_MS }));
  await here.run({ rate: 1 });
  const after = vi.spyOn(here.office.clock, 'after');

  await here.run({ skip: true });
  here.office.clock.advance(2 * HOUR_MS);

  expect(Math.max(...after.mock.calls.map(([delay]) => delay))).toBeLessThanOrEqual(HOUR_MS);
  expect(after.mock.calls.filter(([delay]) => delay === HOUR_MS).length).toBeGreaterThanOrEqual(2);
  expect((await here.run()).next).toMatchObject({ kind: 'start', name: '议题2' });
});

describe('it ends', () => {
  test('when the meeting is opened in earnest, its links with it', async () => {
    const here = await house();
    const told = await here.run();
    const id = 'opened-in-earnest-1';
    const open = { id, meetingId: here.meetingId, kind: 'meeting.phase', data: { to: 'live' }, claimedAt: 0 };

    must(await here.office.services.commands.execute(secretary, open));
    await here.pass(SECOND_MS);

    expect(here.access('projector', told)).toBeNull();
    expect(await here.office.services.rehearsals.run(secretary, here.meetingId, {})).toMatchObject({
      code: 'phase-not-allowed',
    });
  });

  test('when the meeting goes into the trash; out of it again, another one begins', async () => {
    const here = await house();
    const told = await here.run();
    const { meetings, rehearsals } = here.office.services;

    must(await meetings.trash(admin, here.meetingId));
    const [gone, refusal] = [here.access('view', told), await rehearsals.run(secretary, here.meetingId, {})];
    must(await meetings.restore(admin, here.meetingId));

    expect([gone, refusal.ok]).toEqual([null, false]);
    expect(must(await rehearsals.read(secretary, here.meetingId))).toBeNull();
    expect((await here.run()).links.view).not.toBe(told.links.view);
  });

  test.each(['opened', 'put into the trash'])('before it began, where the meeting was %s meanwhile', async (what) => {
    const here = await house();
    const { commands, meetings, rehearsals } = here.office.services;
    const id = 'opened-in-earnest-1';
    const open = { id, meetingId: here.meetingId, kind: 'meeting.phase', data: { to: 'live' }, claimedAt: 0 };
    const read = here.office.rooms.read.bind(here.office.rooms);
    vi.spyOn(here.office.rooms, 'read').mockImplementationOnce(async (meetingId, version, view) => {
      const copied = await read(meetingId, version, view);
      if (what === 'opened') must(await commands.execute(secretary, open));
      else must(await meetings.trash(admin, here.meetingId));
      return copied;
    });

    const began = await rehearsals.run(secretary, here.meetingId, {});

    expect(began.ok ? 'began' : began.code).toBe(what === 'opened' ? 'phase-not-allowed' : 'not-found');
  });

  test('by itself, after some hours', async () => {
    const here = await house();
    const told = await here.run({ rate: 0 });

    here.office.clock.advance(4 * HOUR_MS);

    expect(here.access('view', told)).toBeNull();
  });

  test('and another begins with other links; two who begin at once begin one', async () => {
    const here = await house();
    const [one, two] = await Promise.all([here.run(), here.run()]);
    must(await here.office.services.rehearsals.end(secretary, here.meetingId));
    const third = await here.run();

    expect(one.links).toEqual(two.links);
    expect(third.links.view).not.toBe(one.links.view);
    expect(here.access('view', one)).toBeNull();
  });
});

test('the links of a rehearsal open marked pages and nothing else, and are over with it', async () => {
  const app = await startApp();
  const admin = await app.admin();
  const meetingId = textField(await admin.post('/meetings', { title: '例会' }), 'id');
  const made = await admin.post(`/meetings/${meetingId}/rehearsal`, { rate: 0 });
  const links = /"projector":"[^"]*\/([\w-]+)","view":"[^"]*\/([\w-]+)","chair":"[^"]*\/([\w-]+)"/.exec(
    JSON.stringify(made.body),
  );
  const [, projector = '', , chair = ''] = links ?? [];
  const heard: string[] = [];
  for (const token of [projector, chair]) {
    const options = { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false };
    const socket = io(`${app.url}/screen`, options);
    onTestFinished(() => void socket.disconnect());
    socket.onAny((event: string, state: { rehearsal?: unknown }) =>
      heard.push(`${event} ${state.rehearsal === undefined ? '' : 'marked'}`.trim()),
    );
  }
  await eventually(() => heard.length >= 2, 'both pages');
  const first = [...new Set(heard)].toSorted();
  const door = await admin.post(`/checkin/${projector}/open`, {});

  await admin.delete(`/meetings/${meetingId}/rehearsal`);
  await eventually(() => heard.filter((event) => event === 'session:end').length === 2, 'both ends');

  expect([first, door.status]).toEqual([['chair marked', 'screen marked'], 404]);
  expect((await admin.get(`/meetings/${meetingId}/rehearsal`)).body).toEqual({ rehearsal: null });
  expect((await admin.get(`/meetings/${meetingId}/links`)).body).toEqual({ links: [] });
});

describe('the script', () => {
  test('[1][2][3][5] has people come, leave and return, items in order, and an end', () => {
    const people = Array.from({ length: 12 }, (_, n) => ({
      ...{ id: brand<PersonKey>(`p${n}`), name: `王${n}`, org: null, titles: [], personId: null },
      ...({ role: 'attending', order: `a${n}` } as const),
    }));
    const items = [1, 2, 3, 4, 5].map((n) => ({
      ...({ id: item(n), title: `议题${n}`, kind: 'briefing', plannedMs: 10 * MINUTE_MS, presenters: [] } as const),
    }));
    const script = rehearsalScript({ items, people, start: START });

    const of = (kind: string): readonly number[] =>
      script.filter((step) => step.kind === kind).map(({ at }) => (at - START) / MINUTE_MS);
    expect(of('in')).toHaveLength(12);
    expect(of('out')).toEqual([19.5, 19.5]);
    expect(of('start')).toEqual([0, 10, 20, 32, 42]);
    expect(of('adjourn')).toEqual([52]);
    expect(script.map(({ at }) => at)).toEqual(script.map(({ at }) => at).toSorted((a, b) => a - b));
  });
});
