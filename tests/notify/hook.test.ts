// Hooks over real HTTP: signed JSON and the robots' own words, and receivers that refuse, redirect, dawdle and say nothing.
import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { describe, expect, it, test } from 'vitest';
import type { DueNotice } from '../../server/notify/delivery.ts';
import { hookSender, type Hook } from '../../server/notify/hook.ts';
import { systemResolve, type Resolve } from '../../server/notify/outside-call.ts';
import type { Letter } from '../../shared/domain/letter.ts';
import { START } from '../support/hand-clock.ts';
import { startHookReceiver } from '../support/hook-receiver.ts';
import { meetingRow } from '../support/store-rows.ts';

const SECRET = 'a secret of the hook';
const LETTER: Letter = {
  language: 'zh-CN',
  subject: '上次会议 23 项，办结 15，逾期 5',
  parts: [
    { kind: 'text', text: '请各位查看。' },
    { kind: 'link', label: '打开任务表', url: 'https://minutes.example.org/tasks' },
  ],
};
const MEETING = meetingRow('m1', { title: '三届二次常务理事会', version: 2 });
const NEVER = new AbortController().signal;

function hookTo(url: string, parts: Partial<Hook> = {}): Hook {
  const nothing = { bodyId: null, topics: null, language: 'zh-CN' } as const;
  return { name: 'group', kind: 'signed', url, secret: SECRET, allowPrivate: true, ...nothing, ...parts };
}

function told(payload: unknown = { letter: LETTER, taskIds: ['t1'] }, parts: Partial<DueNotice> = {}): DueNotice {
  const facts = { topic: 'tasks.summary', target: 'group', meetingId: MEETING.id, meeting: MEETING, about: null };
  return { id: 'n1', ...facts, dueAt: START, attempts: 1, payload: JSON.stringify(payload), ...parts };
}

function tell(
  hook: Hook,
  notice = told(),
  { resolve = systemResolve, signal = NEVER }: { readonly resolve?: Resolve; readonly signal?: AbortSignal } = {},
) {
  const site = { publicUrl: 'https://minutes.example.org' };
  const send = hookSender({ hook, site, resolve, clock: { now: () => START + 5_000 } });
  return send({ message: 'd-1', notices: [notice] }, signal);
}

function json(text: string): unknown {
  return JSON.parse(text);
}

describe('a signed hook', () => {
  it('is told what happened, signed over its timestamp and exactly these bytes', async () => {
    const receiver = await startHookReceiver();
    const outcome = await tell(hookTo(receiver.url));

    const [call] = receiver.calls;
    const timestamp = String((START + 5_000) / 1_000);
    const mac = createHmac('sha256', SECRET)
      .update(`${timestamp}.${call?.body ?? ''}`)
      .digest('hex');
    expect(outcome).toEqual({ kind: 'sent' });
    expect(call).toMatchObject({ method: 'POST', path: '/hook' });
    expect(call?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-gongbi-topic': 'tasks.summary',
      'x-gongbi-delivery': 'd-1',
      'x-gongbi-timestamp': timestamp,
      'x-gongbi-signature': `v1=${mac}`,
    });
    expect(json(call?.body ?? '')).toEqual({
      ...{ id: 'n1', topic: 'tasks.summary', at: START, site: 'https://minutes.example.org' },
      meeting: { id: 'm1', title: MEETING.title, bodyId: null },
      data: { taskIds: ['t1'] },
      subject: LETTER.subject,
      text: '请各位查看。\n\n打开任务表\nhttps://minutes.example.org/tasks',
    });
  });

  it('gets words for an event that brought none, of the version it was about', async () => {
    const receiver = await startHookReceiver();
    await tell(hookTo(receiver.url), told({ version: 1 }, { topic: 'meeting.archived' }));
    await tell(hookTo(receiver.url, { language: 'en' }), told({}, { topic: 'meeting.reopened' }));

    expect(receiver.calls.map(({ body }) => json(body))).toMatchObject([
      { subject: '《三届二次常务理事会》已归档（第 1 版）', text: '打开会议\nhttps://minutes.example.org/meetings/m1' },
      { subject: '“三届二次常务理事会” was reopened as version 2' },
    ]);
  });
});

