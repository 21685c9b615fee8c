// The page of whoever chairs as the meeting goes on: what it is sent, when, and that nothing internal is in it, nor anything of
// it anywhere else. Over the real office, and over the real wire with links of each kind.
import { io } from 'socket.io-client';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RoomChange } from '../../server/sync/room-options.ts';
import { addItem, itemMinutes, itemTitle, setItem } from '../../shared/doc/desk-agenda.ts';
import { setChairWords } from '../../shared/doc/desk-chair.ts';
import { setFact } from '../../shared/doc/desk-facts.ts';
import { addPerson } from '../../shared/doc/desk-people.ts';
import { startItem } from '../../shared/doc/desk-progress.ts';
import { seedParagraphs } from '../../shared/doc/fragment.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import type { EventId, ItemId, MeetingId, PersonKey } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok } from '../../shared/lib/result.ts';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import { MAX_CHAIR_BYTES, type ChairState } from '../../shared/protocol/chair-state.ts';
import type { ScreenState } from '../../shared/protocol/screen-state.ts';
import { startApp, textField } from '../support/app.ts';
import { settled, START } from '../support/hand-clock.ts';
import { look, meetingIn, must, openTestOffice, type TestOffice } from '../support/office.ts';
import { eventually } from '../support/wire-clients.ts';

type Desk = NonNullable<RoomChange<null>['desk']>;
const [ITEM, NEXT, SECRET] = [brand<ItemId>('item-1'), brand<ItemId>('item-2'), brand<ItemId>('item-x')];
const HIDDEN = /私下|秘书长人选|手机|内部备注/u;

interface Seat {
  readonly office: TestOffice;
  readonly meetingId: MeetingId;
  readonly states: ChairState[];
  readonly leave: () => void;
  write(desk: Desk): Promise<void>;
  pass(ms: number): Promise<void>;
  now(): ChairState | undefined;
}

/** Two items of ten minutes with an internal one between, the first of which runs. */
async function seat(): Promise<Seat> {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office, '三届二次常务理事会');
  const states: ChairState[] = [];
  const write = async (desk: Desk): Promise<void> => {
    must(await office.rooms.change(meetingId, 1, 'user:li', () => ok({ value: null, desk })));
  };
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      office.clock.advance(Math.min(1_000, ms - passed));
      await settled();
      must(await office.rooms.read(meetingId, 1, () => null));
      await settled();
    }
  };
  await write((desk) => {
    addItem(desk, { id: ITEM, kind: 'briefing', title: '标准化建设', order: 'a0' });
    addItem(desk, { id: SECRET, kind: 'election', title: '秘书长人选', order: 'a1' });
    addItem(desk, { id: NEXT, kind: 'lecture', title: '新标准解读', order: 'a2' });
    setItem(desk, SECRET, { internal: true, plannedMs: 5 * MINUTE_MS });
    for (const id of [ITEM, NEXT]) setItem(desk, id, { plannedMs: 10 * MINUTE_MS });
    addPerson(desk, {
      ...{ id: brand<PersonKey>('p1'), name: '刘晓新', org: null, titles: ['副秘书长'], role: 'guest' },
      ...{ order: 'a0', personId: null, note: '手机13800000000' },
    });
    seedParagraphs(desk.getXmlFragment('notes'), ['私下']);
    const minutes = itemMinutes(desk, ITEM);
    if (minutes) seedParagraphs(minutes, ['内部备注']);
    setFact(desk, 'plannedEnd', START + 30 * MINUTE_MS);
    startItem(desk, { eventId: brand<EventId>('e1'), itemId: ITEM, at: START, by: 'li' });
  });
  const leave = office.services.chairs.subscribe(meetingId, (state) => states.push(state));
  await pass(1_000);
  return { office, meetingId, states, leave, write, pass, now: () => states.at(-1) };
}

describe('who comes', () => {
  test('gets all of it at once: what runs, when the others begin, when it ends', async () => {
    const { now } = await seat();

    expect(now()?.view).toMatchObject({ currentId: ITEM, nextId: SECRET, end: START + 25 * MINUTE_MS });
    expect(now()?.view.rows.map(({ startsAt }) => ((startsAt ?? 0) - START) / MINUTE_MS)).toEqual([0, 10, 15]);
    expect(now()?.view.guests).toEqual([{ name: '刘晓新', org: null, title: '副秘书长' }]);
  });

  test('is told when an item runs over, once a minute, and of nothing when nothing moves', async () => {
    const { states, pass, now } = await seat();
    await pass(9 * MINUTE_MS);
    const before = states.length;

    await pass(5 * MINUTE_MS);

    expect(before).toBe(1);
    expect(now()?.view.end).toBeGreaterThan(START + 28 * MINUTE_MS);
    expect(states.length - before).toBeLessThanOrEqual(6);
  });

  test('is told once a second at most, however much is written, and of the last word', async () => {
    const { office, states, write, now } = await seat();
    const before = states.length;

    for (let tick = 0; tick < 12; tick += 1) {
      await write((desk) => itemTitle(desk, ITEM)?.insert(0, '新'));
      office.clock.advance(250);
      await settled();
    }
    office.clock.advance(1_000);
    await settled();

    expect(states.length - before).toBeLessThanOrEqual(4);
    expect(now()?.view.rows[0]?.title).toBe(`${'新'.repeat(12)}标准化建设`);
  });

  test('is sent nothing any more once they left', async () => {
    const { states, leave, write, pass } = await seat();
    leave();

    await write((desk) => itemTitle(desk, ITEM)?.insert(0, '新'));
    await pass(2_000);

    expect(states).toHaveLength(1);
  });
});

