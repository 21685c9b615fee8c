// Colours of a body's hall screens: numbers are those of hall-look's rules.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACCENTS, contrastOf, HALL_GROUNDS, hallColours, isNearMark } from '../../../shared/domain/hall-look.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`);
const THEMES = ['dark', 'light'] as const;

describe('whatever colour is chosen', () => {
  test('[1] the name has 7:1 and the band 3:1 on both grounds', () => {
    fc.assert(
      fc.property(hex, (accent) => {
        for (const theme of THEMES) {
          const { band, name } = hallColours(accent)[theme];
          expect(contrastOf(band, HALL_GROUNDS[theme])).toBeGreaterThanOrEqual(3);
          if (name !== null) expect(contrastOf(name, HALL_GROUNDS[theme])).toBeGreaterThanOrEqual(7);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('[1] one that is legible already stays as it is', () => {
    expect(hallColours('#7fc7be').dark.name).toBe('#7fc7be');
    expect(hallColours('#1c4f7a').light.name).toBe('#1c4f7a');
  });

  test('[2] what is as loud as a screen can be becomes calmer', () => {
    const { name } = hallColours('#00ff00').dark;

    expect(name).not.toBe('#00ff00');
    expect(contrastOf(name ?? '', '#00ff00')).toBeLessThan(2);
  });

  test('[3] what looks like the vermilion colours no word; gold, brown and purple do', () => {
    const reds = ['#c8161d', '#e60012', '#b8362b', '#ff6e4c', '#9e2a20'];

    expect(reds.map((red) => [isNearMark(red), hallColours(red).dark.name, hallColours(red).light.name])).toEqual(
      reds.map(() => [true, null, null]),
    );
    expect(['#c9a227', ...ACCENTS, '#444444', '#ffffff'].filter(isNearMark)).toEqual([]);
  });
});

test('contrast is WCAG’s', () => {
  expect(contrastOf('#ffffff', '#000000')).toBeCloseTo(21, 5);
  expect(contrastOf('#f4efe4', HALL_GROUNDS.dark)).toBeCloseTo(17.1, 0);
});