describe('robots', () => {
  it('WeCom: plain text within its 2048 bytes, no character cut in two', async () => {
    const receiver = await startHookReceiver((response) => void response.end('{"errcode":0,"errmsg":"ok"}'));
    const long = { letter: { ...LETTER, parts: [{ kind: 'text', text: '议'.repeat(900) }] } };
    const outcome = await tell(hookTo(receiver.url, { kind: 'wecom', secret: null }), told(long));

    const { body = '' } = receiver.calls[0] ?? {};
    const message = json(body) as { readonly text: { readonly content: string } };
    expect(outcome).toEqual({ kind: 'sent' });
    expect(message).toMatchObject({ msgtype: 'text' });
    expect(message.text.content).toMatch(/^【上次会议 23 项，办结 15，逾期 5】\n\n议+…$/);
    expect(Buffer.byteLength(message.text.content)).toBeLessThanOrEqual(2_048);
  });

  it('DingTalk: its sign stands in the address, over milliseconds', async () => {
    const receiver = await startHookReceiver((response) => void response.end('{"errcode":0,"errmsg":"ok"}'));
    await tell(hookTo(`${receiver.url}?access_token=t`, { kind: 'dingtalk' }));

    const { path = '', body = '' } = receiver.calls[0] ?? {};
    const asked = new URL(path, receiver.url).searchParams;
    const timestamp = String(START + 5_000);
    const sign = createHmac('sha256', SECRET).update(`${timestamp}\n${SECRET}`).digest('base64');
    expect(Object.fromEntries(asked)).toEqual({ access_token: 't', timestamp, sign });
    expect(json(body)).toMatchObject({ msgtype: 'text', text: { content: expect.stringContaining(LETTER.subject) } });
  });

  it('Feishu: its sign stands in the body, over seconds, and nothing in words is a tag', async () => {
    const receiver = await startHookReceiver((response) => void response.end('{"code":0,"msg":"success","data":{}}'));
    const evil = { kind: 'text', text: '<at user_id="all">所有人</at>' } as const;
    await tell(
      hookTo(receiver.url, { kind: 'feishu' }),
      told({ letter: { ...LETTER, parts: [evil, ...LETTER.parts] } }),
    );

    const timestamp = String((START + 5_000) / 1_000);
    const sign = createHmac('sha256', `${timestamp}\n${SECRET}`).digest('base64');
    expect(json(receiver.calls[0]?.body ?? '')).toEqual({
      timestamp,
      sign,
      msg_type: 'post',
      content: {
        post: {
          zh_cn: {
            title: LETTER.subject,
            content: [
              [{ tag: 'text', text: evil.text }],
              [{ tag: 'text', text: '请各位查看。' }],
              [{ tag: 'a', text: '打开任务表', href: 'https://minutes.example.org/tasks' }],
            ],
          },
        },
      },
    });
  });

  test.each([
    ['wecom', '{"errcode":93000,"errmsg":"invalid webhook url"}', 'refused', 'notice', '93000 invalid webhook url'],
    ['wecom', '{"errcode":45009,"errmsg":"api freq out of limit"}', 'busy', 'target', '45009 api freq out of limit'],
    ['dingtalk', '{"errcode":310000,"errmsg":"sign not match"}', 'refused', 'notice', '310000 sign not match'],
    ['dingtalk', '{"errcode":130101,"errmsg":"send too fast"}', 'busy', 'target', '130101 send too fast'],
    ['feishu', '{"code":19021,"msg":"sign match fail"}', 'refused', 'notice', '19021 sign match fail'],
    ['feishu', '{"code":11232,"msg":"frequency limited"}', 'busy', 'target', '11232 frequency limited'],
    ['feishu', '{"StatusCode":1,"StatusMessage":"no"}', 'refused', 'notice', '1 no'],
    ['wecom', '<html>welcome to our wifi</html>', 'refused', 'notice', 'an answer that is no robot’s'],
    ['dingtalk', '', 'refused', 'notice', 'an answer that is no robot’s'],
    ['feishu', '{"data":{}}', 'refused', 'notice', 'an answer that is no robot’s'],
  ] as const)('%s: a 200 that says %s is a failure', async (kind, answer, fault, of, detail) => {
    const receiver = await startHookReceiver((response) => void response.end(answer));
    const secret = kind === 'wecom' ? null : SECRET;

    expect(await tell(hookTo(receiver.url, { kind, secret }))).toEqual({ kind: 'failed', fault, of, detail });
  });

  it('the older answer of Feishu’s is a success too', async () => {
    const receiver = await startHookReceiver(
      (response) => void response.end('{"StatusCode":0,"StatusMessage":"success"}'),
    );

    expect(await tell(hookTo(receiver.url, { kind: 'feishu' }))).toEqual({ kind: 'sent' });
  });
});

