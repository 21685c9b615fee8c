// What a timer says at an instant: calm, near its end, over, paused, or merely counting when nothing was planned.
import { durationText } from '../../shared/i18n/format.ts';
import { unreachable } from '../../shared/lib/assert.ts';
import { MINUTE_MS, SECOND_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import type { SceneTimer } from '../../shared/domain/scene.ts';

export type TimerMood = 'calm' | 'near' | 'over';

export interface TimerView {
  readonly mood: TimerMood;
  /** What the figures mean. */
  readonly meaning: 'remaining' | 'over' | 'elapsed' | 'paused';
  /** `08:24`, `+02:18`, `1:02:00`. */
  readonly figures: string;
  readonly used: string;
  readonly plannedMinutes: number | null;
  /** 0–1 of the planned time; 0 when nothing was planned. */
  readonly usedShare: number;
  /** When the planned time ends; null unless it runs and was planned. */
  readonly endsAt: EpochMs | null;
}

/** Whether there is anything to count: time planned, running or spent. */
export function hasTime(timer: SceneTimer): boolean {
  return timer.plannedMs !== null || timer.runningSince !== null || timer.spentMs > 0;
}

export function timerView(timer: SceneTimer, now: EpochMs): TimerView {
  const runningMs = timer.runningSince === null ? 0 : Math.max(0, now - timer.runningSince);
  const usedMs = wholeSeconds(timer.spentMs + runningMs);
  const isPaused = timer.runningSince === null && timer.spentMs > 0;
  const used = durationText(usedMs);
  if (timer.plannedMs === null) {
    const meaning = isPaused ? 'paused' : 'elapsed';
    return { mood: 'calm', meaning, figures: used, used, plannedMinutes: null, usedShare: 0, endsAt: null };
  }
  const leftMs = wholeSeconds(timer.plannedMs) - usedMs;
  const mood = moodOf(leftMs, timer.plannedMs);
  return {
    mood,
    meaning: isPaused ? 'paused' : mood === 'over' ? 'over' : 'remaining',
    figures: figuresOf(mood, leftMs),
    used,
    plannedMinutes: Math.round(timer.plannedMs / MINUTE_MS),
    usedShare: timer.plannedMs > 0 ? Math.min(1, usedMs / timer.plannedMs) : 1,
    endsAt: timer.runningSince === null ? null : timer.runningSince + timer.plannedMs - timer.spentMs,
  };
}

/** Near: the last tenth, at least the last two minutes, but never more than half of what was planned. */
function moodOf(leftMs: DurationMs, plannedMs: DurationMs): TimerMood {
  if (leftMs < 0) return 'over';
  const nearMs = Math.min(Math.max(plannedMs / 10, 2 * MINUTE_MS), plannedMs / 2);
  return leftMs <= nearMs ? 'near' : 'calm';
}

function figuresOf(mood: TimerMood, leftMs: DurationMs): string {
  switch (mood) {
    case 'calm':
    case 'near':
      return durationText(leftMs);
    case 'over':
      return `+${durationText(-leftMs)}`;
    default:
      return unreachable(mood);
  }
}

function wholeSeconds(ms: DurationMs): DurationMs {
  return Math.floor(ms / SECOND_MS) * SECOND_MS;
}
