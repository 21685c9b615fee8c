// Sizes follow the text size that the reader chose in the browser: what the build makes of style sheets, and that scripts
// do not ask in pixels beside them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inTextSizes, sizedByText } from '../.config/sized-by-text.ts';
import { invariant } from '../shared/lib/assert.ts';
import { ROOT } from './support/architecture/source-tree.ts';

const CLIENT = join(ROOT, 'client');

/** A width of the window or of a column, written in pixels into a script. */
const IN_PIXELS = /(?:min|max)-(?:width|height): ?\d+px|\bwidth: '\d+px'/;

function script(path: string): string {
  const source = readFileSync(join(CLIENT, path), 'utf8');
  return path.endsWith('.svelte') ? source.replace(/<style>[\s\S]*<\/style>/, '') : source;
}

describe('a size drawn in pixels', () => {
  it.each([
    ['600 15px/30px var(--sans)', '600 0.9375rem/1.875rem var(--sans)'],
    ['min(440px, calc(100vw - 32px))', 'min(27.5rem, calc(100vw - 2rem))'],
    ['-6px', '-0.375rem'],
    ['minmax(380px, 520px) minmax(0, 1fr)', 'minmax(23.75rem, 32.5rem) minmax(0, 1fr)'],
  ])('is a multiple of the reader’s text: %s', (drawn, shipped) => {
    expect(inTextSizes(drawn, 'rem')).toBe(shipped);
  });

  it('stays as thin as the screen draws it below 3 px', () => {
    expect(inTextSizes('inset 0 -2px 0 1.5px var(--rule), 0 0 0 1px', 'rem')).toBe(
      'inset 0 -2px 0 1.5px var(--rule), 0 0 0 1px',
    );
  });

  it('leaves names and words alone', () => {
    expect(inTextSizes('var(--at-12px) url(a12px.png) #a12px', 'rem')).toBe('var(--at-12px) url(a12px.png) #a12px');
  });

  it('is asked for in the same measure by media queries', () => {
    expect(inTextSizes('(max-width: 1199px), (max-height: 480px)', 'em')).toBe(
      '(max-width: 74.9375em), (max-height: 30em)',
    );
  });

  it('is asked for in multiples of the page’s own text by queries of a column', () => {
    const asked = { value: '', params: 'bar-name (max-width: 208px)' };
    const once: unknown = Reflect.get(sizedByText(), 'Once');
    invariant(typeof once === 'function', 'the step has one');
    const root = {
      walkDecls: () => undefined,
      walkAtRules: (name: string, each: (rule: typeof asked) => void) => name === 'container' && each(asked),
    };

    Reflect.apply(once, null, [root]);

    expect(asked.params).toBe('bar-name (max-width: 13rem)');
  });
});

describe('a script', () => {
  it('asks for no width in pixels', () => {
    const paths = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /\.(?:svelte|ts)$/.test(path),
    );

    expect(paths.filter((path) => IN_PIXELS.test(script(path)))).toEqual([]);
  });

  it.each(["new MediaQuery('max-width: 640px')", "{ label, width: '72px' }", "matchMedia('(min-width:901px)')"])(
    'would be found: %s',
    (source) => {
      expect(source).toMatch(IN_PIXELS);
    },
  );
});
