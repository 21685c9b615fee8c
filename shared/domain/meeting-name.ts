// The names of meetings of a body that counts its terms: 三届二次常务理事会, 第三届第二次…, 第三届常务理事会第二次会议, joint ones
// with 暨, extended ones. Reads every form, writes three of them, and says which comes next (domain.md §7).
import { chineseNumber, NUMBER_CHARACTER, readNumber } from '../lib/chinese-number.ts';

/** One session as its name says it. */
export interface Session {
  readonly term: number;
  /** Null where the term has one such meeting only: 首届会员大会, 第三届会员代表大会. */
  readonly meeting: number | null;
  /** 常务理事会, 会员大会 … as it is called without its session. */
  readonly body: string;
  /** 扩大会议: others than members were asked. */
  readonly extended: boolean;
}

/** A whole name: who holds it, its session, and what else is held with it. A name without a session is text alone. */
export interface MeetingName {
  readonly organisation: string;
  readonly parts: readonly (Session | string)[];
}

/** `short` 三届二次理事会 · `long` 第三届第二次理事会 · `formal` 第三届理事会第二次会议. */
export type NameStyle = 'short' | 'long' | 'formal';

const N = `(${NUMBER_CHARACTER}{1,6}|首)`;
const EXTENDED = '(?:[（(]\\s*扩大\\s*[）)]|扩大)';
const MEETING = '(?:全体)?(?:会议|全会)';
const BODY = '([\\p{Script=Han}A-Za-z·]{1,24}?)';
/** 第三届常务理事会第二次（扩大）会议. */
const BODY_FIRST = new RegExp(`^第?${N}\\s*届\\s*${BODY}\\s*第?\\s*${N}\\s*次\\s*(${EXTENDED})?\\s*${MEETING}$`, 'u');
/** 三届二次常务理事会, 三届二次常务理事（扩大）会议. */
const COUNT_FIRST = new RegExp(
  `^第?${N}\\s*届\\s*第?\\s*${N}\\s*次\\s*(${EXTENDED})?\\s*${BODY}\\s*(${EXTENDED})?\\s*(${MEETING})?$`,
  'u',
);
/** 首届会员大会. */
const TERM_ONLY = new RegExp(`^第?${N}\\s*届\\s*${BODY}\\s*(${EXTENDED})?\\s*(${MEETING})?$`, 'u');
const SESSION_START = new RegExp(`第?\\s*${N}\\s*届`, 'u');
const MEMBERS = /^(?:常务理事|理事|监事|会员|会员代表|常务委员|委员|会长|主席|主席团|常委)$/u;

/** Reads one session; null for text that is none. */
export function parseSession(text: string): Session | null {
  const plain = text.replace(/\s+/g, '');
  const bodyFirst = BODY_FIRST.exec(plain);
  if (bodyFirst) {
    const [, term, body, meeting, extended] = bodyFirst;
    return sessionOf({ term, meeting, body: bodyOf(body, true), extended: extended !== undefined });
  }
  const countFirst = COUNT_FIRST.exec(plain);
  if (countFirst) {
    const [, term, meeting, before, body, after, word] = countFirst;
    const extended = (before ?? after) !== undefined;
    return sessionOf({ term, meeting, body: bodyOf(body, word !== undefined), extended });
  }
  const termOnly = TERM_ONLY.exec(plain);
  // What is held once a term is a 会: 三届二次 by itself says no body.
  if (!termOnly || !/会(?:议)?$/u.test(plain)) return null;
  const [, term, body, extended, word] = termOnly;
  return sessionOf({ term, meeting: null, body: bodyOf(body, word !== undefined), extended: extended !== undefined });
}

