// The page that makes meetings: a pasted notice is read at once, what it says is told fact by fact, and what was not
// finished is there again.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Api, provideApi } from '../../../client/api.ts';
import { Calendar, provideCalendar } from '../../../client/calendar.ts';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import { provideNavigation } from '../../../client/navigation.ts';
import NewMeeting from '../../../client/pages/new-meeting.svelte';
// Fetched by the page when they are wanted; here already, so that no test waits for them to be compiled.
import '../../../client/panels/way-notice.svelte';
import { provideSession, Session } from '../../../client/session.svelte.ts';
import '../../../shared/capture/notice/recognise.ts';
import { PATIENCE } from '../../support/patience.ts';

const NOTICE =
  '关于召开二届一次理事会的通知\n时间：12月19日22:00至24:00\n参会人员：全体理事\n议程：\n1. 审议章程\n请带好材料';
const closing: (() => unknown)[] = [];

beforeEach(() => localStorage.clear());
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  document.body.replaceChildren();
});

/** Of a body that has no register yet. */
const NO_ROSTER = { on: '2026-11-26', term: null, seats: null, vacancies: 0, members: [], rule: null };

async function open(who = 'lin', answerBody = (): Response => Response.json({ id: 'council', name: '常务理事会' })) {
  const sent: unknown[] = [];
  const visited: string[] = [];
  const fetch: typeof globalThis.fetch = async (address, { method = 'GET', body } = {}) => {
    if (method === 'POST') sent.push(JSON.parse(String(body)));
    if (method === 'POST' && String(address).endsWith('/bodies')) return answerBody();
    if (method === 'DELETE') return new Response(null, { status: 204 });
    if (String(address).includes('/roster')) return Response.json(NO_ROSTER);
    const list = String(address).split('/').at(-1) ?? '';
    return Response.json(method === 'POST' ? { id: 'made' } : { [list]: [] });
  };
  const words = new Words(['zh-CN']);
  await words.load(['common', 'home', 'preparing', 'refusal']);
  const api = new Api({ fetch, now: () => 0, onSignedOut: () => undefined });
  const session = new Session(api);
  session.enter({
    ...{ id: who, username: who, displayName: who, disabled: false, invited: false, lastSeenAt: null },
    grants: [{ role: 'secretary', bodyId: null }],
  });
  const inContext: Component = (anchor, props) => {
    provideWords(words);
    provideApi(api);
    provideSession(session);
    provideCalendar(new Calendar({ words, timeZone: 'Asia/Shanghai', now: () => Date.UTC(2026, 10, 26) }));
    provideNavigation({
      ...{ path: '/meetings/new', query: new URLSearchParams(), isLeaving: false, param: () => '' },
      go: (address) => void visited.push(address),
      follow: (address) => void visited.push(address),
      stepBack: () => undefined,
    });
    return NewMeeting(anchor, props);
  };
  const page = mount(inContext, { target: document.body });
  flushSync();
  let isLeft = false;
  const leave = async (): Promise<void> => {
    if (!isLeft) await unmount(page);
    isLeft = true;
  };
  closing.push(leave);
  return { sent, visited, leave, session };
}

function field(label: string): HTMLInputElement {
  const box = [...document.querySelectorAll('label')].find((each) => each.textContent.startsWith(label))?.control;
  if (!(box instanceof HTMLInputElement)) throw new Error(`no field ${label}`);
  return box;
}

function paste(into: Element, text: string): boolean {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  return into.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}

/** The reader of notices comes when it is wanted. */
async function read(): Promise<void> {
  await vi.waitFor(() => expect(field('会议名称').value).toBe('二届一次理事会'), PATIENCE);
  await vi.waitFor(() => expect(document.body.textContent).toContain('底色标出的是'), PATIENCE);
  flushSync();
}

function pressed(text: string): void {
  const button = [...document.querySelectorAll('button')].find((each) => each.textContent.trim() === text);
  if (!button) throw new Error(`no button ${text}`);
  button.click();
  flushSync();
}

test('a notice pasted where the name belongs is read, and its facts are told', async () => {
  await open();

  const isLeftToTheBrowser = paste(field('会议名称'), NOTICE);
  await read();

  expect(isLeftToTheBrowser).toBe(false);
  expect([field('日期').value, field('开始').value, field('结束').value]).toEqual(['2026-12-19', '22:00', '00:00']);
  expect(document.body.textContent).toContain('2026年12月19日星期六');
  expect(document.body.textContent).toContain('到次日');
  expect(document.body.textContent).toContain('1行没有认出');
});

test('a single word pasted into the name is left to the browser', async () => {
  await open();

  expect(paste(field('会议名称'), '理事会')).toBe(true);
});

test('a fact that was not found leads to its field', async () => {
  await open();
  paste(field('会议名称'), NOTICE);
  await read();

  pressed('主持人');

  expect(document.activeElement).toBe(field('主持人'));
});

