// What a notice says in sentences rather than under labels: 定于…在…召开…, 会议由…主持, 请于…前报名, 联系人…电话…. Works on
// evened lines.
import { singleSpaced, tidy } from './characters.ts';
import { daysIn, timesIn, type DayFound, type TimesFound } from './moments.ts';
import { isName, readPerson, type PersonRead } from './persons.ts';

export interface Piece {
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

export interface Held {
  readonly day: DayFound | null;
  readonly times: TimesFound | null;
  readonly venue: Piece | null;
  readonly name: Piece | null;
}

/** 定于, 改到, 明天晚上, or a bare 于 before a day. */
const OPENING =
  /(?:兹|现|拟|初步)?[定将拟](?:于|在)|(?:学校|协会|我会)定于|[改调](?:到|至|在|期到)(?=\s*[\d二本下])|(?:^|[,。;])\s*于(?=\s*(?:\d|二〇))|^\s*(?:今天|明天|后天|本周|下周)/u;

/** The fourteenth meeting will be held on 10 December from 6:30pm to 8:30pm at the Old Library. */
function heldInEnglish(line: string): Held {
  const day = daysIn(line)[0] ?? null;
  const times = timesIn(line, day?.to ?? 0);
  const place = /\b(?:at|in) (?:the )?([A-Z][^.;]{3,80}?)(?=[.;]|$)/u.exec(line.slice(times?.to ?? day?.to ?? 0));
  const after = times?.to ?? day?.to ?? 0;
  return { day, times, venue: place ? piece(line, place[1] ?? '', after + place.index) : null, name: null };
}

/** 明天晚上(11月28日)七点: the word for the time of day may stand before the day. */
function inPeriodOf(line: string, day: DayFound | null, times: TimesFound | null): TimesFound | null {
  const isLate = day !== null && /(?:下午|傍晚|晚上?)\s*\(?\s*$/u.test(line.slice(0, day.from));
  if (!isLate || times === null) return times;
  const late = (time: string): string => (time < '12:00' ? `${Number(time.slice(0, 2)) + 12}${time.slice(2)}` : time);
  return { ...times, start: late(times.start), end: times.end === null ? null : late(times.end) };
}

/** 会议地点在党建活动室. */
export function venueIn(line: string): Piece | null {
  const online = /(?:腾讯会议|钉钉会议|飞书会议|zoom)[^,。;\d]{0,12}\d{3}[- ]?\d{3,4}[- ]?\d{3,4}/iu.exec(line);
  if (online) return piece(line, online[0], online.index);
  const found = /(?:会议)?地点(?:设在|定在|改在|在|为)\s*([^,。;]{2,60})/u.exec(line);
  return found ? piece(line, found[1] ?? '', found.index) : null;
}

/** 兹定于 11月28日晚上7点 在 村委会大会议室 召开 村民代表会议. */
/** Between a day and its time: （星期三）, （农历十月二十）. */
const MAX_BETWEEN = 14;

export function heldIn(line: string): Held | null {
  if (/^\s*(?:the|our|a)\b.*\b(?:will be held|is to be held|is held|will be|is) (?:on|at|in)\b/i.test(line))
    return heldInEnglish(line);
  const opening = OPENING.exec(line);
  if (!opening) return null;
  const day = daysIn(line).find(({ from }) => from >= opening.index) ?? null;
  const near = inPeriodOf(line, day, timesIn(line, day?.to ?? opening.index));
  // Further on it may be said of something else, and what stands between is read first.
  const said = line.indexOf('时间', opening.index);
  const isNear = near !== null && near.from - (day?.to ?? opening.index) <= MAX_BETWEEN;
  const times = isNear ? near : said < 0 ? null : timesIn(line, said);
  const after = Math.max(opening.index + opening[0].length, day?.to ?? 0, isNear ? near.to : 0);
  const rest = line.slice(after);
  // The day of the week, or of the lunar calendar, may stand between.
  const place = /^[^在于假]{0,24}?(?:在|假座?|于)\s*([^,。;召举]{2,60}?)\s*(?:召开|举行|举办|开会|集中|碰头)/u.exec(
    rest,
  );
  const called = /(?:召开|举行|举办)\s*[“"《]?\s*([^,。;“”"《》]{3,80}?)\s*[”"》]?(?=[,。;]|$)/u.exec(rest);
  return {
    ...{ day, times },
    venue: place ? piece(line, place[1] ?? '', after + place.index) : null,
    name: called ? piece(line, called[1] ?? '', after + called.index) : null,
  };
}

/** Who is in the chair, with the post that is named: 会议由副局长钱学民主持, 主持人：会长 管向东. */
export function chairReadIn(line: string): PersonRead | null {
  const labelled = /主持人?\s*:\s*([^,。;:()]{2,20})/u.exec(line)?.[1];
  const host = labelled === undefined ? null : readPerson(labelled);
  return host ?? readPerson(/由\s*([^,。;由]{2,24}?)\s*(?:同志)?主持/u.exec(line)?.[1] ?? '');
}

export function chairIn(line: string): Piece | null {
  const english =
    /\b([A-Z][\p{L}'-]+(?: [A-Z][\p{L}'-]+)+) (?:will (?:take the chair|chair|preside)|in the chair)/u.exec(line);
  if (english) return piece(line, english[1] ?? '', english.index);
  const person = chairReadIn(line);
  return (
    person && piece(line, person.name, line.indexOf('主持') < line.indexOf(person.name) ? line.indexOf('主持') : 0)
  );
}

/** 14:00签到, 9:10前签到入场, 提前15分钟签到: when those who come sign in; of the last it is told how long before. */
const SIGN_IN = '(?:开始|开放|前|起)?\\s*(?:签到|报到)';

export function signInIn(text: string): TimesFound | null {
  for (let times = timesIn(text); times !== null; times = timesIn(text, times.to)) {
    const isBehind = new RegExp(`^\\s*(?:请)?\\s*${SIGN_IN}`, 'u').test(text.slice(times.to));
    const isBefore = /(?:签到|报到)(?:时间)?\s*[:(]?\s*$/u.test(text.slice(0, times.from));
    if (isBehind || isBefore) return times;
  }
  return null;
}

/** How many minutes before the start one is asked to sign in. */
export function signInAheadIn(
  text: string,
): { readonly minutes: number; readonly from: number; readonly to: number } | null {
  const found = /(?:提前|会前)\s*(\d{1,2})\s*分钟[^,。;]{0,12}?(?:签到|报到)/u.exec(text);
  return found && { minutes: Number(found[1]), from: found.index, to: found.index + found[0].length };
}

/** 4-15 周四 晚7:30: a line that begins with a day and a time says when. */
export function whenIn(line: string): Held | null {
  const day = daysIn(line)[0];
  const times = day && timesIn(line, day.to);
  const isAtStart = day !== undefined && line.slice(0, day.from).trim() === '';
  if (!day || !times || !isAtStart || times.from - day.to > MAX_BETWEEN) return null;
  return { day, times, venue: null, name: null };
}

/** 某委员会第二次工作会议以视频方式召开: how it is held stands behind its name. */
export function nameIn(line: string): Piece | null {
  const found = /(?:^|[,。;])\s*([^,。;:]{4,60}?会(?:议)?)(?:拟|将|定)?以[^,。;]{1,8}(?:方式|形式)(?:召开|举行)/u.exec(
    line,
  );
  return found && piece(line, found[1] ?? '', found.index);
}

const ANSWER =
  '回执|报名|报送|告诉|说一?声|反馈|回复|答复|报至|报到?|确认|接龙|请假|传真|发至|发送|发给|发到|提交|领取|交|告知|告之|登记|送达|汇总';
const BY_THEN = new RegExp(`前[^。]{0,40}?(?:${ANSWER})`, 'u');
const ENGLISH_ANSWER =
  /\b(?:reply|rsvp|respond|confirm|register|apologies|let .{1,20} know)\b.{0,60}\b(?:by|before)\b/i;

/** The day until which to answer, with the sentence's place. */
export function replyDayIn(line: string): DayFound | null {
  const english = ENGLISH_ANSWER.exec(line);
  for (const day of daysIn(line)) {
    const rest = line.slice(day.to);
    const isAnswer = BY_THEN.test(rest.slice(0, 80)) && /^[^。;,]{0,24}前/u.test(rest);
    if (isAnswer || (english && day.from >= english.index)) return day;
  }
  return null;
}

const PHONE =
  /(?<![\d.])(?:\d{3,4}[- ]\d{7,8}(?:(?:-|转)\d{1,5})?|1\d{2}[- ]?\d{4}[- ]?\d{4}|\d{5} \d{6}|0\d{2,3} \d{3,4} \d{4}|\+\d{1,3}[ -]?\d[\d -]{6,14}\d|\d{7,8}(?:转\d{1,5})?)(?!\d)/;

const EXTENSION = /(?<=(?:电话|分机|内线|tel|ext)\.?\s*:?\s*)\d{3,6}(?!\d)/iu;

const MOBILE = /(?<![\d.])1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/;

/** A telephone number where one is spoken of. */
export function phoneIn(line: string): Piece | null {
  const isSpokenOf = /电话|内线|分机|手机|联系|咨询|致电|contact|tel|phone|apologies/iu.test(line);
  // Eleven digits that begin with 1 are a mobile telephone's, whatever stands around them.
  if (!isSpokenOf && !MOBILE.test(line)) return null;
  const found = PHONE.exec(line) ?? EXTENSION.exec(line);
  return found ? { value: found[0], from: found.index, to: found.index + found[0].length } : null;
}

const CONTACT =
  /(?:(?<!\p{Script=Han})(?:联系人|联系)(?=\s)|联系人及电话|联系人(?=\s*:)|联系人(?=\p{Script=Han})|联络人?(?=\s*:)|会务联系|联系方式|联系(?=\s*[:\p{Script=Han}])|contact(?: person)?)\s*:?\s*([\p{Script=Han}·]{2,8}(?:\s*\([\p{Script=Han}]{2,4}\))?(?:\s+[\p{Script=Han}]{2,4})?|[A-Z][\p{L}'-]+(?: [A-Z][\p{L}'-]+)+)/giu;
const LEAVE = /向\s*([\p{Script=Han}][\p{Script=Han} ]{1,13}?)\s*(?:\([^()]*\))?\s*(?:请假|报名|联系|咨询)/gu;
const HAND_IN = /前\s*(?:交|报)(?:给|至)?\s*([\p{Script=Han} ]{2,14}?)[。;,\s]*$/gu;
const BEFORE_MOBILE = /(?<!\p{Script=Han})([\p{Script=Han}]{2,3})[\s,:]{1,3}1[3-9]\d[- ]?\d{4}[- ]?\d{4}/gu;
const ANSWER_TO =
  /\b(?:reply|confirm|rsvp|apologies)\b[^.]{0,60}?\bto (?:the )?([A-Z][\p{L}'-]+(?: [A-Z][\p{L}'-]+)+)/gu;

