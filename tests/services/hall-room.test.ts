// What the hall is told of the room: figures, never names; the code where people are awaited, another one each half minute.
import { expect, test } from 'vitest';
import type { RoomChange } from '../../server/sync/room-options.ts';
import { addItem } from '../../shared/doc/desk-agenda.ts';
import { addPerson } from '../../shared/doc/desk-people.ts';
import { startItem } from '../../shared/doc/desk-progress.ts';
import { PRESETS } from '../../shared/domain/charter.ts';
import type { EventId, ItemId, MeetingId, PersonKey } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok } from '../../shared/lib/result.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { ScreenState } from '../../shared/protocol/screen-state.ts';
import { settled } from '../support/hand-clock.ts';
import { meetingIn, must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';

const secretary = userWith('secretary');

interface Hall {
  readonly office: TestOffice;
  readonly meetingId: MeetingId;
  readonly states: ScreenState[];
  say(kind: string, data: unknown): Promise<void>;
  write(desk: NonNullable<RoomChange<null>['desk']>): Promise<void>;
  pass(ms: number): Promise<void>;
  now(): ScreenState | undefined;
}

/** Three members; 二 asked to be excused, and said why. */
async function hall(): Promise<Hall> {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office, '三届二次常务理事会');
  const states: ScreenState[] = [];
  let commands = 0;
  const self: Hall = {
    ...{ office, meetingId, states },
    say: async (kind, data) => {
      const id = `command-${(commands += 1)}-aaaaaaaaaa`;
      must(await office.services.commands.execute(secretary, { id, meetingId, kind, data, claimedAt: 0 }));
    },
    write: async (desk) => {
      must(await office.rooms.change(meetingId, 1, 'user:li', () => ok({ value: null, desk })));
    },
    pass: async (ms) => {
      for (let passed = 0; passed < ms; passed += 125) {
        office.clock.advance(Math.min(125, ms - passed));
        await settled();
        must(await office.rooms.read(meetingId, 1, () => null));
        await settled();
      }
    },
    now: () => states.at(-1),
  };
  await self.write((desk) => {
    ['一', '二', '三'].forEach((name, index) =>
      addPerson(desk, {
        ...{ id: brand<PersonKey>(`m${index}`), name: `王${name}`, org: null, titles: [] },
        ...{ role: 'attending', order: `a${index}`, personId: null, note: '手机13800000000' },
      }),
    );
    addItem(desk, { id: brand<ItemId>('i1'), kind: 'briefing', title: '标准化建设', order: 'a0' });
  });
  office.services.screens.subscribe(meetingId, 'main', (state) => states.push(state));
  await self.pass(250);
  return self;
}

test('the welcome holds the way in from the beginning, and no figures before anybody was called', async () => {
  const { now, office, meetingId } = await hall();
  expect(now()?.scene.kind).toBe('welcome');
  expect(now()?.room).toEqual({ door: { url: office.services.checkIn.shown(meetingId).url } });
});

test('the code is another one each half minute, without anything having happened', async () => {
  const { now, pass, states } = await hall();
  const first = now()?.room?.door?.url;
  const before = states.length;

  await pass(31 * SECOND_MS);

  expect(now()?.room?.door?.url).not.toBe(first);
  expect(states.length - before).toBeLessThanOrEqual(2);
});

test('while an item runs there are figures and no way in; the rule makes them an answer', async () => {
  const { now, pass, say, write } = await hall();
  await say('meeting.phase', { to: 'live' });
  await write((desk) =>
    startItem(desk, { eventId: brand<EventId>('e1'), itemId: brand<ItemId>('i1'), at: 1, by: 'li' }),
  );
  await say('attendance.mark', {
    marks: [
      { key: 'm0', kind: 'in' },
      { key: 'm1', kind: 'excused', reason: '住院' },
    ],
  });
  await pass(250);
  const without = now()?.room;
  await say('room.rule', { preset: 'cn.standing', from: null, rule: PRESETS['cn.standing'], seats: null });
  await pass(250);
  const short = now()?.room;
  await say('attendance.mark', { marks: [{ key: 'm2', kind: 'in' }] });
  await pass(250);

  expect(without).toEqual({ roll: { seats: 3, present: 1, needed: null, met: true } });
  expect(short).toEqual({ roll: { seats: 3, present: 1, needed: 2, met: false } });
  expect(now()?.room).toEqual({ roll: { seats: 3, present: 2, needed: 2, met: true } });
});

test('nobody’s name, reason or number is in anything the hall is sent', async () => {
  const { pass, say, states } = await hall();
  await say('attendance.mark', {
    marks: [
      { key: 'm0', kind: 'in' },
      { key: 'm1', kind: 'excused', reason: '住院', proxy: 'm0' },
      { key: 'm2', kind: 'absent' },
    ],
  });
  await pass(250);
  expect(JSON.stringify(states)).not.toMatch(/住院|王|1380|excused|absent|m1/u);
});

test('once the meeting is over nobody is counted, and nobody is awaited', async () => {
  const { now, pass, say } = await hall();
  await say('attendance.mark', { marks: [{ key: 'm0', kind: 'in' }] });
  await say('meeting.phase', { to: 'live' });
  await say('meeting.phase', { to: 'follow-up' });
  await say('screen.set', { screen: 'main', mode: 'welcome' });
  await pass(250);
  expect([now()?.scene.kind, now()?.room]).toEqual(['welcome', undefined]);
});
