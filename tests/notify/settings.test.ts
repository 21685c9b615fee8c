// How notices leave the house, as the operator says it: what it becomes, and what is wrong told without a secret.
import { describe, expect, it, test } from 'vitest';
import { DEFAULT_REMINDERS } from '../../shared/domain/task-reminders.ts';
import { readNotifySettings, SettingFault } from '../../server/notify/settings.ts';

const FROM = { MAIL_FROM: 'office@example.org' };
const HOOK = { name: '秘书处群', kind: 'feishu', url: 'https://open.feishu.cn/open-apis/bot/v2/hook/x' };

function read(env: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) {
  return readNotifySettings(
    (name) => env[name] ?? null,
    (name) => files[name] ?? null,
  );
}

function hooks(...list: readonly unknown[]) {
  return read({}, { WEBHOOKS: JSON.stringify(list) }).hooks;
}

it('without any, mail waits, nothing is told to hooks, and the night is quiet', () => {
  expect(read({})).toEqual({
    ...{ mail: null, hooks: [], quiet: { from: '22:00', to: '07:00' }, digestAt: '08:30' },
    ...{ language: 'zh-CN', reminders: DEFAULT_REMINDERS },
  });
});

test.each([
  ['smtp://mail.example.org', { host: 'mail.example.org', port: 587, security: 'starttls', login: null }],
  ['smtps://mail.example.org', { host: 'mail.example.org', port: 465, security: 'tls', login: null }],
  ['smtp://mail.example.org:25?tls=optional', { port: 25, security: 'optional' }],
  ['smtp://127.0.0.1:2525', { host: '127.0.0.1', port: 2525, security: 'optional' }],
  ['smtp://[::1]:2525', { host: '::1', security: 'optional' }],
  ['smtps://office%40x.org:p%3Aw%2F@mail.x.org', { login: { user: 'office@x.org', password: 'p:w/' } }],
])('%s', (url, expected) => {
  expect(read({ ...FROM, SMTP_URL: url }).mail?.server).toMatchObject(expected);
});

test.each([
  ['office@example.org', { name: null, address: 'office@example.org' }],
  ['苏州市安防协会秘书处 <office@example.org>', { name: '苏州市安防协会秘书处', address: 'office@example.org' }],
  ['"Secretariat" <office@example.org>', { name: 'Secretariat', address: 'office@example.org' }],
])('from %s', (text, expected) => {
  expect(read({ SMTP_URL: 'smtp://mail', MAIL_FROM: text }).mail?.from).toEqual(expected);
});

test('a hook says everything it needs to', () => {
  const [hook] = hooks({ ...HOOK, topics: ['meeting.archived'], bodyId: 'b1', language: 'en', secret: 's' });

  expect(hook).toEqual({
    ...HOOK,
    ...{ topics: ['meeting.archived'], bodyId: 'b1', language: 'en', secret: 's', allowPrivate: false },
  });
});

test('reminders are set in working days, or left out', () => {
  const set = read({ REMIND_BEFORE: '5, 0', REMIND_AFTER: 'none', REMIND_EVERY: '10', ESCALATE_AFTER: '2' });
  const none = read({ REMIND_BEFORE: 'none', REMIND_EVERY: 'none', ESCALATE_AFTER: 'none', WEEKLY_LIST: 'none' });

  expect(set.reminders).toEqual({ before: [5, 0], after: [], every: 10, escalateAfter: 2, weekly: true });
  expect(none.reminders).toEqual({ before: [], after: [1, 3], every: null, escalateAfter: null, weekly: false });
});

test('quiet hours may be none', () => {
  expect(read({ QUIET_HOURS: 'none' }).quiet).toBeNull();
});

describe('a wrong value names its variable', () => {
  test.each([
    ['SMTP_URL', { ...FROM, SMTP_URL: 'mail.example.org' }],
    ['SMTP_URL', { ...FROM, SMTP_URL: 'https://u:sesame@mail.example.org' }],
    ['SMTP_URL', { ...FROM, SMTP_URL: 'smtp://u:sesame@mail.example.org/path' }],
    ['SMTP_URL', { ...FROM, SMTP_URL: 'smtp://u:sesame@mail.example.org?tls=off' }],
    ['SMTP_URL', { ...FROM, SMTP_URL: 'smtps://u:sesame@mail.example.org?tls=optional' }],
    ['SMTP_URL', { ...FROM, SMTP_URL: 'smtp://u:sesame@mail.example.org?tls=optional' }],
    ['SMTP_URL', { ...FROM, SMTP_URL: 'smtp://u:sesame%zz@mail.example.org' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://mail', MAIL_FROM: 'nobody' }],
    ['QUIET_HOURS', { QUIET_HOURS: '22:00' }],
    ['QUIET_HOURS', { QUIET_HOURS: '22:00-22:00' }],
    ['DIGEST_AT', { DIGEST_AT: '8:30' }],
    ['NOTICE_LANGUAGE', { NOTICE_LANGUAGE: 'de' }],
    ['REMIND_BEFORE', { REMIND_BEFORE: '3,one' }],
    ['REMIND_BEFORE', { REMIND_BEFORE: '1,2,3,4,5,6,7,8,9,10,11' }],
    ['REMIND_AFTER', { REMIND_AFTER: '0' }],
    ['REMIND_AFTER', { REMIND_AFTER: '61' }],
    ['REMIND_EVERY', { REMIND_EVERY: '5,10' }],
    ['ESCALATE_AFTER', { ESCALATE_AFTER: '-1' }],
    ['WEEKLY_LIST', { WEEKLY_LIST: 'no' }],
  ])('%s: %j', (variable, env) => {
    const act = () => read(env);

    expect(act).toThrow(SettingFault);
    expect(act).toThrow(expect.objectContaining({ variable, message: expect.not.stringContaining('sesame') }));
  });

  test.each([
    ['not a list', { name: 'x' }],
    ['no object', ['x']],
    ['no name', [{ ...HOOK, name: '' }]],
    ['a kind that is not known', [{ ...HOOK, kind: 'slack' }]],
    ['a key that is not known', [{ ...HOOK, sekret: 'x' }]],
    ['one name twice', [HOOK, HOOK]],
    ['no secret to sign with', [{ ...HOOK, kind: 'signed' }]],
    ['a short secret', [{ ...HOOK, kind: 'signed', secret: 'sesame' }]],
    ['a secret of WeCom', [{ ...HOOK, kind: 'wecom', secret: 'sesame-sesame-sesame' }]],
    ['plain http', [{ ...HOOK, url: 'http://open.feishu.cn/sesame' }]],
    ['a password in the address', [{ ...HOOK, url: 'https://u:sesame@open.feishu.cn/' }]],
    ['no address', [{ ...HOOK, url: 'file:///etc/sesame' }]],
    ['topics that are none', [{ ...HOOK, topics: 'all' }]],
    ['a language of nobody here', [{ ...HOOK, language: 'fr' }]],
    ['too many', Array.from({ length: 51 }, (_, index) => ({ ...HOOK, name: `h${index}` }))],
  ])('hooks: %s', (_name, list) => {
    const act = () => read({}, { WEBHOOKS: JSON.stringify(list) });

    expect(act).toThrow(
      expect.objectContaining({ variable: 'WEBHOOKS', message: expect.not.stringContaining('sesame') }),
    );
  });
});
