// An agenda item written on one line: a title, and how long it is to take.
import { withoutTail } from '../lib/tail.ts';
import { MINUTE_MS, type DurationMs } from '../lib/time.ts';

/** 20分 · 20分钟 · 20 min · 半小时 · 1.5小时 · 2 h, at the end of a line. */
const LENGTH = /(?:(\d{1,3})\s*(?:分钟?|min(?:utes?)?)|(半|\d(?:\.5)?)\s*个?\s*(?:小时|h(?:ours?)?))$/iu;

/** An item written on one line: its title, and its planned length when the line ends in one (`交流发言 20分`). */
export function parseItemLine(line: string): { readonly title: string; readonly plannedMs: DurationMs | null } {
  const text = line.trim();
  const found = LENGTH.exec(text);
  const hours = found?.[2] === '半' ? 0.5 : Number(found?.[2] ?? 0);
  const minutes = found ? Number(found[1] ?? hours * 60) : 0;
  const title = withoutTail(text.slice(0, found?.index ?? 0), ' \t\u00a0\u3000，,').trim();
  return title === '' || minutes === 0 ? { title: text, plannedMs: null } : { title, plannedMs: minutes * MINUTE_MS };
}
