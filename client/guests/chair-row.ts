// How a row of the chair's agenda is called.
import type { ChairRow } from '../../shared/domain/chair.ts';
import type { ChairCatalogue } from '../../shared/i18n/chair-text.ts';

/** 三、标准化建设 · 3 Standards; an internal item says only that it is one. */
export function rowTitle(row: ChairRow, words: ChairCatalogue): string {
  if (row.isInternal) return words.internal;
  const title = row.title.trim() || (row.kind === 'break' ? words.break : words.untitled);
  return words.numbered(row, title);
}
