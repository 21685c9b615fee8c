// The agenda as rows of a screen: how each title is set, who speaks, what stands at the right.
import { wallTimeIn } from '../../shared/lib/time.ts';
import type { SceneAgendaRow } from '../../shared/domain/scene.ts';
import { agendaWindow } from './agenda-window.ts';
import { emWidth } from './em-width.ts';
import { breakLines, shorten } from './line-break.ts';
import { MAIN_WIDTH_U } from './title-fit.ts';
import type { HallWords } from './words.ts';

export interface AgendaLine {
  readonly id: string;
  readonly number: string;
  readonly lines: readonly string[];
  readonly sizeU: number;
  readonly who: string;
  readonly at: string;
  readonly look: 'done' | 'now' | 'ahead';
}

export interface AgendaView {
  readonly rows: readonly AgendaLine[];
  readonly before: number;
  readonly after: number;
  /** Where the rule's white part ends: at the current row, or after the last one done; null = nothing begun. */
  readonly markId: string | null;
  readonly numberU: number;
  /** So few lines that they stand together at the top instead of filling the height. */
  readonly isShort: boolean;
}

const NUMBER_U = 10.4;
/** With 会前 among the numbers. */
const WIDE_NUMBER_U = 13.2;
const AT_U = 18.6;
const GAP_U = 4;
const WHO_SIZE_U = 4.6;

export function agendaView(rows: readonly SceneAgendaRow[], timeZone: string, words: HallWords): AgendaView {
  const numberU = rows.some((row) => row.number === 0) ? WIDE_NUMBER_U : NUMBER_U;
  const lines = rows.map((row) => lineOf(row, { timeZone, words, numberU }));
  const current = rows.findIndex((row) => row.state === 'current' || row.state === 'suspended');
  const lastDone = rows.findLastIndex((row) => isPast(row));
  const focus = current !== -1 ? current : lastDone !== -1 ? Math.min(lastDone + 1, rows.length - 1) : null;
  const shown = agendaWindow(
    lines.map((line) => line.lines.length),
    focus,
  );
  const mark = current !== -1 ? current : lastDone;
  return {
    rows: lines.slice(shown.from, shown.to),
    before: shown.hiddenBefore,
    after: shown.hiddenAfter,
    markId: rows[mark]?.itemId ?? null,
    numberU,
    isShort: lines.reduce((sum, line) => sum + line.lines.length, 0) < 6,
  };
}

function lineOf(row: SceneAgendaRow, setting: { timeZone: string; words: HallWords; numberU: number }): AgendaLine {
  const { timeZone, words, numberU } = setting;
  const look = isPast(row) ? 'done' : row.state === 'pending' ? 'ahead' : 'now';
  const who =
    row.speakers.length > 2 ? words.people.andOthers(row.speakers.slice(0, 2)) : words.people.list(row.speakers);
  const startsAt = row.startsAt === null ? '' : wallTimeIn(timeZone, row.startsAt);
  const roomU = MAIN_WIDTH_U - numberU - AT_U - (who === '' ? 0 : emWidth(who) * WHO_SIZE_U + GAP_U);
  return {
    id: row.itemId,
    number: numberOf(row, words),
    ...setTitle(row.title.trim() || words.agenda.untitled, roomU, look),
    who,
    at: row.state === 'pending' ? startsAt : words.agenda[row.state],
    look,
  };
}

function isPast(row: SceneAgendaRow): boolean {
  return row.state === 'done' || row.state === 'skipped' || row.state === 'postponed';
}

function numberOf(row: SceneAgendaRow, words: HallWords): string {
  return row.number === 0 ? words.agenda.beforeMeeting : words.agenda.number(row);
}

/** The current title large on one line if it fits, else smaller; two lines at most: the item's own scene has it whole. */
function setTitle(title: string, roomU: number, look: AgendaLine['look']): { lines: readonly string[]; sizeU: number } {
  const sizes = look === 'now' ? [7.2, 6.4, 5.6] : [4.6];
  const oneLine = sizes.find((sizeU) => emWidth(title) <= roomU / sizeU);
  if (oneLine !== undefined) return { lines: [title], sizeU: oneLine };
  const sizeU = look === 'now' ? 5.6 : 4.6;
  const lines = breakLines(title, roomU / sizeU);
  const [first = '', second = ''] = lines;
  if (lines.length <= 2) return { lines, sizeU };
  return { lines: [first, shorten(title.slice(title.indexOf(second)), roomU / sizeU)], sizeU };
}
