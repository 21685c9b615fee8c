// A PostCSS step of the client's build: sizes are drawn in pixels at a text of 16 px and shipped as multiples of the text
// size that the reader chose in the browser (docs/adr/0033). Knows nothing of any style sheet.
import type { CSSOptions } from 'vite';

type Step = NonNullable<Exclude<CSSOptions['postcss'], string | undefined>['plugins']>[number];

/** What browsers set text in unless the reader asks otherwise, and what every drawing of ours is made for. */
const DRAWN_AT_PX = 16;
/** Thinner than this are hairlines, outlines and carets: they stay as the screen draws them. */
const THIN_PX = 3;
const PIXELS = /(?<![\w#.-])(-?\d*\.?\d+)px\b/g;

/** Widths in queries follow the text too: with letters of twice the size a laptop has the room of a phone. */
export function sizedByText(): Step {
  return {
    postcssPlugin: 'sized-by-text',
    Once(root) {
      root.walkDecls((declaration) => {
        declaration.value = inTextSizes(declaration.value, 'rem');
      });
      root.walkAtRules('media', (rule) => {
        rule.params = inTextSizes(rule.params, 'em');
      });
      root.walkAtRules('container', (rule) => {
        rule.params = inTextSizes(rule.params, 'rem');
      });
    },
  };
}

/** In media queries both units mean what the browser starts from, and the em is the one known to all browsers. */
export function inTextSizes(value: string, unit: 'rem' | 'em'): string {
  return value.replaceAll(PIXELS, (written: string, pixels: string) =>
    Math.abs(Number(pixels)) < THIN_PX ? written : `${Number(pixels) / DRAWN_AT_PX}${unit}`,
  );
}
