// The colours of words and edges can be made out on every ground they stand on, in both themes: 4.5 : 1 for everybody,
// 7 : 1 for whoever asked for more contrast (WCAG 1.4.3 and 1.4.6).
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const THEMES = ['light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const TOKENS = readFileSync('client/styles/tokens.css', 'utf8');
const MORE = /@media \(prefers-contrast: more\) \{([\s\S]*?)\n\}/.exec(
  readFileSync('client/styles/contrast.css', 'utf8'),
)?.[1];
const PEOPLE = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const GROUNDS = ['paper', 'paper-raised', 'paper-sunken', 'hover', 'teal-wash'];
const WORDS = ['ink', 'ink-2', 'ink-3', 'teal', 'live', 'ok', 'soon'];

/** What a page of this theme has for a name; later declarations count, and names stand for others. */
function palette(theme: Theme, styles: readonly string[]): (name: string) => string {
  const applies = (selector: string): boolean =>
    !selector.includes("[data-theme='") || selector.includes(`'${theme}'`) || selector.includes(':root,');
  const blocks = styles.flatMap((style) => [...style.matchAll(/([^{}]*)\{([^{}]*)\}/g)]);
  const declared = blocks
    .filter(([, selector = '']) => applies(selector))
    .flatMap(([, , body = '']) => [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)]);
  const found = new Map(declared.map(([, name = '', value = '']) => [name, value.trim()]));
  const colour = (name: string): string => {
    const value = found.get(name) ?? '';
    const other = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
    return other === undefined ? value : colour(other);
  };
  return colour;
}

/** `word on ground` for each pair that is under `least`. */
function dull(colour: (name: string) => string, least: number): string[] {
  const pairs = [
    ...WORDS.flatMap((word) => GROUNDS.map((ground) => [word, ground] as const)),
    ...PEOPLE.flatMap((at) =>
      ['paper', 'paper-raised', 'paper-sunken', `p${at}-wash`].map((ground) => [`p${at}`, ground] as const),
    ),
    ...(['live', 'ink', 'ink-2'] as const).map((word) => [word, 'live-wash'] as const),
    ['on-ink', 'ink'] as const,
    ['ink', 'mark'] as const,
  ];
  return pairs
    .filter(([word, ground]) => contrast(colour(word), colour(ground)) < least)
    .map((pair) => pair.join(' on '));
}

describe.each(THEMES)('in the %s theme', (theme) => {
  test('every word has 4.5 : 1', () => {
    expect(dull(palette(theme, [TOKENS]), 4.5)).toEqual([]);
  });

  test('every word has 7 : 1, and every edge 4.5 : 1, where more contrast is asked for', () => {
    const colour = palette(theme, [TOKENS, MORE ?? '']);

    expect(dull(colour, 7)).toEqual([]);
    for (const edge of ['edge', 'rule', 'rule-strong'])
      for (const ground of GROUNDS) expect(contrast(colour(edge), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test('a colour that is too pale would be found', () => {
    expect(dull(palette(theme, [TOKENS, `[data-theme='${theme}'] { --teal: #808080; }`]), 4.5)).toContain(
      'teal on paper',
    );
  });
});

test('a contrast is what WCAG says', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  if (!/^#[0-9a-f]{6}$/.test(hex)) throw new Error(`not a colour: ${hex}`);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