describe('what is internal', () => {
  test('is in no state of it, whatever is written', async () => {
    const { states, write, pass } = await seat();

    for (const word of ['甲', '乙', '丙']) {
      await write((desk) => {
        itemTitle(desk, SECRET)?.insert(0, word);
        itemTitle(desk, ITEM)?.insert(0, word);
        desk.getMap('meeting').set('recorder', word);
      });
      await pass(1_000);
    }

    expect(states.length).toBeGreaterThan(3);
    for (const state of states) expect(JSON.stringify(state)).not.toMatch(HIDDEN);
  });

  test('takes its words with it when it becomes internal later', async () => {
    const { write, pass, now } = await seat();
    await write((desk) => setChairWords(desk, NEXT, '请私下的那位讲解'));
    await pass(1_000);
    const shown = now()?.written;

    await write((desk) => setItem(desk, NEXT, { internal: true }));
    await pass(1_000);

    expect([shown, now()?.written]).toEqual([{ [NEXT]: '请私下的那位讲解' }, {}]);
    expect(JSON.stringify(now())).not.toContain('新标准解读');
  });
});

describe('what the secretariat worded', () => {
  test('is on this page and leaves the desk nowhere else', async () => {
    const { office, meetingId, write, pass, now } = await seat();
    const onScreen: ScreenState[] = [];
    office.services.screens.subscribe(meetingId, 'main', (state) => onScreen.push(state));

    await write((desk) => setChairWords(desk, 'opening', '各位老朋友，好久不见！'));
    await pass(2_000);

    expect(now()?.written).toEqual({ opening: '各位老朋友，好久不见！' });
    expect(JSON.stringify(onScreen)).not.toContain('老朋友');
    const snapshot = await look(office, meetingId, ({ desk, record }) =>
      JSON.stringify(buildSnapshot({ desk, record, meetingId, version: 1, audience: 'internal' })),
    );
    expect(snapshot).not.toContain('老朋友');
  });

  test('goes back to what the rules say', async () => {
    const { write, pass, now } = await seat();
    await write((desk) => setChairWords(desk, ITEM, '换一种说法'));
    await write((desk) => setChairWords(desk, ITEM, null));
    await pass(1_000);

    expect(now()?.written).toEqual({});
  });

  test('fits the message however much it is, what runs first', async () => {
    const { write, pass, now } = await seat();

    await write((desk) => {
      for (let n = 0; n < 140; n += 1) {
        const id = brand<ItemId>(`long-${n}`);
        addItem(desk, { id, kind: 'briefing', title: '议'.repeat(500), order: `b${n + 1_000}` });
        setChairWords(desk, id, '词'.repeat(5_000));
      }
      setChairWords(desk, ITEM, '先说这个');
    });
    await pass(2_000);

    expect(Buffer.byteLength(JSON.stringify(now()))).toBeLessThanOrEqual(MAX_CHAIR_BYTES);
    expect(now()?.written[ITEM]).toBe('先说这个');
  });
});

test('each kind of link hears its own event and no other, and nothing once it is withdrawn', async () => {
  const app = await startApp();
  const admin = await app.admin();
  const meetingId = textField(await admin.post('/meetings', { title: '例会' }), 'id');
  const heard = new Map<string, string[]>();
  const ids = new Map<string, string>();
  for (const kind of ['chair', 'view', 'projector', 'checkin']) {
    const link = await admin.post(`/meetings/${meetingId}/links`, { kind });
    ids.set(kind, textField(link, 'id'));
    const events: string[] = [];
    heard.set(kind, events);
    const auth = { token: textField(link, 'token') };
    const socket = io(`${app.url}/screen`, { transports: ['websocket'], auth, forceNew: true, reconnection: false });
    onTestFinished(() => void socket.disconnect());
    socket.onAny((event: string) => events.push(event));
    socket.on('connect_error', (error) => events.push(error.message));
  }
  await eventually(() => [...heard.values()].every((events) => events.length > 0), 'an event each');
  const first = Object.fromEntries([...heard].map(([kind, events]) => [kind, [...new Set(events)]]));

  await admin.delete(`/links/${ids.get('chair')}`);
  await eventually(() => heard.get('chair')?.at(-1) === 'session:end', 'the end of the link');
  await admin.patch(`/meetings/${meetingId}`, { title: '新例会' }, { headers: { 'if-match': '*' } });

  expect(first).toEqual({ chair: ['chair'], view: ['screen'], projector: ['screen'], checkin: ['not-found'] });
  expect(heard.get('chair')?.at(-1)).toBe('session:end');
});

test('a link of whoever chairs names no screen', async () => {
  const app = await startApp();
  const admin = await app.admin();
  const meetingId = textField(await admin.post('/meetings', { title: '例会' }), 'id');

  const refused = await admin.post(`/meetings/${meetingId}/links`, { kind: 'chair', screen: 'main' });
  const made = await admin.post(`/meetings/${meetingId}/links`, { kind: 'chair' });
  const { body } = await admin.get(`/meetings/${meetingId}/links`);

  expect([refused.status, made.status]).toEqual([422, 201]);
  expect(textField(made, 'url')).toMatch(/\/chair\/[\w-]{20,}$/u);
  expect(body).toMatchObject({ links: [{ kind: 'chair', screen: null }] });
});
