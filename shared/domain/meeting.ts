// A meeting's phases and the few facts about it that live outside its documents.
import type { EpochMs } from '../lib/time.ts';

/** 会前, 会中, 会后, 归档. */
export type MeetingPhase = 'prepare' | 'live' | 'follow-up' | 'archived';
export const MEETING_PHASES: readonly MeetingPhase[] = ['prepare', 'live', 'follow-up', 'archived'];

/** What the desk's `meeting` root holds: plain values, each may be missing while the meeting is being prepared. */
export interface MeetingFacts {
  readonly title: string;
  /** e.g. 三届二次常务理事会: fits the hall's title slip. */
  readonly shortTitle: string | null;
  readonly organisation: string | null;
  readonly bodyName: string | null;
  readonly plannedStart: EpochMs | null;
  readonly plannedEnd: EpochMs | null;
  readonly venue: string | null;
  readonly chair: string | null;
  readonly recorder: string | null;
  /** Where it was imported from, when it was. */
  readonly sourceId: string | null;
  /** Groups that attended as the notice or report names them, members unnamed (常务理事, 监事 …). */
  readonly attendance?: readonly string[];
}

export type PhaseChange = 'forward' | 'back' | 'refused';

/**
 * How `from` → `to` stands: `prepare → live → follow-up` one step at a time is forward, any way back among these three
 * needs a reason; `archived` is entered only by archiving and left only by reopening (contract.md).
 */
export function phaseChange(from: MeetingPhase, to: MeetingPhase): PhaseChange {
  if (from === 'archived' || to === 'archived' || from === to) return 'refused';
  const step = MEETING_PHASES.indexOf(to) - MEETING_PHASES.indexOf(from);
  if (step === 1) return 'forward';
  return step < 0 ? 'back' : 'refused';
}
