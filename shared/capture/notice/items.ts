// One line of an agenda, or one row of its table: title, kind, who presents it, when, how long. What a bracket says is taken
// out of the title only when all of it was understood.
import { evened, singleSpaced, tidy, titled } from './characters.ts';
import { kindOf } from './item-kind.ts';
import { minutesBetween, minutesIn, timesIn } from './moments.ts';
import type { NoticePoint } from './notice.ts';
import { isAddress, isName, readPerson, type PersonRead } from './persons.ts';

const ROLE =
  '(?:汇报人|报告人|主讲人|主讲|发言人|讲解人|宣读人|起草人|执笔人|提案人|提议人|介绍人|说明人|负责人|主持人|主持|汇报|报告|presenter|speaker|led by|by)';
const ROLE_START = new RegExp(`^${ROLE}\\s*[:：]?\\s*`, 'iu');
const ROLE_INSIDE = new RegExp(`^(.+?)[\\s,，;；]+(${ROLE}\\s*[:：]\\s*[^:：]+)$`, 'isu');
const ROLE_END = /(?:同志)?(?:作?汇报|作?报告|主持|主讲|宣读|介绍|发言|致辞|讲话)$/u;
/** 秘书长沈丽娟作… : who does something at the start of a title. */
const DOER =
  /^(?:请|由)?(.{2,24}?)(?:同志)?(?:向大会|代表[^,，]{1,12})?(?:作|做|讲(?!座|解|稿)|公布|汇报|介绍|通报|宣读|宣布|致|讲话|传达|主持|解读|总结|小结|报告)/u;
/** 专家授课：仇远教授. */
const NAMED_AFTER = /(?:讲座|授课|致辞|讲话|演讲|解读|发言|主讲)\s*[:：]\s*([^:：]{2,20})$/u;
/** 重点工作布置，包括：①… */
const LEADS_ON = /[,，]\s*(?:主要)?(?:包括|有|如下|具体如下)$/u;
/** 审议章程 20分钟: a length that a space or a closing sign sets apart. */
const LENGTH_BEHIND =
  /^(.+?(?:\s|(?<=[》”）)])))\s*((?:约\s*)?\d{1,3}\s*(?:分钟?|min(?:ute)?s?\.?|个?小时|hours?))$/isu;
/** 大会发言（10分钟）: what people are named behind who speak. */
const SPOKEN =
  /(?:发言|交流|致辞|讲话|汇报|报告|介绍|解读|说明|演讲|讲座|授课|点评|分享|对话|座谈)(?:\s*[（(][^（）()]*[）)])?$/u;
/** 教授 方述文：照明节能标准解读. */
const NAMED_BEFORE = /^([^:：]{3,40})[:：]\s*(\S.*)$/su;

export interface ItemRead {
  readonly point: NoticePoint;
  /** Who presents it, with the posts that are said beside their names. */
  readonly speakers: readonly PersonRead[];
}

interface Details {
  readonly speakers: readonly PersonRead[];
  readonly plannedMinutes: number | null;
  readonly start: string | null;
}

const NOTHING: Details = { speakers: [], plannedMinutes: null, start: null };

/** Reads the text of an item without its number. Null when nothing is left for a title. */
export function readItem(source: string, chair: string | null): ItemRead | null {
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
  const before = details.speakers.length === 0 ? namedBefore(text) : null;
  if (before) {
    details = merged(details, before.details);
    text = before.rest;
  }
  const title = titled(text.replace(LEADS_ON, ''));
  if (title === '') return null;
  const doer = details.speakers.length === 0 ? doerOf(title) : [];
  const { speakers, plannedMinutes, start } = merged(details, { ...NOTHING, speakers: doer });
  return { point: { title, kind: kindOf(title), presenters: namesOf(speakers), plannedMinutes, start }, speakers };
}

/** What the columns of a table hold, told by its head; null for a row that is no head. */
export type Column = 'number' | 'time' | 'title' | 'presenter' | 'minutes' | 'other';

export function columnsOf(cells: readonly string[]): readonly Column[] | null {
  const columns = cells.map(columnOf);
  return columns.includes('title') && columns.filter((column) => column !== 'other').length >= 2 ? columns : null;
}

