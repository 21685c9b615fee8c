// The colours of people can be read in both themes, on every ground they stand on.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const TOKENS = readFileSync('client/styles/tokens.css', 'utf8');
const themes = {
  light: TOKENS.split("[data-theme='dark']")[0] ?? '',
  dark: TOKENS.split("[data-theme='dark']")[1] ?? '',
};

test.each(['light', 'dark'] as const)(
  'all eight have 4.5 : 1 on paper, in lists and in faces of the %s theme',
  (theme) => {
    const colour = (name: string): string => {
      const found = new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(themes[theme])?.[1];
      if (found === undefined) throw new Error(`no token ${name}`);
      return found;
    };

    const dull = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((person) =>
      ['paper', 'paper-raised', 'paper-sunken', `p${person}-wash`].filter(
        (ground) => contrast(colour(`p${person}`), colour(ground)) < 4.5,
      ),
    );

    expect(dull).toEqual([]);
  },
);

test('a contrast is what WCAG says', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
