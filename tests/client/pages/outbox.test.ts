// The outbox as administrators see it: nothing to do, what waits and until when, what did not get out and why, sending it again.
import { afterEach, expect, test } from 'vitest';
import Outbox from '../../../client/pages/outbox.svelte';
import type { NoticePage } from '../../../shared/api/notice.schema.ts';
import { fillIn, pressIn, settled, showTaskPage, type Sent } from '../support/task-page.ts';

type Notice = NoticePage['notices'][number];

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of closing.splice(0)) await end();
});

/** 2026-11-26 10:00 in Shanghai, as the page's clock has it. */
const NOW = Date.UTC(2026, 10, 26, 2);
const HOUR_MS = 3_600_000;

const notice = (facts: Partial<Notice> = {}): Notice => ({
  ...{ id: 'n1', topic: 'task.assigned', channel: 'mail', target: 'li@example.org', meetingId: null, about: 'task:t1' },
  ...{ state: 'waiting', dueAt: NOW + HOUR_MS, nextAt: NOW + HOUR_MS, attempts: 0 },
  ...{ fault: null, detail: null, settledAt: null },
  ...facts,
});
const GIVEN_UP = notice({
  ...{ state: 'given-up', attempts: 9, settledAt: NOW - HOUR_MS, fault: 'refused', detail: '550 no such user' },
});

interface Office {
  /** In it now; what is sent again waits from then on. */
  readonly notices: readonly Notice[];
  readonly mail?: boolean;
  /** How sending one again is answered. */
  readonly retry?: { readonly status: number; readonly body: unknown };
}

/** An office that keeps what it holds, as the server does. */
async function open({ notices, mail = true, retry = { status: 200, body: { count: 1 } } }: Office) {
  let held = notices;
  const again = (each: Notice): Notice =>
    each.state === 'given-up' ? { ...each, state: 'waiting', attempts: 0, nextAt: each.dueAt, fault: null } : each;
  const answer = ({ method, path }: Sent) => {
    if (method === 'POST') {
      if (retry.status >= 400) return retry;
      const [, id] = /^\/office\/notices\/(.+)\/retry$/.exec(path) ?? [];
      const count = held.filter(({ state }) => state === 'given-up').length;
      held = held.map((each) => (id === undefined || id === each.id ? again(each) : each));
      return { body: id === undefined ? { count } : {} };
    }
    return { body: pageOf(held, new URLSearchParams(path.split('?')[1]).get('state'), mail) };
  };
  return showTaskPage(Outbox, { areas: ['admin', 'house'], address: '/admin/outbox', answer }, closing);
}

function pageOf(held: readonly Notice[], state: string | null, mail: boolean): NoticePage {
  const count = (of: Notice['state']): number => held.filter((each) => each.state === of).length;
  return {
    notices: held.filter((each) => (state === null ? each.state !== 'sent' : each.state === state)),
    ...{ cursor: null, mail, hooks: [] },
    open: { waiting: count('waiting'), sending: count('sending'), givenUp: count('given-up') },
    setup: { mail: null, hooks: [], quiet: null, digestAt: '08:30' },
  };
}

const rowsOf = (target: ParentNode): readonly (readonly string[])[] =>
  [...target.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()),
  );

test('an empty outbox says so, and has nothing to press again', async () => {
  const { target } = await open({ notices: [] });

  expect(target.textContent).toContain('没有在等的，也没有没发出去的。');
  expect(target.querySelector('table')).toBeNull();
  expect(target.textContent).not.toContain('重新发送');
});

test('what waits stands with whom it is for, what it tells, and when it is sent', async () => {
  const { target } = await open({ notices: [notice()] });

  expect(rowsOf(target)).toEqual([['li@example.org 邮件', '任务交办', '等待 定于11:00发', '', '重新发送']]);
});

test('what did not get out on the way says why, how often it was tried, and when it is tried next', async () => {
  const tried = notice({ attempts: 3, nextAt: NOW + 2 * HOUR_MS, fault: 'busy', detail: '421 later' });
  const { target } = await open({ notices: [tried] });

  expect(rowsOf(target)[0]).toEqual([
    ...['li@example.org 邮件', '任务交办', '等待 12:00再试'],
    ...['对方忙，让稍后再发。 对方说：421 later 已试3次', '重新发送'],
  ]);
});

test('what was given up says the reason, and the page counts such above the list', async () => {
  const { target } = await open({ notices: [GIVEN_UP] });

  expect(target.textContent).toContain('1封没有发出去，不会再自动重试。');
  expect(rowsOf(target)[0]).toEqual([
    ...['li@example.org 邮件', '任务交办', '没发出去 09:00'],
    ...['对方不收，多半是地址写错了。 对方说：550 no such user 已试9次', '重新发送'],
  ]);
});

test('one that is sent again waits, its reason gone, and the page says so', async () => {
  const other = notice({ ...GIVEN_UP, id: 'n2', target: 'wang@example.org' });
  const { target, sent } = await open({ notices: [GIVEN_UP, other] });

  pressIn(target, '重新发送给li@example.org');
  await settled();

  expect(sent.flatMap(({ method, path }) => (method === 'POST' ? [path] : []))).toEqual(['/office/notices/n1/retry']);
  expect(target.textContent).toContain('已让1封重新发送。');
  expect(rowsOf(target).map(([to, , state, why]) => [to, state, why])).toEqual([
    ['li@example.org 邮件', '等待 定于11:00发', ''],
    ['wang@example.org 邮件', '没发出去 09:00', '对方不收，多半是地址写错了。 对方说：550 no such user 已试9次'],
  ]);
});

test('all that were given up are sent again at once, and the count above the list goes', async () => {
  const other = notice({ ...GIVEN_UP, id: 'n2', target: 'wang@example.org' });
  const { target, sent } = await open({ notices: [GIVEN_UP, other] });

  pressIn(target, '全部重新发送');
  await settled();

  expect(sent.flatMap(({ method, path }) => (method === 'POST' ? [path] : []))).toEqual(['/office/notices/retry']);
  expect(target.textContent).toContain('已让2封重新发送。');
  expect(target.textContent).not.toContain('不会再自动重试');
});

test('one that left by itself in the meantime is not said to be an error of the server', async () => {
  const gone = { status: 404, body: { code: 'not-found' } };
  const { target } = await open({ notices: [GIVEN_UP], retry: gone });

  pressIn(target, '重新发送给li@example.org');
  await settled();

  expect(target.textContent).toContain('它刚才已经发出，或正在发。');
  expect(target.textContent).not.toContain('已让');
});

test('what was sent is asked for by itself, with the hour it left and nothing to press', async () => {
  const left = notice({ id: 'n3', state: 'sent', attempts: 1, settledAt: NOW - HOUR_MS });
  const { target, sent } = await open({ notices: [notice(), left] });
  expect(rowsOf(target)).toHaveLength(1);

  target.querySelector<HTMLInputElement>('input[value=sent]')?.click();
  await settled();

  expect(sent.at(-1)?.path).toBe('/office/notices?state=sent');
  expect(rowsOf(target)).toEqual([['li@example.org 邮件', '任务交办', '已发出 09:00', '', '']]);
});

test('without a mail server the page says what becomes of mail, and none can be tried', async () => {
  const { target, sent } = await open({ notices: [notice()], mail: false });

  expect(target.textContent).toContain('还没有设置邮件服务器，邮件会一直等着，一周后作废。');
  fillIn(target, '收件地址', 'li@example.org');
  pressIn(target, '发送');
  await settled();
  expect(sent.filter(({ method }) => method === 'POST')).toEqual([]);
});
