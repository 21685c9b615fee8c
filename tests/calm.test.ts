// Motion is short, and none where the reader asked for none: style sheets are stopped by one rule that nothing may
// outweigh, scripts ask before they move or fade anything.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './support/architecture/source-tree.ts';

const CLIENT = join(ROOT, 'client');
/** Where everything is stopped. */
const STOP = 'styles/base.css';
const LONGEST_MS = 200;
/** Moves or fades from a script: of the browser, of Svelte, of the library that drags. */
const SCRIPTED =
  /\.animate\(|startViewTransition|behavior: 'smooth'|flipDurationMs|'svelte\/(?:transition|animate|motion)'/;
/** Such a script stands in the reach of the question. */
const ASKS = /\basksForCalm\(\)/;

/** What a source does wrong. */
function offences(path: string, source: string): string[] {
  const found: string[] = [];
  if (SCRIPTED.test(source) && !ASKS.test(source)) found.push(`${path} moves without asking`);
  if (path === STOP) return found;
  if (/(?:animation|transition|scroll-behavior)[^;{}]*!important/.test(source))
    found.push(`${path} outweighs the stop`);
  if (/scroll-behavior:\s*smooth/.test(source)) found.push(`${path} scrolls by itself`);
  if (/(?:animation|transition)[^;{}]*\binfinite\b/.test(source)) found.push(`${path} never rests`);
  for (const [, rule = ''] of source.matchAll(/(?:^|[\s;{])((?:animation|transition)(?:-duration)?:[^;}]*)/g))
    for (const [, time, unit] of rule.matchAll(/(?<![\w.-])(\d*\.?\d+)(ms|s)\b/g))
      // A wait before it begins moves nothing; the first time of each is how long it lasts.
      if (Number(time) * (unit === 's' ? 1000 : 1) > LONGEST_MS && !WAITS.test(rule))
        found.push(`${path} is slow: ${rule}`);
  return found;
}

/** Shown at once, after a wait: lasts a moment. */
const WAITS = /\b1ms \d+m?s both\b/;

describe('motion', () => {
  it('is under 200 ms and stops where none is wanted, in every style and script', () => {
    const paths = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /\.(?:svelte|css|ts)$/.test(path),
    );

    expect(paths.length).toBeGreaterThan(200);
    expect(paths.flatMap((path) => offences(path, readFileSync(join(CLIENT, path), 'utf8')))).toEqual([]);
  });

  it('is stopped by a rule over every element and what stands before and after it', () => {
    const stop = /@media \(prefers-reduced-motion: reduce\) \{\s*\*,\s*\*::before,\s*\*::after \{([^}]*)\}/.exec(
      readFileSync(join(CLIENT, STOP), 'utf8'),
    )?.[1];

    for (const property of ['animation-duration', 'animation-iteration-count', 'scroll-behavior'])
      expect(stop).toMatch(new RegExp(`${property}: [^;]+ !important;`));
    // Not a short one: it would be one of every element and of whatever they inherit, so that a colour changed at the top
    // went down from parent to child, one picture after the other.
    expect(stop).toContain('transition: none !important;');
  });

  it.each([
    ['<script>article.animate([], 1600)</script>', 'without asking'],
    ["import { fade } from 'svelte/transition';", 'without asking'],
    ["list.scrollTo({ top: 0, behavior: 'smooth' });", 'without asking'],
    ['.a { transition: top 90ms !important; }', 'outweighs'],
    ['html { scroll-behavior: smooth; }', 'scrolls by itself'],
    ['.a { animation: turn 100ms infinite; }', 'never rests'],
    ['.a { transition: top 0.4s ease; }', 'is slow'],
    ['.a { animation: come 300ms both; }', 'is slow'],
  ])('is found otherwise: %s', (source, why) => {
    expect(offences('ui/new-part.svelte', source).join()).toContain(why);
  });

  it.each([
    '.a { transition: background var(--quick) var(--ease); }',
    '.a { animation: wait 1ms 300ms both; }',
    'import { asksForCalm } from "./motion.ts"; article.animate([], { easing: asksForCalm() ? "step-end" : "linear" });',
  ])('may be: %s', (source) => {
    expect(offences('ui/new-part.svelte', source)).toEqual([]);
  });
});
