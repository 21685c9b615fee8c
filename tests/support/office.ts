// The server without its doors, over a fresh data folder and a clock that only the test moves.
import { onTestFinished } from 'vitest';
import { openOffice, type Office } from '../../server/office.ts';
import { readConfig } from '../../server/config.ts';
import { randomIds } from '../../server/random-ids.ts';
import type { RoomView } from '../../server/sync/room-options.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { MeetingId, UserId } from '../../shared/domain/ids.ts';
import type { Role } from '../../shared/domain/roles.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { Result } from '../../shared/lib/result.ts';
import { HandClock } from './hand-clock.ts';
import { SILENT_LOG } from './rooms-fixture.ts';
import { dataFolder } from './data-folder.ts';

export interface TestOffice extends Office {
  readonly clock: HandClock;
  readonly dataDir: string;
}

/** Closed when the test has finished. `settings`: what its environment says besides. */
export async function openTestOffice(settings: Readonly<Record<string, string>> = {}): Promise<TestOffice> {
  const env = { DATA_DIR: dataFolder(), ...settings };
  const config = { ...readConfig({ env, readFile: () => '', lanAddress: 'localhost' }), passwordCost: 4 };
  const clock = new HandClock();
  const office = await openOffice({
    ...{ config, clock, ids: randomIds(), log: SILENT_LOG, site: { publicUrl: 'http://localhost' } },
    onFatal: (error) => {
      throw error;
    },
  });
  onTestFinished(async () => {
    await office.closeRooms();
    await office.close();
  });
  return { ...office, clock, dataDir: env.DATA_DIR };
}

export function userWith(role: Role, name: string = role): ActingUser {
  return { userId: brand<UserId>(name), displayName: name, grants: [{ role, bodyId: null }] };
}

/** A new meeting without items. */
export async function meetingIn(office: Office, title = '例会'): Promise<MeetingId> {
  const created = must(await office.services.meetings.create(userWith('secretary'), { title }));
  return brand<MeetingId>(created.id);
}

/** Both documents as they are now. */
export async function look<T>(office: Office, meetingId: MeetingId, view: (view: RoomView) => T): Promise<T> {
  return must(await office.rooms.read(meetingId, 1, view));
}

/** The value, or the test fails with the refusal. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.code} ${JSON.stringify(result.data)}`);
  return result.value;
}
