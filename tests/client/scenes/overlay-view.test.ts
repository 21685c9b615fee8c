// What lies over a scene: set as large as two lines allow, gone when its time is over.
import { describe, expect, it } from 'vitest';
import { overlayView } from '../../../client/scenes/overlay-view.ts';

const NOW = 1_619_157_600_000;
const han = (count: number): string => '请各位代表将手机调至静音'.repeat(6).slice(0, count);
const message = (text: string, until: number | null = null) => ({ message: { text, until } });
const countdown = (to: number, label = '距开会') => ({ countdown: { label, to } });

describe('a message', () => {
  it.each([
    [5, 7.2, 1],
    [30, 7.2, 2],
    [50, 5.6, 2],
    [60, 4.8, 2],
  ])('of %i characters stands at %f u in %i lines, whole', (count, sizeU, lines) => {
    const view = overlayView(message(han(count)), NOW);

    expect([view?.message?.sizeU, view?.message?.lines.length]).toEqual([sizeU, lines]);
    expect(view?.message?.lines.join('')).toBe(han(count));
  });

  it('gives way to a countdown beside it and is never below the smallest type of the hall', () => {
    const view = overlayView({ ...message(han(60)), ...countdown(NOW + 36_000_000, '距会议正式开始') }, NOW);

    expect(view?.message?.sizeU).toBeGreaterThanOrEqual(4.2);
    expect(view?.message?.lines.join('')).toBe(han(60));
  });

  it.each([7, 15, 20])('keeps half of the band beside a countdown of %i characters', (count) => {
    const beside = { to: NOW + 36_000_000, label: han(count) };
    const view = overlayView({ ...message(han(60)), countdown: beside }, NOW);

    const widths = view?.message?.lines.map((line) => [...line].length * (view.message?.sizeU ?? 0)) ?? [];
    expect(Math.max(...widths)).toBeGreaterThan(157.7 / 3);
    expect(view?.message?.lines.length).toBeLessThanOrEqual(4);
    expect(view?.countdown?.labelLines.join('')).toBe(han(count));
  });

  it('goes at its end, without being told', () => {
    expect(overlayView(message('请入座', NOW + 1), NOW)?.message?.lines).toEqual(['请入座']);
    expect(overlayView(message('请入座', NOW), NOW)).toBeNull();
  });
});

describe('a countdown', () => {
  it('has a short label before its figures, and a long one above them, in two lines that the band holds', () => {
    const label = (count: number, text: string | null) => {
      const under = text === null ? {} : message(text);
      return overlayView({ ...under, ...countdown(NOW + 36_000_000, han(count)) }, NOW)?.countdown;
    };

    expect(label(3, han(60))).toMatchObject({ isStacked: false, labelLines: [han(3)] });
    expect(label(15, null)).toMatchObject({ isStacked: false, labelLines: [han(15)] });
    for (const long of [label(20, han(60)), label(20, null)]) {
      expect(long?.isStacked).toBe(true);
      expect(long?.labelLines).toHaveLength(2);
    }
  });

  it('shows nought when the time is over and not a second before, for a minute', () => {
    const figures = (afterMs: number) => overlayView(countdown(NOW), NOW + afterMs)?.countdown?.figures ?? null;

    expect([-300_000, -1_000, -1, 0, 59_000, 60_000].map(figures)).toEqual([
      '05:00',
      '00:01',
      '00:01',
      '00:00',
      '00:00',
      null,
    ]);
  });
});
