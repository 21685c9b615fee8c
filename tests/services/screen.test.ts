// Hall screens: derived after commits, not too often, newest only; frozen ones stay; nothing internal goes up.
import { expect, test } from 'vitest';
import { addItem, itemMinutes, itemTitle, setItem } from '../../shared/doc/desk-agenda.ts';
import { setFact } from '../../shared/doc/desk-facts.ts';
import { startItem } from '../../shared/doc/desk-progress.ts';
import { seedParagraphs } from '../../shared/doc/fragment.ts';
import type { EventId, ItemId, MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { ScreenState } from '../../shared/protocol/screen-state.ts';
import type { RoomChange } from '../../server/sync/room-options.ts';
import { START, settled } from '../support/hand-clock.ts';
import { meetingIn, must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';

const secretary = userWith('secretary');
const ITEM = brand<ItemId>('item-1');
type Desk = NonNullable<RoomChange<null>['desk']>;

/** Changes the desk as if a note-taker had typed. */
async function type(office: TestOffice, meetingId: MeetingId, desk: Desk): Promise<void> {
  must(await office.rooms.change(meetingId, 1, 'user:li', () => ({ ok: true, value: { value: null, desk } })));
}

async function command(office: TestOffice, meetingId: MeetingId, kind: string, data: unknown): Promise<void> {
  const id = `${kind.replace('.', '-')}-${office.clock.monotonicMs()}`;
  must(await office.services.commands.execute(secretary, { id, meetingId, kind, data, claimedAt: 0 }));
}

/** Lets `ms` pass in steps, so that what is derived can schedule what comes next. */
async function pass(office: TestOffice, meetingId: MeetingId, ms: number, step = 125): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    office.clock.advance(Math.min(step, ms - passed));
    await settled();
    // However long the disk took: what was asked of the meeting before this is done after it.
    must(await office.rooms.read(meetingId, 1, () => null));
    await settled();
  }
}

interface Hall {
  readonly office: TestOffice;
  readonly meetingId: MeetingId;
  readonly states: ScreenState[];
  readonly leave: () => void;
}

/** A live meeting whose one item has the floor, and a screen that looks at it. */
async function hall(): Promise<Hall> {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office, '三届二次常务理事会');
  await command(office, meetingId, 'meeting.phase', { to: 'live' });
  await type(office, meetingId, (desk) => {
    addItem(desk, { id: ITEM, kind: 'briefing', title: '标准化建设', order: 'a0' });
    startItem(desk, { eventId: brand<EventId>('e1'), itemId: ITEM, at: START, by: 'li' });
  });
  const states: ScreenState[] = [];
  const leave = office.services.screens.subscribe(meetingId, 'main', (state) => states.push(state));
  await pass(office, meetingId, 250);
  return { office, meetingId, states, leave };
}

function titleOf(state: ScreenState | undefined): string | null {
  return state?.scene.kind === 'item' ? state.scene.title : null;
}

test('who comes gets the present state, complete', async () => {
  const { states } = await hall();

  expect(states).toHaveLength(1);
  expect(states[0]).toMatchObject({
    ...{
      version: 1,
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      phase: 'live',
      meeting: { title: '三届二次常务理事会' },
    },
    scene: { kind: 'item', number: 1, title: '标准化建设' },
  });
});

test('the second projector gets it at once, by the clock of now', async () => {
  const { office, meetingId, states } = await hall();
  await pass(office, meetingId, 1_000);

  const second: ScreenState[] = [];
  office.services.screens.subscribe(meetingId, 'main', (state) => second.push(state));

  expect(second).toEqual([{ ...states[0], serverNow: office.clock.now() }]);
});

test('a burst of edits is shown at most eight times a second, and the last one is', async () => {
  const { office, meetingId, states } = await hall();
  const before = states.length;

  for (let edit = 0; edit < 100; edit++) {
    await type(office, meetingId, (desk) => itemTitle(desk, ITEM)?.insert(0, '好'));
    office.clock.advance(10);
    await settled(2);
  }
  await pass(office, meetingId, 250);

  expect(states.length - before).toBeLessThanOrEqual(10);
  expect(titleOf(states.at(-1))).toBe(`${'好'.repeat(100)}标准化建设`);
});

test('revisions rise, from above what an earlier process can have sent', async () => {
  const { office, meetingId, states } = await hall();
  for (const title of ['一', '二', '三']) {
    await type(office, meetingId, (desk) => itemTitle(desk, ITEM)?.insert(0, title));
    await pass(office, meetingId, 250);
  }

  const revisions = states.map((state) => state.revision);

  expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
  expect(new Set(revisions).size).toBe(4);
  expect(revisions[0]).toBeGreaterThanOrEqual(START);
});

