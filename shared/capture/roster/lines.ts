// Lines of a roster as people: each cell read for what its column means, what cannot be meant told by row and cell. Nothing is
// guessed silently; a line with a fault is left out until it is right.
import { EMAIL, PHONE, plainName, READING, titleFrom } from '../../domain/register.ts';
import { foldName } from '../../lib/fold-name.ts';
import type { RosterColumn, RosterHead } from './columns.ts';
import type { Grid } from './delimited.ts';

export interface RosterPost {
  readonly org: string | null;
  readonly title: string | null;
  readonly former: boolean;
}

export type CellFault = 'name-missing' | 'too-long' | 'phone' | 'email' | 'voting' | 'reading' | 'too-many-posts';

export interface RosterLine {
  /** In the file, from 1. */
  readonly row: number;
  readonly name: string;
  readonly posts: readonly RosterPost[];
  readonly post: string | null;
  /** Null = the file does not say. */
  readonly voting: boolean | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly reading: string | null;
  readonly note: string | null;
  readonly faults: readonly { readonly column: RosterColumn; readonly fault: CellFault; readonly text: string }[];
  /** An earlier line that names the same person: the same name, and no other organisation. */
  readonly repeats: number | null;
}

const LONGEST: Readonly<Record<RosterColumn, number>> = {
  ...{ name: 64, org: 200, title: 300, post: 60, voting: 20, phone: 60, email: 100, reading: 30, note: 1_000 },
};
const MAX_POSTS = 10;
const YES = /^(?:是|有|√|✓|✔|☑|y|yes|true|1|○|●|表决|有表决权)$/i;
const NO = /^(?:否|无|没有|×|✗|✘|x|n|no|false|0|-|—|列席|无表决权|不表决)$/i;

/** As a secretary writes that she does not know: an empty cell with ink in it. */
const UNKNOWN = /^(?:不详|未知|暂无|无|没有|待补|待定|n\/?a|none|[-—–/\\·.?？]+)$/i;

/** Empty lines, and lines under the table that only sum it up, are passed over. */
export function rosterLines(grid: Grid, { row: head, columns }: RosterHead): readonly RosterLine[] {
  const places = new Map([...columns].map(([at, column]) => [column, at]));
  const lines: RosterLine[] = [];
  grid.forEach((cells, at) => {
    if (at <= head || cells.every((cell) => cell.trim() === '') || isSum(cells)) return;
    const read = (column: RosterColumn): string => {
      const place = places.get(column);
      return place === undefined ? '' : (cells[place] ?? '').trim();
    };
    const line = lineOf(at + 1, read);
    lines.push({ ...line, repeats: repeatedBy(line, lines) });
  });
  return lines;
}

function isSum(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length <= 2 && /^(?:合计|总计|共计|共\d+人|填表|制表|联系人|注[:：])/.test((filled[0] ?? '').trim());
}

function lineOf(row: number, read: (column: RosterColumn) => string): Omit<RosterLine, 'repeats'> {
  const faults: { column: RosterColumn; fault: CellFault; text: string }[] = [];
  const text = (column: RosterColumn, pattern?: RegExp, fault?: CellFault): string | null => {
    const value = printable(read(column));
    if (value === '' || (pattern !== undefined && UNKNOWN.test(value))) return null;
    const isLong = value.length > LONGEST[column];
    const isWrong = pattern !== undefined && !pattern.test(value);
    if (isLong || isWrong) faults.push({ column, fault: isLong ? 'too-long' : (fault ?? 'too-long'), text: value });
    return isLong || isWrong ? null : value;
  };
  const name = plainName(text('name') ?? '');
  if (name === '' && faults.length === 0) faults.push({ column: 'name', fault: 'name-missing', text: '' });
  const org = text('org');
  const posts = postsOf(org, text('title'));
  if (posts.length > MAX_POSTS) faults.push({ column: 'title', fault: 'too-many-posts', text: String(posts.length) });
  const votes = text('voting');
  const voting = votes === null ? null : YES.test(votes) ? true : NO.test(votes) ? false : undefined;
  if (voting === undefined) faults.push({ column: 'voting', fault: 'voting', text: votes ?? '' });
  return {
    ...{ row, name, posts, post: text('post'), voting: voting ?? null },
    phone: text('phone', PHONE, 'phone'),
    email: text('email', EMAIL, 'email'),
    reading: text('reading', READING, 'reading'),
    ...{ note: text('note'), faults },
  };
}

/**
 * 秘书长、原副会长 are two posts, one of them former. Of several organisations in a cell each has a post of its own where
 * there are as many; else they are named together.
 */
function postsOf(cell: string | null, titles: string | null): readonly RosterPost[] {
  const houses = (cell ?? '').split(/[;；\n]/u).map((house) => house.trim());
  const named = houses.filter((house) => house !== '');
  const org = named.join('、') || null;
  const all = (titles ?? '').split(/[、;；\n]|，(?=原)/u).map((title) => title.trim());
  const written = all.filter((title) => title !== '');
  const posts = written.map((text, at) => {
    const { title, former } = titleFrom(text);
    return { org: named.length === written.length ? (named[at] ?? org) : org, title: title.slice(0, 100), former };
  });
  return posts.length > 0 || org === null ? posts : [{ org, title: null, former: false }];
}

function repeatedBy({ name, posts }: Omit<RosterLine, 'repeats'>, before: readonly RosterLine[]): number | null {
  const orgOf = (list: readonly RosterPost[]): string => foldName(list[0]?.org ?? '');
  const found = before.find(
    (line) =>
      line.name === name && (orgOf(line.posts) === orgOf(posts) || orgOf(posts) === '' || orgOf(line.posts) === ''),
  );
  return name === '' || !found ? null : found.row;
}

/** Without what cannot be seen: control characters and halves of characters. */
function printable(text: string): string {
  return text
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/[^\P{Cc}\n]|\p{Cs}|[\u200B-\u200D\uFEFF]/gu, '')
    .trim();
}
