// Which meeting the first page offers to enter, and in which list each other one stands.
import { describe, expect, test } from 'vitest';
import { sortOut } from '../../../client/meeting-days.ts';
import type { Meeting } from '../../../shared/api/meeting.schema.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/lib/time.ts';

const DAY = Date.parse('2021-04-23T00:00:00Z');
const NOW = DAY + 16 * HOUR_MS;
const days = {
  isToday: (at: number) => at >= DAY && at < DAY + DAY_MS,
  isBeforeToday: (at: number) => at < DAY,
};

function meeting(id: string, plannedStart: number | null, more: Partial<Meeting> = {}): Meeting {
  return {
    id,
    title: id,
    phase: 'prepare',
    version: 1,
    revision: '1',
    bodyId: null,
    plannedStart,
    plannedEnd: null,
    venue: null,
    createdAt: 0,
    updatedAt: 0,
    trashedAt: null,
    docs: { desk: `${id}/desk`, record: `${id}/record` },
    archiveId: null,
    ...more,
  };
}

const ids = (list: readonly Meeting[]): readonly string[] => list.map(({ id }) => id);

describe('the first page', () => {
  test('offers the running meeting, even one that began yesterday', () => {
    const running = meeting('running', DAY - 2 * HOUR_MS, { phase: 'live' });

    const sorted = sortOut([meeting('later', NOW + HOUR_MS), running], days, NOW);

    expect(sorted.featured?.id).toBe('running');
    expect(ids(sorted.coming)).toEqual(['later']);
  });

  test("offers the next of today's when none runs, not the one that is over", () => {
    const over = meeting('over', DAY + 9 * HOUR_MS, { phase: 'follow-up' });

    const sorted = sortOut(
      [meeting('evening', DAY + 20 * HOUR_MS), meeting('next', DAY + 17 * HOUR_MS), over],
      days,
      NOW,
    );

    expect(sorted.featured?.id).toBe('next');
  });

  test("offers today's last meeting once all are over", () => {
    const morning = meeting('morning', DAY + 9 * HOUR_MS, { phase: 'follow-up' });
    const noon = meeting('noon', DAY + 12 * HOUR_MS, { phase: 'follow-up' });

    expect(sortOut([noon, morning], days, NOW).featured?.id).toBe('noon');
  });

  test('lists what comes soonest first, and what has no date last', () => {
    const sorted = sortOut(
      [meeting('undated', null), meeting('june', DAY + 40 * DAY_MS), meeting('may', DAY + 9 * DAY_MS)],
      days,
      NOW,
    );

    expect(ids(sorted.coming)).toEqual(['may', 'june', 'undated']);
    expect(sorted.featured).toBeNull();
  });

  test('a past meeting waits for its archive until it is archived or thrown away', () => {
    const past = DAY - 3 * DAY_MS;

    const sorted = sortOut(
      [
        meeting('waiting', past, { phase: 'follow-up' }),
        meeting('archived', past, { phase: 'archived' }),
        meeting('trashed', past, { trashedAt: NOW }),
      ],
      days,
      NOW,
    );

    expect(ids(sorted.unfinished)).toEqual(['waiting']);
    expect(sorted.coming).toEqual([]);
  });

  test('knows that today had its meeting once it is sealed, and not of one sealed before or thrown away', () => {
    const sealed = meeting('sealed', DAY + 9 * HOUR_MS, { phase: 'archived' });
    const before = meeting('before', DAY - 9 * HOUR_MS, { phase: 'archived' });

    expect(sortOut([sealed, before], days, NOW)).toMatchObject({ featured: null, isTodaySealed: true });
    expect(sortOut([before, { ...sealed, trashedAt: NOW }], days, NOW).isTodaySealed).toBe(false);
    expect(sortOut([sealed, meeting('next', NOW + HOUR_MS)], days, NOW).isTodaySealed).toBe(false);
  });
});
