// An agenda item written on one line: a title, and how long it is to take.
import { withoutTail } from '../lib/tail.ts';
import { MINUTE_MS, type DurationMs } from '../lib/time.ts';

/**
 * 20分 · 20分钟 · 20 min · 半小时 · 一个半小时 · 1.5小时 · 2 h, at the end of a line. A figure counts whole or not at all:
 * none begins within another.
 */
const LENGTH =
  /(?<![\d.])(?:(\d{1,3})\s*(?:分钟?|min(?:utes?)?)|([1-9一两二三])\s*个半小时|((?<!个)半|\d{1,2}(?:\.5)?)\s*个?\s*(?:小时|h(?:ours?)?))$/iu;
const HAN_FIGURES: Readonly<Record<string, number>> = { 一: 1, 两: 2, 二: 2, 三: 3 };

/** An item written on one line: its title, and its planned length when the line ends in one (`交流发言 20分`). */
export function parseItemLine(line: string): { readonly title: string; readonly plannedMs: DurationMs | null } {
  const text = line.trim();
  const found = LENGTH.exec(text);
  const minutes = found ? minutesOf(found) : 0;
  const title = withoutTail(text.slice(0, found?.index ?? 0), ' \t\u00a0\u3000，,').trim();
  return title === '' || minutes === 0 ? { title: text, plannedMs: null } : { title, plannedMs: minutes * MINUTE_MS };
}

function minutesOf([, minutes, andHalf, hours]: RegExpExecArray): number {
  if (minutes !== undefined) return Number(minutes);
  if (andHalf !== undefined) return ((HAN_FIGURES[andHalf] ?? Number(andHalf)) + 0.5) * 60;
  return hours === '半' ? 30 : Number(hours) * 60;
}
