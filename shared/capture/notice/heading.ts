// The head and the foot of a notice: what the meeting is called, who calls it, when the notice was signed.
import { evened, tidy } from './characters.ts';
import { daysIn, type DayFound } from './moments.ts';
import type { Found } from './notice.ts';

export interface Heading {
  readonly title: Found<string> | null;
  readonly organisation: Found<string> | null;
  /** Lines of the head, all told. */
  readonly lines: readonly number[];
}

const HEAD_LINES = 8;
const WHOLE = /^(?:会\s*议\s*)?通\s*知$|^公\s*告$|^邀\s*请\s*函$|^notice of meeting$/iu;
const ABOUT = /^(.*?)关于(?:召开|举行|举办|召集)\s*(.+?)\s*的\s*(?:预?\s*通\s*知|函|公告|预备通知)/u;
/** 通知 of the second number, in a bracket behind what it is about. */
const BRACKETED = /^(.{4,60}?(?:会|会议))\s*[(（](?:第?[一二三四五\d]{1,2}[号轮次])?(?:预备)?通知[)）]$/u;
const AGENDA_OF = /^(.{4,60}?会(?:议)?)\s*(?:会议)?(?:议程|日程|议题)(?:安排)?表?$/u;
/** 【紫藤苑业委会】12月例会通知. */
const OWNED = /^[【[]([^【】[\]]{2,30})[】\]]\s*(.{2,40}?会(?:议)?)\s*(?:的)?通\s*知$/u;
const HOUSE =
  /(?:公司|协会|学会|商会|委员会|基金会|研究会|促进会|联合会|大学|学院|学校|中心|医院|集团|院|局|处|村|社区|foundation|trust|network|association|society|council|club|ltd|inc)\.?$/iu;
const NUMBERED = /[〔［[]\s*\d{4}\s*[〕］\]]\s*\d+\s*号/u;
const ENGLISH_NOTICE = /^notice of (?:the )?(.+)$/i;

/** Reads the first lines of `lines`; a title that runs over two of them is one. */
export function readHeading(lines: readonly string[]): Heading {
  const head = lines
    .map((text, line) => ({ text: evened(text).trim(), line }))
    .filter(({ text }) => text !== '')
    .slice(0, HEAD_LINES);
  for (const [place, { text, line }] of head.entries()) {
    const next = head[place + 1];
    const joined = next ? `${text}${next.text}` : text;
    const isSplit = next !== undefined && !ABOUT.test(text) && !ABOUT.test(next.text) && /关于/u.test(text);
    const about = ABOUT.exec(isSplit ? joined : text);
    if (!about) continue;
    const [, before = '', name = ''] = about;
    const raw = isSplit ? `${(lines[line] ?? '').trim()}${(lines[next.line] ?? '').trim()}` : (lines[line] ?? '');
    const at = evened(raw).indexOf(name);
    const written = raw.slice(at, at + name.length);
    const title = foundIn(lines, line, unquoted(written), isSplit ? null : name);
    const organisation =
      before === '' ? organisationAbove(lines, head.slice(0, place)) : foundIn(lines, line, tidy(before), before);
    const own = isSplit ? [line, next.line] : [line];
    return { title, organisation, lines: [...head.slice(0, place).map((each) => each.line), ...own] };
  }
  return (
    plainHeading(lines, head) ?? nameOnTop(lines, head) ?? { title: null, organisation: null, lines: formalLines(head) }
  );
}

export interface Foot {
  readonly signer: Found<string> | null;
  readonly signedOn: DayFound | null;
  readonly lines: readonly number[];
}

/** The last lines: who signs, and a day by itself. */
export function readFoot(lines: readonly string[]): Foot {
  const standing = lines.map((text, line) => ({ text: evened(text).trim(), line })).filter(({ text }) => text !== '');
  const last = standing.at(-1);
  if (!last) return { signer: null, signedOn: null, lines: [] };
  const [day] = daysIn(last.text);
  if (!day || day.to - day.from < last.text.length - 2) return { signer: null, signedOn: null, lines: [] };
  const above = standing.at(-2);
  const isSigner = above !== undefined && above.text.length <= 30 && !/[:,。;()\t]/u.test(above.text);
  const signer = isSigner ? foundIn(lines, above.line, tidy(above.text), above.text) : null;
  return { signer, signedOn: day, lines: [...(isSigner ? [above.line] : []), last.line] };
}

/** 长三角无障碍设计联盟 4月线上例会: a first line that is a meeting's name and nothing else. */
function nameOnTop(lines: readonly string[], [first]: readonly HeadLine[]): Heading | null {
  if (
    !first ||
    /召开|举行|举办|[定拟]于/u.test(first.text) ||
    !/^[^,。:;!?]{4,40}(?:例会|大会|会议|(?:理事|监事|委员|办公|座谈|研讨|交流)会)$/u.test(first.text)
  )
    return null;
  const title = foundIn(lines, first.line, tidy(first.text), first.text);
  return { title, organisation: null, lines: [first.line] };
}

