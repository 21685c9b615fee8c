// One line of an agenda, or one row of its table: title, kind, who presents it, when, how long. What a bracket says is taken
// out of the title only when all of it was understood.
import { evened, singleSpaced, tidy } from './characters.ts';
import { kindOf } from './item-kind.ts';
import { minutesBetween, minutesIn, timesIn } from './moments.ts';
import type { NoticeItem } from './notice.ts';
import { isAddress, isName, readPerson } from './persons.ts';

const ROLE =
  '(?:汇报人|报告人|主讲人|主讲|发言人|讲解人|宣读人|负责人|主持人|主持|汇报|报告|presenter|speaker|led by|by)';
const ROLE_START = new RegExp(`^${ROLE}\\s*[:：]?\\s*`, 'iu');
const ROLE_END = /(?:同志)?(?:作?汇报|作?报告|主持|主讲|宣读|介绍|发言|致辞|讲话)$/u;
/** 秘书长沈丽娟作… : who does something at the start of a title. */
const DOER =
  /^(?:请|由)?(.{2,24}?)(?:同志)?(?:向大会|代表[^,，]{1,12})?(?:作|做|讲(?!座|解|稿)|公布|汇报|介绍|通报|宣读|宣布|致|讲话|传达|主持|解读|总结|报告)/u;
/** 专家授课：仇远教授. */
const NAMED_AFTER = /(?:讲座|授课|致辞|讲话|演讲|解读|发言|主讲)\s*[:：]\s*([^:：]{2,20})$/u;

interface Details {
  readonly presenters: readonly string[];
  readonly plannedMinutes: number | null;
  readonly start: string | null;
}

const NOTHING: Details = { presenters: [], plannedMinutes: null, start: null };

/** Reads the text of an item without its number. Null when nothing is left for a title. */
export function readItem(source: string, chair: string | null): NoticeItem | null {
  let text = tidyEnd(source);
  let details = NOTHING;
  const clock = timesAt(text);
  if (clock) {
    details = merged(details, clock.details);
    text = tidyEnd(clock.rest);
  }
  for (let step = takeTail(text, chair); step !== null; step = takeTail(text, chair)) {
    details = merged(details, step.details);
    text = tidyEnd(step.rest);
  }
  const title = tidy(text);
  if (title === '') return null;
  const doer = details.presenters.length === 0 ? doerOf(title) : [];
  return { title, kind: kindOf(title), ...merged(details, { ...NOTHING, presenters: doer }), points: [] };
}

/** What the columns of a table hold, told by its head; null for a row that is no head. */
export type Column = 'number' | 'time' | 'title' | 'presenter' | 'minutes' | 'other';

export function columnsOf(cells: readonly string[]): readonly Column[] | null {
  const columns = cells.map(columnOf);
  return columns.includes('title') && columns.filter((column) => column !== 'other').length >= 2 ? columns : null;
}

export function readRow(cells: readonly string[], columns: readonly Column[], chair: string | null): NoticeItem | null {
  const cell = (column: Column): string => singleSpaced(cells[columns.indexOf(column)] ?? '');
  const item = readItem(cell('title').replace(/^\S{1,3}[、.]\s*/u, ''), chair);
  if (item === null) return null;
  const clock = timesIn(evened(cell('time')));
  const said = evened(cell('minutes'));
  const number = /^\d{1,3}$/.test(said) ? Number(said) : null;
  const length = minutesIn(said) ?? minutesIn(evened(cell('time')));
  const between = clock?.end == null ? null : minutesBetween(clock.start, clock.end);
  const presenters = namesOf(cell('presenter'));
  return {
    ...item,
    presenters: presenters.length > 0 ? presenters : item.presenters,
    plannedMinutes: between ?? length?.minutes ?? number ?? item.plannedMinutes,
    start: clock?.start ?? item.start,
  };
}

/** 汇报人:张三 on a line of its own below an item. */
export function presentersOfLine(text: string): readonly string[] {
  const found = ROLE_START.exec(text);
  return found && /[:：]/.test(found[0]) ? namesOf(text.slice(found[0].length)) : [];
}

/** Whether a line of an agenda begins with a time. */
export function beginsWithTime(text: string): boolean {
  const clock = timesIn(text);
  return clock !== null && clock.from <= 1;
}

