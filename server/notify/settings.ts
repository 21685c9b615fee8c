// How the operator has notices leave the house: mail server, hooks, hours. Text in, checked values out; what is wrong is told
// without the value, since most of them hold a secret.
import { DEFAULT_REMINDERS, type ReminderRules } from '../../shared/domain/task-reminders.ts';
import { parsedJson } from '../../shared/lib/parsed-json.ts';
import type { QuietHours } from './hours.ts';
import type { Hook } from './hook.ts';
import { isMailAddress, type MailAddress } from './mail.ts';
import { isRobot } from './robots.ts';
import { isLoopback, type MailServer } from './smtp.ts';

export interface NotifySettings {
  /** Null: mail waits in the outbox, where administrators see it (`GET /office/notices`), and is given up after a week. */
  readonly mail: { readonly server: MailServer; readonly from: MailAddress } | null;
  readonly hooks: readonly Hook[];
  readonly quiet: QuietHours | null;
  /** `HH:MM` */
  readonly digestAt: string;
  /** What letters about tasks are written in. */
  readonly language: 'zh-CN' | 'en';
  readonly reminders: ReminderRules;
}

/** Names the variable that is wrong; the message says how, never with what. */
export class SettingFault extends Error {
  override readonly name = 'SettingFault';
  readonly variable: string;

  constructor(variable: string, problem: string) {
    super(problem);
    this.variable = variable;
  }
}

type Text = (name: string) => string | null;

const MAX_HOOKS = 50;
const MIN_SECRET_CHARS = 16;
const DEFAULT_QUIET = '22:00-07:00';
const DEFAULT_DIGEST = '08:30';
/** Of working days that a reminder may lie from its limit, and of reminders before or after it. */
const MAX_DAYS = 60;
const MAX_REMINDERS = 10;

/** `text`: a setting, `file`: the content of the file that a setting names. Throws `SettingFault`. */
export function readNotifySettings(text: Text, file: Text): NotifySettings {
  return {
    mail: mailIn(text, file),
    hooks: hooksIn(file('WEBHOOKS')),
    quiet: quietHours(text('QUIET_HOURS') ?? DEFAULT_QUIET),
    digestAt: timeOfDay('DIGEST_AT', text('DIGEST_AT') ?? DEFAULT_DIGEST),
    language: languageOf(text('NOTICE_LANGUAGE') ?? 'zh-CN'),
    reminders: remindersIn(text),
  };
}

function languageOf(text: string): NotifySettings['language'] {
  if (text !== 'zh-CN' && text !== 'en') throw new SettingFault('NOTICE_LANGUAGE', `"${text}" is neither zh-CN nor en`);
  return text;
}

function remindersIn(text: Text): ReminderRules {
  const { before, after, every, escalateAfter } = DEFAULT_REMINDERS;
  const weekly = text('WEEKLY_LIST') ?? 'on';
  if (weekly !== 'on' && weekly !== 'none') throw new SettingFault('WEEKLY_LIST', `"${weekly}" is neither on nor none`);
  return {
    before: workingDays('REMIND_BEFORE', text('REMIND_BEFORE'), 0) ?? before,
    after: workingDays('REMIND_AFTER', text('REMIND_AFTER'), 1) ?? after,
    every: oneOf('REMIND_EVERY', workingDays('REMIND_EVERY', text('REMIND_EVERY'), 1), every),
    escalateAfter: oneOf('ESCALATE_AFTER', workingDays('ESCALATE_AFTER', text('ESCALATE_AFTER'), 1), escalateAfter),
    weekly: weekly === 'on',
  };
}

/** `3,1,0`, or none; null where nothing is set. */
function workingDays(variable: string, text: string | null, least: number): readonly number[] | null {
  if (text === null) return null;
  if (text === 'none') return [];
  const parts = text.split(',').map((part) => part.trim());
  const isDays = parts.every((part) => /^\d{1,2}$/.test(part) && Number(part) >= least && Number(part) <= MAX_DAYS);
  if (isDays && parts.length <= MAX_REMINDERS) return parts.map(Number);
  throw new SettingFault(variable, `"${text}" is neither working days from ${least} to ${MAX_DAYS} nor none`);
}

function oneOf(variable: string, days: readonly number[] | null, standard: number | null): number | null {
  if (days === null) return standard;
  const [first = null, ...rest] = days;
  if (rest.length > 0) throw new SettingFault(variable, 'is one number, or none');
  return first;
}

function mailIn(text: Text, file: Text): NotifySettings['mail'] {
  const url = text('SMTP_URL');
  const from = text('MAIL_FROM');
  if (url === null && from === null) return null;
  if (url === null) throw new SettingFault('SMTP_URL', 'missing, while MAIL_FROM is set');
  if (from === null) throw new SettingFault('MAIL_FROM', 'missing, while SMTP_URL is set');
  return { server: mailServer(url, file('SMTP_CA')), from: mailAddress(from) };
}

