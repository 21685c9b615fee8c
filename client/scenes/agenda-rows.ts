// The agenda as rows of a screen: which families are open, how each title is set, who speaks, what stands at the right.
import {
  agendaFocus,
  foldFamilies,
  isHeading,
  isPast,
  MAX_AGENDA_LINES,
  type AgendaFocus,
} from '../../shared/domain/agenda-families.ts';
import type { SceneAgendaRow } from '../../shared/domain/scene.ts';
import { wallTimeIn } from '../../shared/lib/time.ts';
import { agendaWindow, isHeadingApart } from './agenda-window.ts';
import { emWidth } from './em-width.ts';
import { breakLines, shorten } from './line-break.ts';
import { MAIN_WIDTH_U } from './title-fit.ts';
import type { HallWords } from './words.ts';

export interface AgendaLine {
  readonly id: string;
  readonly number: string;
  /** A part's own number, which stands with its title; '' for an item of the agenda. */
  readonly mark: string;
  readonly isPart: boolean;
  readonly lines: readonly string[];
  readonly sizeU: number;
  readonly who: string;
  readonly at: string;
  /** `open`: the heading of the part that runs. */
  readonly look: 'done' | 'now' | 'open' | 'ahead';
}

export interface AgendaView {
  readonly rows: readonly AgendaLine[];
  /** What is hidden above and below, as it is said; '' for nothing. */
  readonly before: string;
  readonly after: string;
  /** Where the rule's white part ends: at the current row, or after the last one done; null = nothing begun. */
  readonly markId: string | null;
  readonly numberU: number;
  readonly indentU: number;
  /** So few lines that they stand together at the top instead of filling the height. */
  readonly isShort: boolean;
}

interface Setting {
  readonly looks: ReadonlyMap<string, AgendaLine['look']>;
  readonly timeZone: string;
  readonly words: HallWords;
  readonly numberU: number;
  readonly partMarkU: number;
}

const NUMBER_U = 10.4;
/** With 会前 among the numbers. */
const WIDE_NUMBER_U = 13.2;
const AT_U = 18.6;
const GAP_U = 4;
const SIZE_U = 4.6;
const CURRENT_SIZES_U = [7.2, 6.4, 5.6];
const CURRENT_PART_U = 5.6;
const MARK_GAP_U = 1;

/** All rows where nine lines hold them; else only the family of what runs, or comes next, is open. */
export function agendaView(rows: readonly SceneAgendaRow[], timeZone: string, words: HallWords): AgendaView {
  const floor = agendaFocus(rows);
  const setting = { timeZone, words, looks: looksOf(rows, floor), ...widthsOf(rows, floor, words) };
  const isWhole = linesOf(rows.map((row) => lineOf(row, setting))) <= MAX_AGENDA_LINES;
  const shown = isWhole ? rows : foldFamilies(rows, floor.openId);
  const lines = shown.map((row) => lineOf(row, setting));
  const mark = rows[floor.current ?? rows.findLastIndex((row) => isPast(row))];
  return {
    ...windowOf(shown, lines, { ...floor, focusId: rows[floor.focus ?? -1]?.itemId ?? null, words }),
    // A part that is over and folded away is marked at its heading.
    markId: (lines.some(({ id }) => id === mark?.itemId) ? mark?.itemId : mark?.parentId) ?? null,
    numberU: setting.numberU,
    indentU: setting.partMarkU,
    isShort: linesOf(lines) < 6,
  };
}

/** A heading that waits between its parts, or for one of them, has no state of its own to show. */
function looksOf(
  rows: readonly SceneAgendaRow[],
  { current, openId }: AgendaFocus,
): ReadonlyMap<string, AgendaLine['look']> {
  const lookOf = (row: SceneAgendaRow, at: number): AgendaLine['look'] => {
    if (isPast(row)) return 'done';
    if (row.state === 'pending') return 'ahead';
    if (at === current || !isHeading(rows, row)) return 'now';
    return row.itemId === openId ? 'open' : 'ahead';
  };
  return new Map(rows.map((row, at) => [row.itemId, lookOf(row, at)]));
}

