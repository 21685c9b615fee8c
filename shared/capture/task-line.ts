// One line that somebody writes to make a task: who (@…), by when, what. By rules alone: the same line is always read
// alike. Whole sentences of minutes are another matter and not read here.
import type { WorkCalendar } from '../domain/working-days.ts';
import type { LocalDate } from '../lib/time.ts';
import { findDue } from './due.ts';

export interface TaskLine {
  readonly what: string;
  readonly owners: readonly string[];
  /** Those who help (配合). */
  readonly supporters: readonly string[];
  readonly due: LocalDate | null;
  /** The limit as it was written; null without one. */
  readonly dueText: string | null;
}

export interface TaskLineContext {
  /** Names that this meeting knows, of persons and bodies. */
  readonly parties: readonly string[];
  /** The day from which 明天 and 月底 are counted: that of the meeting. */
  readonly base: LocalDate;
  /** On which days people work; without it, as China publishes them. */
  readonly calendar?: WorkCalendar;
}

const MAX_OWNERS = 20;
const LEAD_IN = '(?:于|在|截至|截止到?|最迟|最晚|不晚于|不迟于|最迟不超过)?';
/** What ends a name that nobody knows. */
const NAME_END = /[\s,，;；:：、。.!！?？@＠()（）]/u;

/** `line` without the command that may stand before it; what it does not say is empty or null. */
export function parseTaskLine(line: string, { parties, base, calendar }: TaskLineContext): TaskLine {
  const owners: string[] = [];
  const supporters: string[] = [];
  let rest = takeNames(line.trim(), parties, owners, supporters);
  if (owners.length === 0) rest = takeLeading(rest, parties, owners);
  const found = findDue(rest, base, calendar);
  if (found) {
    const before = rest.slice(0, found.index).replace(new RegExp(`${LEAD_IN}\\s*$`, 'u'), ' ');
    rest = `${before} ${rest.slice(found.index + found.dueText.length)}`;
  }
  return {
    what: tidy(rest),
    owners: unique(owners),
    supporters: unique(supporters).filter((name) => !owners.includes(name)),
    due: found?.due ?? null,
    dueText: found?.dueText.trim() ?? null,
  };
}

/** Takes each `@name` out of `line`, with the names that follow it by 、 if they are known. */
function takeNames(line: string, parties: readonly string[], owners: string[], supporters: string[]): string {
  let rest = '';
  for (let at = 0; at < line.length;) {
    const sign = /[@＠]/u.exec(line.slice(at));
    const start = sign ? at + sign.index : line.length;
    rest += line.slice(at, start);
    if (!sign) break;
    const { names, end } = namesAt(line, start + 1, parties);
    // An @ that names nobody is part of what was written (an address).
    if (names.length === 0 || /[A-Za-z\d._-]$/u.test(rest)) {
      rest += line.slice(start, start + 1);
      at = start + 1;
      continue;
    }
    const helps = /(?:配合|协助|with)\s*[:：]?\s*$/iu.exec(rest);
    const suffix = /^\s*(?:牵头|负责|主办|配合|协助)(?!\s*[:：]?\s*[@＠])/u.exec(line.slice(end));
    (helps || /配合|协助/u.test(suffix?.[0] ?? '') ? supporters : owners).push(...names);
    rest = `${helps ? rest.slice(0, helps.index) : rest} `;
    at = end + (suffix?.[0].length ?? 0);
  }
  return rest;
}

function namesAt(
  line: string,
  from: number,
  parties: readonly string[],
): { readonly names: string[]; readonly end: number } {
  const first = nameAt(line, from, parties) ?? unknownName(line, from);
  if (first === '') return { names: [], end: from };
  const names = [first];
  let end = from + first.length;
  for (let next = /^[、,，]\s*[@＠]?/u.exec(line.slice(end)); next; next = /^[、,，]\s*[@＠]?/u.exec(line.slice(end))) {
    const name = nameAt(line, end + next[0].length, parties);
    if (name === null) break;
    names.push(name);
    end += next[0].length + name.length;
  }
  return { names, end };
}

/** The longest known name that begins at `at`. */
function nameAt(line: string, at: number, parties: readonly string[]): string | null {
  const known = parties.filter((name) => name !== '' && line.startsWith(name, at));
  return known.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** Up to the next blank or sign, or to where a limit of time begins: @张三6月底前. Names in Latin letters may have two words or three. */
function unknownName(line: string, from: number): string {
  const rest = line.slice(from);
  const latin = /^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]*){1,2}(?![\p{L}])/u.exec(rest)?.[0];
  if (latin !== undefined) return latin;
  const end = rest.search(NAME_END);
  const run = end < 0 ? rest : rest.slice(0, end);
  const digit = run.search(/[\d０-９]/u);
  return digit > 0 ? run.slice(0, digit) : run;
}

/**
 * 张三：…, 秘书处 … and 团标委于下周五前…: known names that open the line, in front of a colon, a blank, 负责, a limit or a verb of
 * doing; behind 请 or 由, in front of anything. In the minutes' own words 会议要求，由… may stand before.
 */
function takeLeading(line: string, parties: readonly string[], owners: string[]): string {
  const opening = /^(?:会议(?:要求|决定|强调|明确)[，,：:]?\s*)?(?<asked>请|由|责成|委托)?\s*/u.exec(line);
  const asked = opening?.groups?.['asked'] !== undefined;
  const from = opening?.[0].length ?? 0;
  const rest = line.slice(from);
  const { names, end } = namesKnownAt(rest, parties);
  const sign = (asked ? BEHIND_ASKED : BEHIND_NAME).exec(rest.slice(end));
  if (names.length === 0 || !sign) return line;
  owners.push(...names);
  return rest.slice(end + sign[0].length);
}

const BEHIND_NAME =
  /^\s*(?:[:：]|(?:牵头|负责)|\s|(?=[于在应要须需将\d０-９]|[一二三四五六七八九十]+月|[本下]周|[本下]个?月|[明后]天|[月年]底|尽快|抓紧|继续|完成|组织|起草|提交|落实))\s*/u;
const BEHIND_ASKED = /^\s*[:：]?\s*(?:牵头|负责)?\s*/u;

function namesKnownAt(line: string, parties: readonly string[]): { readonly names: string[]; readonly end: number } {
  return nameAt(line, 0, parties) === null ? { names: [], end: 0 } : namesAt(line, 0, parties);
}

/** What is left, without the joints that held the names and the limit. */
function tidy(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/(?<=[\p{Script=Han}，。、；：）])\s+(?=[\p{Script=Han}（《“])/gu, '')
    .replace(/^[\s,，;；:：、。.\-—]+/u, '')
    .replace(/[\s,，;；:：、。.]+$/u, '')
    .replace(/^(?:请|要|应|需|须)?(?:负责|牵头)/u, '')
    .trim();
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].slice(0, MAX_OWNERS);
}
