// A meeting in a room over the in-memory ledger, and people who come in.
import type { Rooms } from '../../server/sync/rooms.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { HandClock, settled } from './hand-clock.ts';
import { MemoryLedger } from './memory-ledger.ts';
import { createMeeting, docsOf, principal, Replica, roomsOver, type RoomsFixtureOptions } from './rooms-fixture.ts';

export interface Hall {
  readonly ledger: MemoryLedger;
  readonly clock: HandClock;
  readonly rooms: Rooms;
  readonly meetingId: MeetingId;
  join(name: string, access?: 'write' | 'read'): Promise<Replica>;
}

export async function hall(options: Partial<RoomsFixtureOptions> = {}): Promise<Hall> {
  const ledger = new MemoryLedger();
  const clock = options.clock ?? new HandClock();
  const meetingId = await createMeeting(ledger, 'm1');
  const rooms = roomsOver({ ledger, clock, ...options });
  const join = async (name: string, access: 'write' | 'read' = 'write'): Promise<Replica> => {
    const replica = new Replica(rooms, docsOf(meetingId).desk, principal(name), access);
    replica.connect();
    await exchange(replica);
    return replica;
  };
  return { ledger, clock, rooms, meetingId, join };
}

/** Delivers what waits in both directions until it has settled. */
export async function exchange(...replicas: readonly Replica[]): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    for (const replica of replicas) {
      replica.deliverUp();
      replica.deliverDown();
    }
    await settled(2);
  }
}