test('what was not finished is there again, until one starts over', async () => {
  const first = await open();
  paste(field('会议名称'), NOTICE);
  await read();
  await first.leave();

  await open();
  expect(field('会议名称').value).toBe('二届一次理事会');
  await vi.waitFor(() => expect(document.body.textContent).toContain('1行没有认出'), PATIENCE);
  pressed('从头开始');
  expect(field('会议名称').value).toBe('');
});

test('what one account did not finish waits while another opens its own empty page', async () => {
  const first = await open();
  paste(field('会议名称'), NOTICE);
  await read();
  await first.leave();
  const other = await open('wang');
  const seen = field('会议名称').value;
  await other.leave();

  await open();
  expect([seen, field('会议名称').value]).toEqual(['', '二届一次理事会']);
});

test('signing out on this page leaves nothing of it on the device', async () => {
  const { session } = await open();
  paste(field('会议名称'), NOTICE);
  await read();

  await session.leave();
  flushSync();

  expect([session.user, localStorage.length]).toEqual([null, 0]);
});

test('what was made is not kept, and an evening that ends at midnight is sent as one', async () => {
  const { sent, visited } = await open();
  paste(field('会议名称'), NOTICE);
  await read();

  document.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
  await vi.waitFor(() => expect(visited).toEqual(['/meetings/made']), PATIENCE);

  const start = Date.UTC(2026, 11, 19, 14);
  expect(sent).toMatchObject([{ plannedStart: start, plannedEnd: start + 7_200_000, attendance: ['全体理事'] }]);
  expect(localStorage.getItem('gongbi.plan.lin')).toBeNull();
});

/** 新机构… is chosen and its name typed; the button beside it is not pressed. */
async function nameBody(name: string): Promise<void> {
  await vi.waitFor(() => expect(document.activeElement?.id).toBe('notice-text'), PATIENCE);
  const choice = document.querySelector<HTMLSelectElement>('select:has(option[value="+"])');
  if (!choice) throw new Error('no choice of bodies');
  const option = choice.querySelector('option[value="+"]');
  // This browser knows no `option:checked`.
  vi.spyOn(choice, 'querySelector').mockImplementation((selector: string) => (selector === ':checked' ? option : null));
  choice.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
  type('机构名称', name);
  field('会议名称').focus();
}

function type(label: string, text: string): void {
  const box = field(label);
  box.value = text;
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  flushSync();
}

function submit(): void {
  document.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
}

test('a new body whose name was only typed is made with the meeting', async () => {
  const { sent, visited } = await open();
  type('会议名称', '一次会议');
  await nameBody(' 常务理事会 ');

  submit();
  await vi.waitFor(() => expect(visited).toEqual(['/meetings/made']), PATIENCE);

  expect(sent).toMatchObject([{ name: '常务理事会' }, { title: '一次会议', bodyId: 'council' }]);
});

test.each([
  ['', '请写上新机构的名称'],
  ['理事会', '已有同名的机构'],
])('a new body called “%s” is asked about at its field, and no meeting is made without it', async (name, fault) => {
  const refused = (): Response => Response.json({ code: 'invalid', data: {} }, { status: 422 });
  const { visited } = await open('lin', refused);
  type('会议名称', '一次会议');
  await nameBody(name);

  submit();
  await vi.waitFor(() => expect(document.body.textContent).toContain(fault), PATIENCE);

  expect(document.activeElement).toBe(field('机构名称'));
  expect(visited).toEqual([]);
});

test('what a row of the agenda cannot do keeps its place, so that the arrows stand below each other', async () => {
  await open();
  paste(field('会议名称'), NOTICE.replace('请带好材料', '（1）总则\n（2）职责'));
  await read();

  const acts = [...document.querySelectorAll('.acts')].map((row) => [...row.children].map(({ tagName }) => tagName));

  expect(acts).toEqual([
    ['SPAN', 'SPAN', 'BUTTON'],
    ['BUTTON', 'SPAN', 'BUTTON', 'BUTTON'],
    ['BUTTON', 'BUTTON', 'SPAN', 'BUTTON'],
  ]);
});

test('a check that fails leads to what it is about', async () => {
  const { sent } = await open();
  await vi.waitFor(() => expect(document.activeElement?.id).toBe('notice-text'), PATIENCE);

  document.querySelector('form')?.requestSubmit();
  await vi.waitFor(() => expect(document.activeElement).toBe(field('会议名称')), PATIENCE);

  expect(field('会议名称').getAttribute('aria-invalid')).toBe('true');
  expect(sent).toEqual([]);
});

test('the date is not said to be optional once there is a time', async () => {
  await open();
  const label = (): string => field('日期').labels?.[0]?.textContent ?? '';
  expect(label()).toContain('选填');

  const start = field('开始');
  start.value = '14:00';
  start.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();

  expect(label()).not.toContain('选填');
});
