// A notice told to a hook: to a group's robot in its maker's words, or to any program as signed JSON. What went wrong is judged
// here, so that a robot's polite 200 with an error in it is none the better for it.
import { createHmac } from 'node:crypto';
import { letterFrom, type Letter } from '../../shared/domain/letter.ts';
import { parsedJson } from '../../shared/lib/parsed-json.ts';
import { SECOND_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';
import type { Deliver, DeliveryFailure, DeliveryOutcome, DueNotice } from './delivery.ts';
import type { Listener } from './fan-out.ts';
import { noticeWords, textOf } from './letter-form.ts';
import { callOutside, type OutsideAnswer, type Resolve } from './outside-call.ts';
import { isRobot, ROBOTS, verdictOf, type RobotKind } from './robots.ts';

export interface Hook extends Listener {
  readonly kind: RobotKind | 'signed';
  readonly url: string;
  /** Of WeCom there is none. */
  readonly secret: string | null;
  readonly language: Letter['language'];
  /** Whether it may lead into our own network. */
  readonly allowPrivate: boolean;
}

export interface HookSenderOptions {
  readonly hook: Hook;
  readonly site: { readonly publicUrl: string };
  readonly resolve: Resolve;
  readonly clock: Pick<Clock, 'now'>;
}

export function hookSender(options: HookSenderOptions): Deliver {
  return async ({ message, notices: [notice] }, signal) => {
    const { hook, resolve, clock } = options;
    const { allowPrivate } = hook;
    const call = callFor(notice, message, options, clock.now());
    const answer = await callOutside({ ...call, allowPrivate, resolve, signal });
    return outcomeOf(hook, answer, clock.now());
  };
}

function callFor(notice: DueNotice, message: string, { hook, site }: HookSenderOptions, now: EpochMs) {
  const { kind, secret } = hook;
  const url = new URL(hook.url);
  const letter = letterOf(notice, hook.language, site.publicUrl);
  const type = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Gongbi' };
  if (isRobot(kind)) return { ...ROBOTS[kind].call(letter, { url, secret, now }), headers: type };
  const body = signedBody(notice, letter, site.publicUrl);
  return { url, body, headers: { ...type, ...signatureOf({ body, secret, now }), ...namesOf(notice, message) } };
}

/** docs/protocol.md, Signed hooks. */
function signedBody({ id, topic, payload, dueAt, meeting }: DueNotice, letter: Letter, site: string): string {
  const parsed = parsedJson(payload);
  const { letter: _said, ...data } =
    typeof parsed === 'object' && parsed !== null ? { letter: null, ...parsed } : NO_DATA;
  const about = meeting === null ? null : { id: meeting.id, title: meeting.title, bodyId: meeting.bodyId };
  const text = textOf(letter, false).replaceAll('\r\n', '\n');
  return JSON.stringify({ id, topic, at: dueAt, site, meeting: about, data, subject: letter.subject, text });
}

const NO_DATA = { letter: null };

function signatureOf({
  body,
  secret,
  now,
}: {
  readonly body: string;
  readonly secret: string | null;
  readonly now: EpochMs;
}) {
  const timestamp = String(Math.floor(now / SECOND_MS));
  const signature = createHmac('sha256', secret ?? '')
    .update(`${timestamp}.${body}`)
    .digest('hex');
  return { 'x-gongbi-timestamp': timestamp, 'x-gongbi-signature': `v1=${signature}` };
}

/** The same at each attempt, so that whoever was told twice can know it. */
function namesOf({ topic }: DueNotice, message: string) {
  return { 'x-gongbi-topic': topic, 'x-gongbi-delivery': message };
}

/** The words it came with; else what can be said of any event. */
function letterOf({ topic, payload, meeting }: DueNotice, language: Letter['language'], site: string): Letter {
  const parsed = parsedJson(payload);
  const own = typeof parsed === 'object' && parsed !== null && 'letter' in parsed ? letterFrom(parsed.letter) : null;
  if (own !== null) return own;
  const words = noticeWords(language);
  if (meeting === null) return { language, subject: words.somewhere, parts: [] };
  const { id, title } = meeting;
  const version = versionIn(parsed) ?? meeting.version;
  const happened: Readonly<Record<string, string>> = {
    'meeting.archived': words.archived(title, version),
    'meeting.reopened': words.reopened(title, version),
  };
  const subject = happened[topic] ?? words.happened(title);
  return { language, subject, parts: [{ kind: 'link', label: words.open, url: `${site}/meetings/${id}` }] };
}

function versionIn(payload: unknown): number | null {
  if (typeof payload !== 'object' || payload === null || !('version' in payload)) return null;
  return typeof payload.version === 'number' ? payload.version : null;
}

function outcomeOf({ kind }: Hook, answer: OutsideAnswer, now: EpochMs): DeliveryOutcome {
  if (answer.kind === 'failed') return { kind: 'failed', fault: answer.fault, detail: answer.detail, of: 'target' };
  const { status, text, retryAfter } = answer;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return { ...failed('busy', 'target', `HTTP ${status}`), ...waitFor(retryAfter, now) };
  }
  if (status >= 300 && status < 400) return failed('refused', 'notice', `HTTP ${status}: redirects are not followed`);
  if (status < 200 || status >= 300) return failed('refused', 'notice', `HTTP ${status}`);
  if (!isRobot(kind)) return { kind: 'sent' };
  const verdict = verdictOf(kind, text);
  if (verdict.kind === 'taken') return { kind: 'sent' };
  return failed(verdict.kind, verdict.kind === 'busy' ? 'target' : 'notice', verdict.said);
}

/** Seconds, or a day of the calendar of HTTP. */
function waitFor(retryAfter: string | null, now: EpochMs): { readonly retryAfterMs?: DurationMs } {
  if (retryAfter === null) return {};
  if (/^\d{1,9}$/.test(retryAfter)) return { retryAfterMs: Number(retryAfter) * SECOND_MS };
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? {} : { retryAfterMs: Math.max(0, at - now) };
}

function failed(fault: DeliveryFailure['fault'], of: DeliveryFailure['of'], detail: string | null): DeliveryFailure {
  return { kind: 'failed', fault, of, detail };
}
