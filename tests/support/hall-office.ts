// An office with a live meeting, one item on the floor and hall screens that look at it.
import { addItem, itemTitle } from '../../shared/doc/desk-agenda.ts';
import { startItem } from '../../shared/doc/desk-progress.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { EventId, ItemId, MeetingId, UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { ScreenState } from '../../shared/protocol/screen-state.ts';
import type { RoomChange, RoomView } from '../../server/sync/room-options.ts';
import { START, settled } from './hand-clock.ts';
import { meetingIn, must, openTestOffice, userWith, type TestOffice } from './office.ts';

type Desk = NonNullable<RoomChange<null>['desk']>;

export interface Hall {
  readonly office: TestOffice;
  readonly meetingId: MeetingId;
  readonly operator: UserId;
  /** The item on the floor. */
  readonly itemId: ItemId;
  /** Everything the main screen was sent. */
  readonly states: readonly ScreenState[];
  /** Everything `screenId` is sent from now on. */
  watch(screenId: string): readonly ScreenState[];
  /** The main screen's projector goes. */
  leave(): void;
  command(kind: string, data: unknown, claimedAt?: number): Promise<Result<unknown, RefusalCode>>;
  /** As if a note-taker had typed. */
  type(desk: Desk): Promise<void>;
  renameItem(title: string): Promise<void>;
  read<T>(look: (view: RoomView) => T): Promise<T>;
  /** Lets `ms` pass in steps, so that what is derived can schedule what comes next. */
  pass(ms: number, step?: number): Promise<void>;
}

export async function openHall(settings: Readonly<Record<string, string>> = {}): Promise<Hall> {
  const office = await openTestOffice(settings);
  const meetingId = await meetingIn(office, '三届二次常务理事会');
  const itemId = brand<ItemId>('item-1');
  const actor = userWith('secretary');
  let commands = 0;
  const hall = {
    ...{ office, meetingId, itemId, operator: actor.userId },
    command: (kind: string, data: unknown, claimedAt = 0) =>
      office.services.commands.execute(actor, {
        ...{ id: `hall-command-${String(++commands).padStart(4, '0')}`, meetingId, kind, data, claimedAt },
      }),
    type: async (desk: Desk) => {
      must(await office.rooms.change(meetingId, 1, 'user:li', () => ({ ok: true, value: { value: null, desk } })));
    },
    read: async <T>(look: (view: RoomView) => T) => must(await office.rooms.read(meetingId, 1, look)),
    watch: (screenId: string) => watchOf(office, meetingId, screenId).states,
    pass: (ms: number, step = 125) => pass(office, meetingId, ms, step),
  };
  must(await hall.command('meeting.phase', { to: 'live' }));
  await hall.type((desk) => {
    addItem(desk, { id: itemId, kind: 'briefing', title: '标准化建设', order: 'a0' });
    startItem(desk, { eventId: brand<EventId>('e1'), itemId, at: START, by: 'li' });
  });
  const { states, leave } = watchOf(office, meetingId, 'main');
  await hall.pass(250);
  const renameItem = async (title: string): Promise<void> => {
    await hall.type((desk) => {
      const text = itemTitle(desk, itemId);
      text?.delete(0, text.length);
      text?.insert(0, title);
    });
    await hall.pass(250);
  };
  return { ...hall, states, leave, renameItem };
}

function watchOf(office: TestOffice, meetingId: MeetingId, screenId: string) {
  const states: ScreenState[] = [];
  return { states, leave: office.services.screens.subscribe(meetingId, screenId, (state) => states.push(state)) };
}

async function pass(office: TestOffice, meetingId: MeetingId, ms: number, step: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    office.clock.advance(Math.min(step, ms - passed));
    await settled();
    // However long the disk took: what was asked of the meeting before this is done after it.
    must(await office.rooms.read(meetingId, 1, () => null));
    await settled();
  }
}