/** Reads a whole name. `organisation` is what stands before the first session; it is never guessed without one. */
export function parseMeetingName(name: string): MeetingName {
  const plain = name.trim();
  const start = plain.search(SESSION_START);
  const organisation = start > 0 ? plain.slice(0, start).trim() : '';
  const rest = start > 0 ? plain.slice(start) : plain;
  const parts = rest
    .split('暨')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => parseSession(part) ?? part);
  return {
    organisation: parts.some(isSession) ? organisation : '',
    parts: parts.some(isSession) ? parts : textParts(plain),
  };
}

export function printSession({ term, meeting, body, extended }: Session, style: NameStyle): string {
  const t = chineseNumber(term);
  const wide = extended ? '（扩大）会议' : '';
  if (meeting === null) return `${term === 1 && style === 'short' ? '首届' : `第${t}届`}${body}${wide}`;
  const n = chineseNumber(meeting);
  if (style === 'short') return `${t}届${n}次${body}${wide}`;
  if (style === 'long') return `第${t}届第${n}次${body}${wide}`;
  return `第${t}届${body}第${n}次${extended ? '（扩大）' : ''}会议`;
}

export function printMeetingName({ organisation, parts }: MeetingName, style: NameStyle): string {
  const said = parts.map((part) => (isSession(part) ? printSession(part, style) : part));
  return `${organisation}${said.join('暨')}`;
}

/** The same form with other sessions: 第三届第二次 stays long. */
export function styleOf(name: string): NameStyle {
  if (/届[^暨]*会[^暨]*次[^暨]*会/u.test(name) && BODY_FIRST.test(firstSessionText(name))) return 'formal';
  return /第\s*[^届]{1,6}届\s*第/u.test(name) ? 'long' : 'short';
}

/**
 * The name of the next meeting after `last`: its first session counted on, without what was held jointly, since that was
 * for once. Null when the name tells no session that is counted.
 */
export function nextName(last: string): string | null {
  const { organisation, parts } = parseMeetingName(last);
  const session = parts.find(isSession);
  if (session === undefined || session.meeting === null) return null;
  const next: Session = { ...session, meeting: session.meeting + 1, extended: false };
  return printMeetingName({ organisation, parts: [next] }, styleOf(last));
}

/** The first meeting of the term after that of `last`. */
export function firstOfNextTerm(last: string): string | null {
  const { organisation, parts } = parseMeetingName(last);
  const session = parts.find(isSession);
  if (session === undefined || session.meeting === null) return null;
  const first: Session = { ...session, term: session.term + 1, meeting: 1, extended: false };
  return printMeetingName({ organisation, parts: [first] }, styleOf(last));
}

export function isSession(part: Session | string): part is Session {
  return typeof part !== 'string';
}

/** 三届二次 of a session that is counted; null otherwise. */
export function sessionShort({ term, meeting }: Session): string | null {
  return meeting === null ? null : `${chineseNumber(term)}届${chineseNumber(meeting)}次`;
}

function firstSessionText(name: string): string {
  const start = name.search(SESSION_START);
  return (start > 0 ? name.slice(start) : name).split('暨')[0]?.trim() ?? '';
}

function textParts(plain: string): readonly string[] {
  return plain === ''
    ? []
    : plain
        .split('暨')
        .map((part) => part.trim())
        .filter((part) => part !== '');
}

/** 理事（扩大）会议 is a meeting of the 理事会: the 会 that both words share is given back. */
function bodyOf(body: string | undefined, hasMeeting: boolean): string {
  const name = body ?? '';
  return hasMeeting && MEMBERS.test(name) ? `${name}会` : name;
}

function sessionOf(said: {
  readonly term: string | undefined;
  readonly meeting: string | null | undefined;
  readonly body: string;
  readonly extended: boolean;
}): Session | null {
  const count = (text: string): number | null => (text === '首' ? 1 : readNumber(text));
  const term = count(said.term ?? '');
  const meeting = said.meeting === null ? null : count(said.meeting ?? '');
  if (term === null || term < 1 || said.body === '') return null;
  if (said.meeting !== null && (meeting === null || meeting < 1)) return null;
  return { term, meeting, body: said.body, extended: said.extended };
}
