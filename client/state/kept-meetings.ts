// The meetings that this browser can open while the server is away: those whose documents it kept for the one signed in.
import * as Y from 'yjs';
import { readFacts } from '../../shared/doc/desk-facts.ts';
import type { MeetingId, UserId } from '../../shared/domain/ids.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import { browserDevice } from '../sync/device.ts';
import { browserDatabases } from '../sync/indexed-db.ts';
import { LocalStore } from '../sync/local-store.ts';

export interface KeptMeeting {
  readonly id: MeetingId;
  /** The newest of which this browser has something. */
  readonly version: number;
  readonly title: string;
  readonly plannedStart: EpochMs | null;
}

/** Opened last first. Empty where the browser keeps nothing. */
export async function keptMeetings(user: UserId): Promise<readonly KeptMeeting[]> {
  const store = await LocalStore.open(browserDatabases(), browserDevice());
  const rows = await store.meetingsOf(user);
  const meetings = await Promise.all(
    rows.map(async ({ meetingId, version, desk }) => ({
      id: meetingId,
      version,
      ...factsIn(await store.contentOf(desk)),
    })),
  );
  store.close();
  return meetings;
}

/** The newest version of one meeting that this browser can open, or null. */
export async function keptVersion(user: UserId, meetingId: MeetingId): Promise<number | null> {
  const store = await LocalStore.open(browserDatabases(), browserDevice());
  const rows = await store.meetingsOf(user);
  store.close();
  return rows.find((row) => row.meetingId === meetingId)?.version ?? null;
}

function factsIn(content: Uint8Array | null): Pick<KeptMeeting, 'title' | 'plannedStart'> {
  const desk = new Y.Doc();
  if (content) Y.applyUpdate(desk, content);
  const { title, plannedStart } = readFacts(desk);
  desk.destroy();
  return { title, plannedStart };
}