test('what no screen shows sends nothing', async () => {
  const { office, meetingId, states } = await hall();

  await type(office, meetingId, (desk) => seedParagraphs(desk.getXmlFragment('notes'), ['私下']));
  await type(office, meetingId, (desk) => setFact(desk, 'recorder', '张敏'));
  await pass(office, meetingId, 500);

  expect(states).toHaveLength(1);
});

test('a pinned scene stays until it is released', async () => {
  const { office, meetingId, states } = await hall();

  await command(office, meetingId, 'screen.set', { screen: 'main', mode: 'blank' });
  await pass(office, meetingId, 250);
  await type(office, meetingId, (desk) => itemTitle(desk, ITEM)?.insert(0, '新'));
  await pass(office, meetingId, 250);
  const pinned = states.map((state) => state.scene.kind);
  await command(office, meetingId, 'screen.set', { screen: 'main', mode: 'auto' });
  await pass(office, meetingId, 250);

  expect(pinned).toEqual(['item', 'blank']);
  expect(titleOf(states.at(-1))).toBe('新标准化建设');
});

test('two screens of one meeting show different scenes', async () => {
  const { office, meetingId, states } = await hall();
  const side: ScreenState[] = [];
  office.services.screens.subscribe(meetingId, 'side', (state) => side.push(state));

  await command(office, meetingId, 'screen.set', { screen: 'side', mode: 'agenda' });
  await pass(office, meetingId, 250);

  expect(side.at(-1)?.scene.kind).toBe('agenda');
  expect(states.at(-1)?.scene.kind).toBe('item');
});

test('a frozen screen keeps what it shows, also for a projector that comes back', async () => {
  const { office, meetingId, states, leave } = await hall();

  await command(office, meetingId, 'screen.set', { screen: 'main', mode: 'auto', frozen: true });
  await type(office, meetingId, (desk) => itemTitle(desk, ITEM)?.insert(0, '新'));
  await pass(office, meetingId, 500);
  leave();
  const back: ScreenState[] = [];
  office.services.screens.subscribe(meetingId, 'main', (state) => back.push(state));
  await pass(office, meetingId, 500);

  expect(states).toHaveLength(1);
  expect(back.map(titleOf)).toEqual(['标准化建设']);
});

test('minutes go up only when an operator asks, and each paragraph ten seconds after its last keystroke', async () => {
  const { office, meetingId, states } = await hall();
  await type(office, meetingId, (desk) => seedParagraphs(fragmentOf(desk), ['团标审核']));
  await pass(office, meetingId, 12_000, 1_000);
  const automatic = states.map((state) => state.scene.kind);

  await command(office, meetingId, 'screen.set', { screen: 'main', mode: 'minutes' });
  await pass(office, meetingId, 250);
  await type(office, meetingId, (desk) => seedParagraphs(fragmentOf(desk), ['编写教材']));
  await pass(office, meetingId, 9_000, 1_000);
  const early = states.at(-1)?.scene;
  await pass(office, meetingId, 2_000, 500);

  expect(automatic).toEqual(['item']);
  expect(early).toMatchObject({ kind: 'minutes', paragraphs: ['团标审核'] });
  expect(states.at(-1)?.scene).toMatchObject({ kind: 'minutes', paragraphs: ['编写教材', '团标审核'] });
});

test('an item marked internal leaves the screen with the next commit', async () => {
  const { office, meetingId, states } = await hall();

  await type(office, meetingId, (desk) => setItem(desk, ITEM, { internal: true }));
  await pass(office, meetingId, 250);

  expect(JSON.stringify(states.at(-1))).not.toContain('标准化建设');
});

test('nobody looks: nothing is derived, no timer waits', async () => {
  const { office, meetingId, leave } = await hall();
  leave();
  await pass(office, meetingId, 60_000, 5_000);
  const idle = office.clock.pending;

  await type(office, meetingId, (desk) => itemTitle(desk, ITEM)?.insert(0, '新'));
  await pass(office, meetingId, 60_000, 5_000);

  expect(office.clock.pending).toBe(idle);
});

function fragmentOf(desk: Parameters<Desk>[0]): NonNullable<ReturnType<typeof itemMinutes>> {
  const fragment = itemMinutes(desk, ITEM);
  if (fragment === null) throw new Error('the item has no minutes');
  return fragment;
}