export function readRow(cells: readonly string[], columns: readonly Column[], chair: string | null): ItemRead | null {
  const cell = (column: Column): string => singleSpaced(cells[columns.indexOf(column)] ?? '');
  const read = readItem(cell('title').replace(/^[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）、.]\s*/u, ''), chair);
  if (read === null) return null;
  const clock = timesIn(evened(cell('time')));
  const said = evened(cell('minutes'));
  const number = /^\d{1,3}$/.test(said) ? Number(said) : null;
  const length = minutesIn(said) ?? minutesIn(evened(cell('time')));
  const between = clock?.end == null ? null : minutesBetween(clock.start, clock.end);
  const named = personsIn(cell('presenter'));
  const speakers = named.length > 0 ? named : read.speakers;
  const { point } = read;
  const plannedMinutes = between ?? length?.minutes ?? number ?? point.plannedMinutes;
  return {
    point: { ...point, presenters: namesOf(speakers), plannedMinutes, start: clock?.start ?? point.start },
    speakers,
  };
}

/** 汇报人:张三 on a line of its own below an item. */
export function speakersOfLine(text: string): readonly PersonRead[] {
  const found = ROLE_START.exec(text);
  return found && /[:：]/.test(found[0]) ? personsIn(text.slice(found[0].length)) : [];
}

export function namesOf(speakers: readonly PersonRead[]): readonly string[] {
  return speakers.map(({ name }) => name);
}

const SIGN_IN_ONLY =
  /^(?:会议|代表|嘉宾|来宾|人员|与会(?:人员|代表)|参会(?:人员|代表))?(?:签到|报到)(?:[及和、,，]?\s*(?:签到|入场|领取(?:会议)?(?:资料|材料)|合影))*$/u;

/** Whether an item's title says no more than that people sign in, which is none of the agenda. */
export function isSignIn({ title }: NoticePoint): boolean {
  return SIGN_IN_ONLY.test(title);
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
  return text.replace(/^[\s,:;]+|[\s,:：;；。、]+$/gu, '');
}

