// When people may be disturbed: quiet hours and the mail of the day, by the clocks of the office.
import { describe, expect, test } from 'vitest';
import { isQuiet, lastDigest } from '../../server/notify/hours.ts';
import { instantIn } from '../../shared/lib/time.ts';

const SHANGHAI = { quiet: { from: '21:30', to: '07:30' }, digestAt: '08:30', timeZone: 'Asia/Shanghai' };

function at(day: string, time: string, timeZone = 'Asia/Shanghai'): number {
  return instantIn(timeZone, day, time) ?? NaN;
}

describe('quiet hours', () => {
  test.each([
    ['21:29', false],
    ['21:30', true],
    ['23:59', true],
    ['00:00', true],
    ['07:29', true],
    ['07:30', false],
    ['12:00', false],
  ])('over midnight, at %s: %s', (time, quiet) => {
    expect(isQuiet(SHANGHAI, at('2021-04-23', time))).toBe(quiet);
  });

  test.each([
    ['11:59', false],
    ['12:00', true],
    ['13:59', true],
    ['14:00', false],
  ])('within a day, at %s: %s', (time, quiet) => {
    const hours = { ...SHANGHAI, quiet: { from: '12:00', to: '14:00' } };

    expect(isQuiet(hours, at('2021-04-23', time))).toBe(quiet);
  });

  test('they are of the office’s zone, not of the machine’s', () => {
    const sameInstant = at('2021-04-23', '22:00');

    expect(isQuiet(SHANGHAI, sameInstant)).toBe(true);
    expect(isQuiet({ ...SHANGHAI, timeZone: 'Europe/London' }, sameInstant)).toBe(false);
  });

  test('without any it is never quiet', () => {
    expect(isQuiet({ ...SHANGHAI, quiet: null }, at('2021-04-23', '03:00'))).toBe(false);
  });
});

describe('the mail of the day', () => {
  test('was due at its hour today, or yesterday before that', () => {
    expect(lastDigest(SHANGHAI, at('2021-04-23', '08:30'))).toBe(at('2021-04-23', '08:30'));
    expect(lastDigest(SHANGHAI, at('2021-04-23', '08:29'))).toBe(at('2021-04-22', '08:30'));
    expect(lastDigest(SHANGHAI, at('2021-05-01', '00:10'))).toBe(at('2021-04-30', '08:30'));
  });

  test('keeps its wall time over a change of summer time', () => {
    const berlin = { ...SHANGHAI, timeZone: 'Europe/Berlin' };

    expect(lastDigest(berlin, at('2021-03-28', '08:31', 'Europe/Berlin'))).toBe(
      at('2021-03-28', '08:30', 'Europe/Berlin'),
    );
  });
});