function widthsOf(
  rows: readonly SceneAgendaRow[],
  { current }: AgendaFocus,
  words: HallWords,
): Pick<Setting, 'numberU' | 'partMarkU'> {
  const marks = rows.map((row) => (isPart(row) ? emWidth(words.agenda.number(row)) : 0));
  const runsPart = rows.some((row, at) => at === current && isPart(row));
  return {
    numberU: rows.some((row) => row.number === 0) ? WIDE_NUMBER_U : NUMBER_U,
    partMarkU: Math.max(0, ...marks) * (runsPart ? CURRENT_PART_U : SIZE_U) + MARK_GAP_U,
  };
}

/** The rows in the window, the heading of what is in it first, and what is said of those outside. */
function windowOf(
  rows: readonly SceneAgendaRow[],
  lines: readonly AgendaLine[],
  { focusId, openId, words }: { focusId: string | null; openId: string | null; words: HallWords },
): Pick<AgendaView, 'rows' | 'before' | 'after'> {
  const placeOf = (id: string | null): number | null => {
    const at = rows.findIndex(({ itemId }) => itemId === id);
    return at === -1 ? null : at;
  };
  const heading = placeOf(openId);
  const window = agendaWindow(
    lines.map((line) => line.lines.length),
    { focus: placeOf(focusId), heading },
  );
  const isApart = isHeadingApart(window, heading);
  const above = rows.slice(0, isApart ? (heading ?? 0) : window.from);
  const below = rows.slice(window.to);
  const items = (hidden: readonly SceneAgendaRow[]): number => hidden.filter((row) => !isPart(row)).length;
  return {
    rows: [...(isApart ? lines.slice(heading ?? 0, (heading ?? 0) + 1) : []), ...lines.slice(window.from, window.to)],
    before: above.length === 0 ? '' : words.agenda.before(items(above) || above.length),
    after: below.length === 0 ? '' : words.agenda.after(below.length - items(below), items(below)),
  };
}

function linesOf(lines: readonly AgendaLine[]): number {
  return lines.reduce((sum, line) => sum + line.lines.length, 0);
}

function lineOf(row: SceneAgendaRow, { looks, timeZone, words, numberU, partMarkU }: Setting): AgendaLine {
  const look = looks.get(row.itemId) ?? 'ahead';
  const who = whoOf(row, words);
  const startsAt = row.startsAt === null ? '' : wallTimeIn(timeZone, row.startsAt);
  const indentU = isPart(row) ? partMarkU : 0;
  const roomU = MAIN_WIDTH_U - numberU - indentU - AT_U - (who === '' ? 0 : emWidth(who) * SIZE_U + GAP_U);
  return {
    id: row.itemId,
    number: isPart(row) ? '' : row.number === 0 ? words.agenda.beforeMeeting : words.agenda.number(row),
    mark: isPart(row) ? words.agenda.number(row) : '',
    isPart: isPart(row),
    ...setTitle(row.title.trim() || words.agenda.untitled, roomU, sizesOf(row, look)),
    who,
    at: look === 'now' || look === 'done' ? words.agenda[row.state] : startsAt,
    look,
  };
}

function isPart(row: SceneAgendaRow): boolean {
  return row.parentId !== undefined || row.under !== undefined;
}

/** Who speaks; of a heading without speakers, how many parts it has that are not shown. */
function whoOf({ speakers, folded = 0 }: SceneAgendaRow, words: HallWords): string {
  if (speakers.length === 0) return folded === 0 ? '' : words.agenda.parts(folded);
  return speakers.length > 2 ? words.people.andOthers(speakers.slice(0, 2)) : words.people.list(speakers);
}

/** The current title is larger, as far as it fits; that of a part less so than its item's. */
function sizesOf(row: SceneAgendaRow, look: AgendaLine['look']): readonly number[] {
  if (look !== 'now') return [SIZE_U];
  return isPart(row) ? [CURRENT_PART_U] : CURRENT_SIZES_U;
}

/** On one line in the largest size that fits; else two lines at most: the item's own scene has it whole. */
function setTitle(title: string, roomU: number, sizes: readonly number[]): Pick<AgendaLine, 'lines' | 'sizeU'> {
  const oneLine = sizes.find((sizeU) => emWidth(title) <= roomU / sizeU);
  if (oneLine !== undefined) return { lines: [title], sizeU: oneLine };
  const sizeU = sizes.at(-1) ?? SIZE_U;
  const lines = breakLines(title, roomU / sizeU);
  const [first = '', second = ''] = lines;
  if (lines.length <= 2) return { lines, sizeU };
  return { lines: [first, shorten(title.slice(title.indexOf(second)), roomU / sizeU)], sizeU };
}