/** smtp://user:password@host:587 (STARTTLS) or smtps://…:465 (TLS at once); `?tls=optional` trusts the wire. */
function mailServer(text: string, authority: string | null): MailServer {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isTls = url?.protocol === 'smtps:';
  if (
    url === null ||
    (!isTls && url.protocol !== 'smtp:') ||
    url.hostname === '' ||
    !['', '/'].includes(url.pathname)
  ) {
    throw new SettingFault('SMTP_URL', 'is not like smtp://user:password@mail.example.org:587 or smtps://…:465');
  }
  const tls = url.searchParams.get('tls');
  if (tls !== null && (tls !== 'optional' || isTls)) {
    throw new SettingFault('SMTP_URL', 'may end in ?tls=optional, with smtp:// only, and in nothing else');
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const isOpen = tls === 'optional' || isLoopback(host);
  const login = url.username === '' ? null : { user: decoded(url.username), password: decoded(url.password) };
  if (isOpen && !isLoopback(host) && login !== null) {
    throw new SettingFault('SMTP_URL', 'has a password, which needs TLS: take ?tls=optional out');
  }
  const port = url.port === '' ? (isTls ? 465 : 587) : Number(url.port);
  return { host, port, security: isTls ? 'tls' : isOpen ? 'optional' : 'starttls', login, authority };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new SettingFault('SMTP_URL', 'has a % in its user or password that is not followed by two hex digits');
  }
}

/** `office@example.org`, or a name with it: `秘书处 <office@example.org>`. */
function mailAddress(text: string): MailAddress {
  const named = /^(?:"?([^"<>]{0,100}?)"?\s*)?<([^<>]+)>$/.exec(text);
  const address = (named?.[2] ?? text).trim();
  if (!isMailAddress(address)) throw new SettingFault('MAIL_FROM', `"${text}" is not a mail address`);
  return { name: named?.[1] || null, address };
}

function hooksIn(text: string | null): readonly Hook[] {
  if (text === null) return [];
  const parsed = parsedJson(text);
  if (!Array.isArray(parsed)) throw new SettingFault('WEBHOOKS', 'the file is not a JSON list');
  if (parsed.length > MAX_HOOKS) throw new SettingFault('WEBHOOKS', `the file has more than ${MAX_HOOKS} hooks`);
  const hooks = parsed.map((value: unknown, index) => hookFrom(value, `hook ${index + 1}`));
  const names = hooks.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new SettingFault('WEBHOOKS', `two hooks are called "${twice}"`);
  return hooks;
}

function hookFrom(value: unknown, where: string): Hook {
  const fault = (problem: string): SettingFault => new SettingFault('WEBHOOKS', `${where}: ${problem}`);
  if (typeof value !== 'object' || value === null) throw fault('is not an object');
  const given = new Map<string, unknown>(Object.entries(value));
  const unknown = [...given.keys()].find((key) => !HOOK_KEYS.has(key));
  if (unknown !== undefined) throw fault(`"${unknown}" is not known`);
  const name = given.get('name');
  const kind = given.get('kind');
  const secret = given.get('secret') ?? null;
  const topics = given.get('topics') ?? null;
  const bodyId = given.get('bodyId') ?? null;
  const language = given.get('language') ?? 'zh-CN';
  const allowPrivate = given.get('allowPrivate') ?? false;
  if (typeof name !== 'string' || !/^[^\s\p{C}][^\p{C}]{0,59}$/u.test(name))
    throw fault('needs a name of 1 to 60 characters');
  if (typeof kind !== 'string' || (kind !== 'signed' && !isRobot(kind)))
    throw fault('kind is signed, wecom, dingtalk or feishu');
  if (secret !== null && (typeof secret !== 'string' || secret === '')) throw fault('secret is not a text');
  if (kind === 'signed' && (secret?.length ?? 0) < MIN_SECRET_CHARS)
    throw fault('needs a secret of at least 16 characters');
  if (kind === 'wecom' && secret !== null) throw fault('robots of WeCom have no secret but their address');
  if (topics !== null && !isListOfTexts(topics)) throw fault('topics is not a list of texts');
  if (bodyId !== null && typeof bodyId !== 'string') throw fault('bodyId is not a text');
  if (language !== 'zh-CN' && language !== 'en') throw fault('language is zh-CN or en');
  if (typeof allowPrivate !== 'boolean') throw fault('allowPrivate is true or false');
  const url = hookUrl(given.get('url'), allowPrivate);
  if (url === null) throw fault('url is not an https address (http only with allowPrivate)');
  return { name, kind, url, secret, topics, bodyId, language, allowPrivate };
}

const HOOK_KEYS = new Set(['name', 'kind', 'url', 'secret', 'topics', 'bodyId', 'language', 'allowPrivate']);

function hookUrl(text: unknown, allowPrivate: boolean): string | null {
  if (typeof text !== 'string' || text.length > 2_000 || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  if (username !== '' || password !== '') return null;
  return protocol === 'https:' || (protocol === 'http:' && allowPrivate) ? href : null;
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= 100 && value.every((entry) => typeof entry === 'string');
}

function quietHours(text: string): QuietHours | null {
  if (text === 'none') return null;
  const [from = '', to = '', ...rest] = text.split('-');
  if (rest.length > 0 || from === to) {
    throw new SettingFault('QUIET_HOURS', `"${text}" is neither like 22:00-07:00 nor none`);
  }
  return { from: timeOfDay('QUIET_HOURS', from), to: timeOfDay('QUIET_HOURS', to) };
}

function timeOfDay(variable: string, text: string): string {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) throw new SettingFault(variable, `"${text}" is not a time like 08:30`);
  return text;
}
