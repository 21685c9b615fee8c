// How large the reader has text: style sheets follow by themselves (docs/adr/0033), what is reckoned in scripts asks here.

const DRAWN_AT_PX = 16;

/** Pixels on this page for `px` pixels of the drawing. */
export function inTextSize(px: number): number {
  const rootPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return px * (rootPx > 0 ? rootPx / DRAWN_AT_PX : 1);
}