interface HeadLine {
  readonly text: string;
  readonly line: number;
}

/** Heads without 关于: 会长办公会通知, 【会议通知】…, a name above 会议通知, Notice of Meeting …. */
function plainHeading(lines: readonly string[], head: readonly HeadLine[]): Heading | null {
  for (const [place, { text, line }] of head.slice(0, 4).entries()) {
    const english = ENGLISH_NOTICE.exec(text);
    const suffixed = /^(.*\bmeeting\b.*?)\s+-\s+(?:notice|agenda)\b.*$/i.exec(text);
    const owned = OWNED.exec(text);
    const bracketed = BRACKETED.exec(text) ?? AGENDA_OF.exec(text);
    if (owned && !WHOLE.test(owned[1] ?? ''))
      return {
        title: foundIn(lines, line, tidy(owned[2] ?? ''), owned[2] ?? ''),
        organisation: foundIn(lines, line, tidy(owned[1] ?? ''), owned[1] ?? ''),
        lines: [line],
      };
    if (bracketed) {
      const name = bracketed[1] ?? '';
      return { title: foundIn(lines, line, tidy(name), name), organisation: null, lines: [line] };
    }
    const department = /^(\S{4,30})\s+\S{2,8}通知$/u.exec(text);
    const above = head.slice(0, place);
    const marked = /^[【[]?\s*(?:会议通知|通知)\s*[】\]]\s*(.+)$/u.exec(text);
    const named = /^([^,。:;]{2,60}?)(?:的)?\s*(?:会议)?\s*通\s*知$/u.exec(text);
    const own = above.map((each) => each.line);
    if (suffixed) {
      const title = foundIn(lines, line, tidy(suffixed[1] ?? ''), suffixed[1] ?? '');
      return { title, organisation: organisationAbove(lines, above), lines: [...own, line] };
    }
    if (department) {
      const name = department[1] ?? '';
      return { title: null, organisation: foundIn(lines, line, name, name), lines: [line] };
    }
    if (english) {
      const title = foundIn(lines, line, sentenceCase(unshouted(tidy(english[1] ?? ''))), english[1] ?? '');
      return { title, organisation: organisationAbove(lines, above), lines: [...own, line] };
    }
    if (marked)
      return { title: foundIn(lines, line, tidy(marked[1] ?? ''), marked[1] ?? ''), organisation: null, lines: [line] };
    if (WHOLE.test(text)) {
      const last = above.at(-1);
      if (!last || !/会/u.test(last.text)) continue;
      return {
        title: foundIn(lines, last.line, tidy(last.text), last.text),
        organisation: null,
        lines: [...own, line],
      };
    }
    if (named && /会|大会|会议/u.test(text.replace(/会议\s*通\s*知$/u, ''))) {
      const base = named[1] ?? '';
      const isWhole = text.startsWith(`${base}会议`);
      const name = isWhole || !/会$|会议$/u.test(base) ? `${base}会议` : base;
      const isWritten = text.startsWith(name);
      const house = above.filter((each) => HOUSE.test(each.text));
      return {
        title: foundIn(lines, line, tidy(name), isWritten ? name : base),
        organisation: house.length > 0 ? organisationAbove(lines, house) : null,
        lines: [...own, line],
      };
    }
  }
  return null;
}

function formalLines(head: readonly HeadLine[]): readonly number[] {
  return head.filter(({ text }) => WHOLE.test(text) || NUMBERED.test(text)).map(({ line }) => line);
}

/** The letterhead: the last line above the title that is neither a number nor a title itself. */
function organisationAbove(lines: readonly string[], above: readonly HeadLine[]): Found<string> | null {
  const found = above.find(({ text }) => !NUMBERED.test(text) && !WHOLE.test(text) && text.length <= 40);
  if (!found) return null;
  const name = found.text.replace(/\s*文\s*件$/u, '');
  return foundIn(lines, found.line, capitals(tidy(name)), name);
}

function unquoted(name: string): string {
  const plain = tidy(name);
  return /^[“"《][^“”"《》]+[”"》]$/u.test(plain) ? plain.slice(1, -1) : plain;
}

function foundIn(lines: readonly string[], line: number, value: string, words: string | null): Found<string> | null {
  if (value === '') return null;
  const text = evened(lines[line] ?? '');
  const from = words === null ? text.search(/\S/) : Math.max(0, text.indexOf(words.trim()));
  const to = words === null ? text.trimEnd().length : from + words.trim().length;
  return { value, line, from, to };
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function unshouted(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text;
}

/** RIVERSIDE COMMUNITY TRUST shouts; the meeting need not. */
function capitals(text: string): string {
  if (!/^[A-Z0-9 .,&'-]{6,}$/.test(text)) return text;
  return text.toLowerCase().replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