function columnOf(cell: string): Column {
  const head = tidy(cell).replace(/\s/g, '');
  if (/^(?:(?:议题|项目)?(?:序号|编号)|No\.?|#)$/i.test(head)) return 'number';
  if (/时长|分钟|用时|duration|min/i.test(head)) return 'minutes';
  if (/时间|时段|time/i.test(head)) return 'time';
  if (/内容|议题|议程|事项|项目|环节|item|topic|agenda/i.test(head)) return 'title';
  return /人$|主讲|发言|嘉宾|负责|presenter|speaker|lead/i.test(head) ? 'presenter' : 'other';
}

function tidyEnd(text: string): string {
  return text.replace(/^[\s,:;]+|[\s,;；。、]+$/gu, '');
}

function merged(a: Details, b: Details): Details {
  return {
    presenters: a.presenters.length > 0 ? a.presenters : b.presenters,
    plannedMinutes: a.plannedMinutes ?? b.plannedMinutes,
    start: a.start ?? b.start,
  };
}

interface Step {
  readonly rest: string;
  readonly details: Details;
}

/** 14:00-14:10 at the start, in the middle or in a bracket. A title that speaks of a time of day keeps it. */
function timesAt(text: string): Step | null {
  const clock = timesIn(evened(text));
  if (!clock || (clock.end === null && clock.from > 1)) return null;
  const bracketed = /[（(]\s*$/u.test(text.slice(0, clock.from)) && /^\s*[）)]/u.test(text.slice(clock.to));
  const before = text.slice(0, clock.from).replace(bracketed ? /[（(]\s*$/u : /$^/u, '');
  const after = text.slice(clock.to).replace(bracketed ? /^\s*[）)]/u : /$^/u, '');
  const plannedMinutes = clock.end === null ? null : minutesBetween(clock.start, clock.end);
  return {
    rest: `${before.trimEnd()}  ${after.trimStart()}`,
    details: { ...NOTHING, start: clock.start, plannedMinutes },
  };
}

/** The last thing of a title that is no part of it: a bracket, what follows a dash, a name set apart. */
function takeTail(text: string, chair: string | null): Step | null {
  const bracket = /^(.+?)\s*[（(]([^（）()]+)[）)]$/su.exec(text);
  if (bracket) {
    const details = detailsIn(bracket[2] ?? '', chair);
    return details && { rest: bracket[1] ?? '', details };
  }
  const dash = /^(.+?)\s*(?:--+|—+|\s-\s)\s*([^-—]+)$/su.exec(text);
  if (dash) {
    const details = detailsIn(dash[2] ?? '', chair);
    if (details) return { rest: dash[1] ?? '', details };
  }
  const comma = /^(.+?)[,，;；]\s*([^,，;；]+)$/su.exec(text);
  if (comma) {
    const said = comma[2] ?? '';
    const details = ROLE_START.test(said) || minutesIn(evened(said)) ? detailsIn(said, chair) : null;
    if (details) return { rest: comma[1] ?? '', details };
  }
  const apart = /^(.+?)\s{2,}(\S+(?: \S+)?)$/su.exec(text);
  if (!apart) return null;
  const person = readPerson(apart[2] ?? '');
  return person && { rest: apart[1] ?? '', details: { ...NOTHING, presenters: [person.name] } };
}

/** Null unless every part of `said` was understood. */
function detailsIn(said: string, chair: string | null): Details | null {
  let details = NOTHING;
  for (const part of said.split(/[,，;；、]/u).map((each) => singleSpaced(each))) {
    const length = minutesIn(evened(part));
    if (length) {
      const rest = `${part.slice(0, length.from)}${part.slice(length.to)}`
        .replace(/约|各|每人|时长|用时|限时|以内|左右|[:：]/gu, '')
        .trim();
      const named = rest === '' ? [] : namesOf(rest, chair);
      if (rest !== '' && named.length === 0) return null;
      details = merged(details, { ...NOTHING, plannedMinutes: length.minutes, presenters: named });
      continue;
    }
    const presenters = namesOf(part, chair);
    if (presenters.length === 0) return null;
    details = { ...details, presenters: [...details.presenters, ...presenters] };
  }
  return details;
}

/** The people a part names, by name; the chair where it says no more than that. */
function namesOf(said: string, chair: string | null = null): readonly string[] {
  const plain = singleSpaced(said).replace(ROLE_START, '');
  if (/^(?:chair|主持人|会长)$/i.test(tidy(said)) && chair !== null) return [chair];
  const parts = plain.split(/[、,，/]/u).map((part) => singleSpaced(part));
  return parts.flatMap((part) => {
    const person = readPerson(part) ?? readPerson(part.replace(ROLE_END, ''));
    if (person) return [person.name];
    const last = part.split(' ').at(-1) ?? '';
    return isAddress(last) ? [last] : [];
  });
}

function doerOf(title: string): readonly string[] {
  const after = readPerson(NAMED_AFTER.exec(title)?.[1] ?? '');
  if (after) return [after.name];
  const said = DOER.exec(title)?.[1];
  if (said === undefined) return [];
  const person = readPerson(said);
  return person !== null && (person.title !== null || isName(said)) ? [person.name] : [];
}
