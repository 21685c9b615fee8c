// Where parts of a paper stand in a Word file: what they need to know of their surroundings.
import type { Locale } from '../../../shared/i18n/locale.ts';
import type { Look } from './docx-look.ts';
import type { Relations } from './docx-relations.ts';

/** Where parts stand: lengths in twips. */
export interface Setting {
  readonly locale: Locale;
  readonly relations: Relations;
  /** Of the text area. */
  readonly width: number;
  readonly isWide: boolean;
  /** From the left edge of the text area, of everything. */
  readonly left: number;
  /** Of the first line of a paragraph; 0 in tables and lists. */
  readonly first: number;
  /** What letters look like; absent = the text of the standard. */
  readonly look: Look;
  /** Of paragraphs that say nothing else; absent = even on both sides. */
  readonly place?: 'left' | 'centre' | 'right';
  /** Exact height of a line. */
  readonly line: number;
}
