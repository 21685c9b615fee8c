// The limits of time in a text, in Chinese or English. What they mean is counted from the day of the meeting and by the days on
// which people work.
import { CHINA_HOLIDAYS } from '../domain/china-holidays.ts';
import { workCalendar, type WorkCalendar } from '../domain/working-days.ts';
import { narrowed } from '../lib/half-width.ts';
import type { LocalDate } from '../lib/time.ts';
import { CHINESE_DUE, type DueRule } from './chinese-due.ts';
import { ENGLISH_DUE } from './english-due.ts';

export interface DueFound {
  /** Null = the words name a limit, but no day follows from them. */
  readonly due: LocalDate | null;
  readonly dueText: string;
  readonly index: number;
  /** Says when rather than by when: 会后, 尽快. */
  readonly isVague: boolean;
}

const CHINA = workCalendar(CHINA_HOLIDAYS);
const ALL_RULES: readonly DueRule[] = [...CHINESE_DUE, ...ENGLISH_DUE];
/** Every English limit has letters, but for 2021-05-31, which Chinese ones have as well. */
const LETTERS = /[a-z]{2}/iu;

/** The first limit of time in `text`. */
export function findDue(text: string, base: LocalDate, calendar: WorkCalendar = CHINA): DueFound | null {
  const line = halfWidth(text);
  let best: { readonly match: RegExpExecArray; readonly rule: DueRule } | null = null;
  for (const rule of LETTERS.test(line) ? ALL_RULES : CHINESE_DUE) {
    const match = rule.pattern.exec(line);
    if (match && (best === null || match.index < best.match.index)) best = { match, rule };
  }
  if (best === null) return null;
  const { match, rule } = best;
  const dueText = text.slice(match.index, match.index + match[0].length);
  const due = rule.read(match.groups ?? {}, base, calendar);
  return { due, dueText, index: match.index, isVague: rule.isVague === true };
}

/** Figures and signs as on an English keyboard, one for one, so that places stay the same. */
function halfWidth(text: string): string {
  return narrowed(text, /[０-９．／：]/gu);
}
