// The timer warns and is calm: what it says at each instant.
import { describe, expect, it } from 'vitest';
import { hasTime, timerView } from '../../../client/scenes/timer-view.ts';
import { MINUTE_MS, SECOND_MS } from '../../../shared/lib/time.ts';

const NOW = 1_619_161_920_000;
const running = (plannedMinutes: number | null, usedMs: number) => ({
  plannedMs: plannedMinutes === null ? null : plannedMinutes * MINUTE_MS,
  spentMs: 0,
  runningSince: NOW - usedMs,
});

describe('the timer', () => {
  it('is calm and counts down what was planned', () => {
    const view = timerView(running(15, 396 * SECOND_MS), NOW);

    expect(view).toMatchObject({
      mood: 'calm',
      meaning: 'remaining',
      figures: '08:24',
      used: '06:36',
      plannedMinutes: 15,
    });
    expect(view.usedShare).toBeCloseTo(0.44);
  });

  it('is near in the last tenth, at least the last two minutes', () => {
    expect(timerView(running(60, 54 * MINUTE_MS - 1_000), NOW).mood).toBe('calm');
    expect(timerView(running(60, 54 * MINUTE_MS), NOW).mood).toBe('near');
    expect(timerView(running(10, 8 * MINUTE_MS), NOW).mood).toBe('near');
    expect(timerView(running(10, 8 * MINUTE_MS - 1_000), NOW).mood).toBe('calm');
  });

  it('is not near from its first minute when little was planned', () => {
    expect(timerView(running(2, 30 * SECOND_MS), NOW).mood).toBe('calm');
  });

  it('counts up with a plus once over, and the rule stays full', () => {
    expect(timerView(running(20, 1_338 * SECOND_MS), NOW)).toMatchObject({
      mood: 'over',
      meaning: 'over',
      figures: '+02:18',
      usedShare: 1,
    });
  });

  it('is not yet over in the second when the time is up', () => {
    expect(timerView(running(20, 20 * MINUTE_MS), NOW)).toMatchObject({ mood: 'near', figures: '00:00' });
  });

  it('says that it is paused while suspended', () => {
    const view = timerView({ plannedMs: 10 * MINUTE_MS, spentMs: 3 * MINUTE_MS, runningSince: null }, NOW);

    expect(view).toMatchObject({ meaning: 'paused', figures: '07:00', endsAt: null });
  });

  it('counts what was used when nothing was planned, hours included', () => {
    expect(timerView(running(null, 3_900 * SECOND_MS), NOW)).toMatchObject({ meaning: 'elapsed', figures: '1:05:00' });
  });

  it('adds the running stretch to what was spent before', () => {
    const timer = { plannedMs: 15 * MINUTE_MS, spentMs: 6 * MINUTE_MS, runningSince: NOW - MINUTE_MS };

    expect(timerView(timer, NOW)).toMatchObject({ figures: '08:00', endsAt: NOW + 8 * MINUTE_MS });
  });

  it('never runs backwards when the start lies ahead of the clock', () => {
    expect(timerView({ plannedMs: MINUTE_MS, spentMs: 0, runningSince: NOW + 5_000 }, NOW).figures).toBe('01:00');
  });

  it('has nothing to count before it starts without a plan', () => {
    expect(hasTime({ plannedMs: null, spentMs: 0, runningSince: null })).toBe(false);
    expect(hasTime({ plannedMs: 1, spentMs: 0, runningSince: null })).toBe(true);
  });
});
