// How group robots want to be spoken to, as their makers publish it: WeCom (developer.work.weixin.qq.com, 群机器人), DingTalk
// (open.dingtalk.com, 自定义机器人), Feishu (open.feishu.cn, 自定义机器人). All of them answer 200 and say in the body whether it
// went well. What is said is plain text: their markup would let words of the minutes call everybody.
import { createHmac } from 'node:crypto';
import type { Letter, LetterPart } from '../../shared/domain/letter.ts';
import { parsedJson } from '../../shared/lib/parsed-json.ts';
import { SECOND_MS, type EpochMs } from '../../shared/lib/time.ts';
import { textOf } from './letter-form.ts';

export type RobotKind = 'wecom' | 'dingtalk' | 'feishu';

export interface RobotCall {
  readonly url: URL;
  readonly body: string;
}

/** What a robot's body says: taken, come back later, or no. */
export type RobotVerdict = { readonly kind: 'taken' } | { readonly kind: 'busy' | 'refused'; readonly said: string };

interface Robot {
  call(letter: Letter, to: { readonly url: URL; readonly secret: string | null; readonly now: EpochMs }): RobotCall;
  /** Its keys for a number, 0 where it went well, and for what it says. */
  readonly answer: readonly (readonly [code: string, text: string])[];
  /** Numbers that mean: too many, or not now. */
  readonly busy: ReadonlySet<number>;
}

const WECOM_BYTES = 2_048;
const DINGTALK_BYTES = 16_000;
const FEISHU_BYTES = 16_000;

export const ROBOTS: Readonly<Record<RobotKind, Robot>> = {
  wecom: {
    call: (letter, { url }) => ({
      url,
      body: JSON.stringify({ msgtype: 'text', text: { content: plainText(letter, WECOM_BYTES) } }),
    }),
    answer: [['errcode', 'errmsg']],
    busy: new Set([-1, 45_009, 45_033]),
  },
  dingtalk: {
    call: (letter, { url, secret, now }) => ({
      url: secret === null ? url : signedDingTalk(url, secret, now),
      body: JSON.stringify({ msgtype: 'text', text: { content: plainText(letter, DINGTALK_BYTES) } }),
    }),
    answer: [['errcode', 'errmsg']],
    busy: new Set([-1, 130_101, 410_100]),
  },
  feishu: {
    call: (letter, { url, secret, now }) => ({
      url,
      body: JSON.stringify({ ...(secret === null ? {} : signatureOfFeishu(secret, now)), ...feishuPost(letter) }),
    }),
    answer: [
      ['code', 'msg'],
      ['StatusCode', 'StatusMessage'],
    ],
    busy: new Set([9_499, 11_232]),
  },
};

export function isRobot(kind: string): kind is RobotKind {
  return Object.hasOwn(ROBOTS, kind);
}

/** An answer of 200 in which nothing says that it went well is no success. */
export function verdictOf(kind: RobotKind, text: string | null): RobotVerdict {
  const { answer, busy } = ROBOTS[kind];
  const body = text === null ? null : parsedJson(text);
  const values = new Map(typeof body === 'object' && body !== null ? Object.entries(body) : []);
  const [codeKey, textKey] = answer.find(([key]) => values.has(key)) ?? ['', ''];
  const code: unknown = values.get(codeKey);
  if (typeof code !== 'number') return { kind: 'refused', said: 'an answer that is no robot’s' };
  if (code === 0) return { kind: 'taken' };
  return { kind: busy.has(code) ? 'busy' : 'refused', said: `${code} ${String(values.get(textKey) ?? '')}` };
}

/** Milliseconds and the secret, hashed with the secret; both go into the address. */
function signedDingTalk(url: URL, secret: string, now: EpochMs): URL {
  const sign = createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64');
  const signed = new URL(url);
  signed.searchParams.set('timestamp', String(now));
  signed.searchParams.set('sign', sign);
  return signed;
}

/** Here seconds and the secret are the key, and nothing is hashed with it. */
function signatureOfFeishu(secret: string, now: EpochMs) {
  const timestamp = String(Math.floor(now / SECOND_MS));
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64') };
}

/** In a post's text nothing is a tag; in a plain message of theirs `<at user_id="all">` would be one. */
function feishuPost(letter: Letter) {
  const lines = letter.parts.flatMap(feishuLines);
  const content: (typeof lines)[number][] = [];
  let bytes = 0;
  for (const line of lines) {
    bytes += Buffer.byteLength(JSON.stringify(line));
    if (bytes > FEISHU_BYTES) break;
    content.push(line);
  }
  const title = cutBytes(letter.subject, 500);
  return {
    msg_type: 'post',
    content: { post: { [letter.language === 'en' ? 'en_us' : 'zh_cn']: { title, content } } },
  };
}

type FeishuRun =
  { readonly tag: 'text'; readonly text: string } | { readonly tag: 'a'; readonly text: string; readonly href: string };

function feishuLines(part: LetterPart): readonly (readonly FeishuRun[])[] {
  if (part.kind === 'link') return [[{ tag: 'a', text: part.label, href: part.url }]];
  const text = part.kind === 'facts' ? part.rows.map(({ label, value }) => `${label}：${value}`).join('\n') : part.text;
  return text.split('\n').map((line) => [{ tag: 'text', text: line }]);
}

function plainText(letter: Letter, maxBytes: number): string {
  return cutBytes(textOf(letter, true).replaceAll('\r\n', '\n'), maxBytes);
}

/** No character is cut in two. */
function cutBytes(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  let kept = '';
  let bytes = Buffer.byteLength('…');
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return `${kept}…`;
}
