// What commands decide by: as much of the record as they need, who acts, and the server's time.
import type { ActingUser } from '../domain/acting-user.ts';
import type { MeetingPhase } from '../domain/meeting.ts';
import type { ScreenSettings } from '../domain/scene.ts';
import type { EpochMs } from '../lib/time.ts';

export interface Witnessed {
  readonly phase: MeetingPhase;
  readonly version: number;
  readonly screens: ReadonlyMap<string, ScreenSettings>;
}

export interface Circumstances {
  readonly actor: ActingUser;
  /** The server's clock. */
  readonly now: EpochMs;
}
