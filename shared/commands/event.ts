// What happened when a command was carried out: past tense, stamped with the server's time. Plain JSON, since it is
// also the stored result of the command.
import type { UserId } from '../domain/ids.ts';
import type { MeetingPhase } from '../domain/meeting.ts';
import type { ScreenSettings } from '../domain/scene.ts';
import type { EpochMs } from '../lib/time.ts';

interface Stamp {
  readonly at: EpochMs;
  readonly by: UserId;
}

export interface PhaseChanged extends Stamp {
  readonly kind: 'phase-changed';
  readonly from: MeetingPhase;
  readonly to: MeetingPhase;
  readonly reason: string | null;
}

export interface ScreenSet extends Stamp {
  readonly kind: 'screen-set';
  readonly screen: string;
  readonly settings: ScreenSettings;
}

export type MeetingEvent = PhaseChanged | ScreenSet;