function merged(a: Details, b: Details): Details {
  return {
    speakers: a.speakers.length > 0 ? a.speakers : b.speakers,
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

/** The last thing of a title that is no part of it: a bracket, what follows a dash, who is named by a role or with a post. */
function takeTail(text: string, chair: string | null): Step | null {
  const bracket = /^(.+?)\s*[（(]([^（）()]+)[）)]$/su.exec(text);
  const inside = bracket && detailsIn(bracket[2] ?? '', chair);
  if (bracket && inside) return { rest: bracket[1] ?? '', details: inside };
  const length = LENGTH_BEHIND.exec(text);
  const long = length && minutesIn(evened(length[2] ?? ''));
  if (length && long) return { rest: length[1] ?? '', details: { ...NOTHING, plannedMinutes: long.minutes } };
  const dash = /^(.+?)\s*(?:--+|—+|\s-\s)\s*([^-—]+)$/su.exec(text);
  const behind = dash && detailsIn(dash[2] ?? '', chair);
  if (dash && behind) return { rest: dash[1] ?? '', details: behind };
  const role = ROLE_INSIDE.exec(text);
  const named = role && detailsIn(role[2] ?? '', chair);
  if (role && named) return { rest: role[1] ?? '', details: named };
  const comma = /^(.+?)[,，;；]\s*([^,，;；]+)$/su.exec(text);
  const said = comma?.[2] ?? '';
  const isSaid = ROLE_START.test(said) || minutesIn(evened(said)) !== null;
  const details = isSaid ? detailsIn(said, chair) : withPost(said);
  if (comma && details) return { rest: comma[1] ?? '', details };
  const quoted = /^(.*[》”])\s*([^》”]+)$/su.exec(text);
  const after = quoted && withPost(quoted[2] ?? '');
  if (quoted && after) return { rest: quoted[1] ?? '', details: after };
  return bracket ? namedBehind(text) : (namedBehind(text) ?? namedApart(text));
}

/** 企业合作：顾问 裘思远; 专家授课：仇远教授 is called by both. 交流发言：王伟、李娜 names who speaks. */
function namedBehind(text: string): Step | null {
  const [, rest = '', said = ''] = /^([^:：]+?)\s*[:：]\s*([^:：]+)$/su.exec(text) ?? [];
  const details =
    (NAMED_AFTER.test(text) ? null : withPost(said)) ?? (SPOKEN.test(rest) ? namesAlone(said, rest) : null);
  return details && { rest, details };
}

/** Several names, or a single one behind a bracket. */
function namesAlone(said: string, before: string): Details | null {
  const speakers = allPersonsIn(said, null);
  const isSure = speakers !== null && (speakers.length > 1 || /[）)]$/u.test(before));
  return isSure ? { ...NOTHING, speakers } : null;
}

/** A name that wide space sets apart. */
function namedApart(text: string): Step | null {
  const apart = /^(.+?)\s{2,}(\S+(?: \S+)?)$/su.exec(text);
  const person = apart && readPerson(apart[2] ?? '');
  return apart && person && { rest: apart[1] ?? '', details: { ...NOTHING, speakers: [person] } };
}

function namedBefore(text: string): Step | null {
  const [, who = '', rest = ''] = NAMED_BEFORE.exec(text) ?? [];
  const details = withPost(who);
  return details && { rest, details };
}

/** Somebody who is named together with a post, and nothing else. */
function withPost(said: string): Details | null {
  const person = readPerson(said);
  return person?.title == null ? null : { ...NOTHING, speakers: [person] };
}

/** Null unless every part of `said` was understood. */
function detailsIn(said: string, chair: string | null): Details | null {
  let details = NOTHING;
  for (const part of said.split(/[,，;；]/u).map((each) => singleSpaced(each))) {
    const length = minutesIn(evened(part));
    if (length) {
      const rest = `${part.slice(0, length.from)}${part.slice(length.to)}`
        .replace(/约|各|每[人位家]|时长|用时|限时|以内|左右|[:：]|^[、\s]+|[、\s]+$/gu, '')
        .trim();
      const speakers = rest === '' ? [] : allPersonsIn(rest, chair);
      if (speakers === null) return null;
      details = merged(details, { ...NOTHING, plannedMinutes: length.minutes, speakers });
      continue;
    }
    const speakers = allPersonsIn(part, chair);
    if (speakers === null) return null;
    details = { ...details, speakers: [...details.speakers, ...speakers] };
  }
  return details;
}

/** The people a part names; the chair where it says no more than that. */
function personsIn(said: string, chair: string | null = null): readonly PersonRead[] {
  return allPersonsIn(said, chair) ?? partsOf(said).flatMap((part) => personIn(part) ?? []);
}

/** Null when any of it was not understood. */
function allPersonsIn(said: string, chair: string | null): readonly PersonRead[] | null {
  if (/^(?:chair|主持人|会长)$/i.test(tidy(said)) && chair !== null) return [named(chair)];
  const people = partsOf(said).map(personIn);
  if (people.every((person) => person !== null)) return people;
  // 县委常委、副县长 戴志平 is one person of two posts.
  const whole = readPerson(plainOf(said));
  return whole && [whole];
}

function partsOf(said: string): readonly string[] {
  return plainOf(said)
    .split(/[、,，/]/u)
    .map(singleSpaced);
}

function plainOf(said: string): string {
  return singleSpaced(said).replace(ROLE_START, '');
}

function personIn(part: string): PersonRead | null {
  const person = readPerson(part) ?? readPerson(part.replace(ROLE_END, ''));
  const last = part.split(' ').at(-1) ?? '';
  return person ?? (isAddress(last) ? named(last) : null);
}

function named(name: string): PersonRead {
  return { name, org: null, title: null };
}

function doerOf(title: string): readonly PersonRead[] {
  const after = readPerson(NAMED_AFTER.exec(title)?.[1] ?? '');
  if (after) return [after];
  const said = DOER.exec(title)?.[1];
  if (said === undefined) return [];
  const person = readPerson(said);
  return person !== null && (person.title !== null || isName(said)) ? [person] : [];
}
