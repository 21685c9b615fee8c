// A time of day as a clerk writes it down afterwards: the last time the clock showed it, within this meeting.
import { expect, test } from 'vitest';
import { pastInstant } from '../../../client/state/roll-keeper.svelte.ts';

const timeZone = 'Asia/Shanghai';
const at = (text: string): number => Date.parse(`${text}:00+08:00`);

test.each([
  ['14:05', '2026-11-26T15:00', '2026-11-26T14:05'],
  ['1405', '2026-11-26T15:00', '2026-11-26T14:05'],
  ['14：05', '2026-11-26T15:00', '2026-11-26T14:05'],
  ['9:05', '2026-11-26T15:00', '2026-11-26T09:05'],
])('%s is of today', (text, now, expected) => {
  expect(pastInstant(text, { now: at(now), timeZone, startedAt: null })).toBe(at(expected));
});

test('after midnight, the evening of a meeting that began before it', () => {
  const evening = { now: at('2026-11-27T00:20'), timeZone, startedAt: at('2026-11-26T20:00') };
  expect(pastInstant('23:50', evening)).toBe(at('2026-11-26T23:50'));
});

test.each([null, at('2026-11-26T14:00')])('a time to come is none of yesterday (begun: %s)', (startedAt) => {
  expect(pastInstant('15:30', { now: at('2026-11-26T15:00'), timeZone, startedAt })).toBe('future');
});

test.each(['', '25:00', '14:60', 'noon', '14'])('%j is no time', (text) => {
  expect(pastInstant(text, { now: at('2026-11-26T15:00'), timeZone, startedAt: null })).toBeNull();
});
