// The limits of time that a sentence names, and which of them is the one by which something is to be done.
import type { LocalDate } from '../lib/time.ts';
import { findDue, type DueFound } from './due.ts';
import type { TaskLineContext } from './task-line.ts';

/** More name no sentence. */
const MAX_LIMITS = 12;
/** Behind a day from which something begins, on which something is held, or that only tells which one is meant. */
const NO_LIMIT = /^(?:起|以来|开始|(?:召开|举行|举办)(?=[，,。；;]|$)|的(?!时候))/u;
/** In front of one: the minutes of 12 March, from May. */
const NOT_UNTIL = /\b(?:from|since|of|after|for|dated|starting|between|as at)\s+$/iu;
const UNTIL = /[前内]$/u;

/** Each with its place, in their order; none from which something begins (自下月起). */
export function limitsIn(sentence: string, { base, calendar }: TaskLineContext): readonly DueFound[] {
  const found: DueFound[] = [];
  for (let from = 0; from < sentence.length && found.length < MAX_LIMITS;) {
    const next = findDue(sentence.slice(from), base, calendar);
    if (!next) break;
    const index = from + next.index;
    const isLimit = UNTIL.test(next.dueText) || !NO_LIMIT.test(sentence.slice(index + next.dueText.length));
    if (isLimit && !NOT_UNTIL.test(sentence.slice(Math.max(0, index - 12), index))) found.push({ ...next, index });
    from = index + Math.max(1, next.dueText.length);
  }
  return found;
}

/** 二季度 may only tell which thing is meant, 二季度末 cannot. */
const LOOSE = /(?:月份?|季度|半年|年度?|周|星期)$/u;

/** A day rather than 尽快, by when rather than when, and of two alike the first. */
export function bindingLimit(limits: readonly DueFound[]): DueFound | null {
  const certain = limits.filter(({ isVague }) => !isVague);
  const dated = certain.filter(({ due }) => due !== null);
  const tight = dated.find(({ dueText }) => !LOOSE.test(dueText));
  return tight ?? dated[0] ?? certain[0] ?? limits.find(({ due }) => due !== null) ?? limits[0] ?? null;
}

/** 2020年底前, in a meeting of 2021: what is told of that is no task, whatever its form. A day without a year may be a slip. */
export function isOfThePast({ due, dueText }: DueFound, base: LocalDate): boolean {
  return due !== null && due < base && /\d{4}|[〇零一二三四五六七八九]{4}|去年/u.test(dueText);
}
