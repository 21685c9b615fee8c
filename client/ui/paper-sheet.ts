// The size of a drawn page, and which page one is reading. Pure.

export type PageZoom = 'width' | 'whole' | 'actual';

/** In points, 1/72 of an inch. */
export interface SheetSize {
  readonly width: number;
  readonly height: number;
}

/** A4 standing where a drawing says nothing. */
const A4: SheetSize = { width: 595.28, height: 841.89 };

export function sheetSize(svg: string): SheetSize {
  const [, width, height] = /^<svg viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  const size = { width: Number(width), height: Number(height) };
  return size.width > 0 && size.height > 0 ? size : A4;
}

/** The page whose upper edge was last passed by the upper third of the view. */
export function pageAt(tops: readonly number[], scrollTop: number, viewHeight: number): number {
  const line = scrollTop + viewHeight / 3;
  return Math.max(0, tops.filter((top) => top <= line).length - 1);
}