/** Who answers questions. */
export function contactIn(line: string): Piece | null {
  for (const pattern of [CONTACT, LEAVE, HAND_IN, ANSWER_TO, BEFORE_MOBILE]) {
    for (const found of line.matchAll(pattern)) {
      const said = singleSpaced(found[1] ?? '');
      const bracketed = /\(([\p{Script=Han}]{2,4})\)$/u.exec(said)?.[1];
      const name = nameAtStart(bracketed ?? said);
      if (name !== null) return piece(line, name, found.index);
    }
  }
  return null;
}

/** 李晓红, 严老师, 村文书李春生; what follows a name without a sign between is left. */
function nameAtStart(said: string): string | null {
  const person = readPerson(said);
  if (person && person.org === null) return person.name;
  for (const word of said.split(' ')) {
    if (/^[\p{Script=Han}]{1,2}(?:老师|主任|秘书|经理|女士|先生|小姐)$/u.test(word)) return word;
    const head = [4, 3, 2].map((length) => word.slice(0, length)).find((name) => isName(name));
    const named = readPerson(word)?.name ?? head;
    if (named !== undefined) return named;
    const tail = [3, 2].map((length) => word.slice(-length)).find((name) => isName(name));
    if (tail !== undefined && /.[处室部科办]$/u.test(word.slice(0, -tail.length))) return tail;
  }
  return person?.name ?? null;
}

function piece(line: string, value: string, near: number): Piece | null {
  const plain = tidy(value);
  const from = line.indexOf(value.trim(), near);
  return plain === '' || from < 0 ? null : { value: plain, from, to: from + value.trim().length };
}