describe('a receiver that does not take it', () => {
  test.each([
    [400, 'refused', 'notice'],
    [404, 'refused', 'notice'],
    [302, 'refused', 'notice'],
    [429, 'busy', 'target'],
    [500, 'busy', 'target'],
    [503, 'busy', 'target'],
  ] as const)('HTTP %i: %s', async (status, fault, of) => {
    const receiver = await startHookReceiver((response) => void response.writeHead(status).end());

    expect(await tell(hookTo(receiver.url))).toMatchObject({ kind: 'failed', fault, of });
  });

  it('is not followed to where it points', async () => {
    const inside = await startHookReceiver();
    const receiver = await startHookReceiver(
      (response) => void response.writeHead(307, { location: inside.url }).end(),
    );

    expect(await tell(hookTo(receiver.url))).toMatchObject({ fault: 'refused' });
    expect(inside.calls).toEqual([]);
  });

  test.each([
    ['120', 120_000],
    [new Date(START + 65_000).toUTCString(), 60_000],
    ['soon', undefined],
  ])('asks to come back: %s', async (retryAfter, expected) => {
    const receiver = await startHookReceiver((response) => {
      response.writeHead(503, { 'retry-after': retryAfter }).end();
    });
    const outcome = await tell(hookTo(receiver.url));

    expect('retryAfterMs' in outcome ? outcome.retryAfterMs : undefined).toBe(expected);
  });

  it('is not there', async () => {
    expect(await tell(hookTo('http://127.0.0.1:1/'))).toMatchObject({ fault: 'unreachable', of: 'target' });
  });

  it('has a name that nobody knows', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));

    expect(await tell(hookTo('http://nowhere.example/'), told(), { resolve })).toMatchObject({ fault: 'unreachable' });
  });

  it('speaks no TLS where it should', async () => {
    const receiver = await startHookReceiver();

    expect(await tell(hookTo(`https://127.0.0.1:${receiver.port}/`))).toMatchObject({ of: 'target', kind: 'failed' });
  });

  it('pours out more than anybody reads: a robot has not said that it went well', async () => {
    const receiver = await startHookReceiver((response) => {
      response.write('{"errcode":0,');
      response.end(`"errmsg":"${'x'.repeat(100_000)}"}`);
    });

    expect(await tell(hookTo(receiver.url, { kind: 'wecom', secret: null }))).toMatchObject({ fault: 'refused' });
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['says nothing', () => undefined],
    ['says half an answer', (response) => void response.write('{"errcode"')],
  ])('%s: it is cut when its time is over', async (_name, answer) => {
    let heard = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const receiver = await startHookReceiver((response) => {
      answer(response);
      heard();
    });
    const time = new AbortController();
    const outcome = tell(hookTo(receiver.url, { kind: 'wecom', secret: null }), told(), { signal: time.signal });
    await asked;
    time.abort();

    expect(await outcome).toMatchObject({ kind: 'failed', fault: 'slow', of: 'target' });
  });

  it('has a name server that says nothing: it is cut as well', async () => {
    const time = new AbortController();
    const resolve: Resolve = () => new Promise(() => undefined);
    const outcome = tell(hookTo('http://slow.example/'), told(), { resolve, signal: time.signal });
    time.abort();

    expect(await outcome).toMatchObject({ fault: 'slow' });
  });
});

describe('a hook that leads into our own network', () => {
  const FORMS = [
    ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0.0.0.0', '[::1]', '[::]', 'localhost'],
    ...['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:0:0:1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]'],
  ];

  test.each(FORMS)('%s is not called', async (host) => {
    const canary = await startHookReceiver();
    const outcome = await tell(hookTo(`http://${host}:${canary.port}/`, { allowPrivate: false }));

    expect(outcome).toMatchObject({ kind: 'failed', fault: 'private-address' });
    expect(canary.calls).toEqual([]);
  });

  it('is not called when one of its addresses is inside', async () => {
    const canary = await startHookReceiver();
    const resolve = () =>
      Promise.resolve([
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.7', family: 4 },
      ]);

    const outcome = await tell(hookTo(`http://two.example:${canary.port}/`, { allowPrivate: false }), told(), {
      resolve,
    });

    expect(outcome).toMatchObject({ fault: 'private-address' });
  });

  it('a name that answers otherwise a moment later is asked once only', async () => {
    const receiver = await startHookReceiver();
    let asked = 0;
    const resolve: Resolve = () => {
      asked += 1;
      return Promise.resolve([{ address: asked === 1 ? '127.0.0.1' : '10.255.255.1', family: 4 }]);
    };
    const outcome = await tell(hookTo(`http://rebinding.example:${receiver.port}/hook`), told(), { resolve });

    expect(outcome).toEqual({ kind: 'sent' });
    expect(asked).toBe(1);
    expect(receiver.calls[0]?.headers.host).toBe(`rebinding.example:${receiver.port}`);
  });
});
