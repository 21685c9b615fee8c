// A page of the register of tasks on a server in memory: what it asks for and sends, where it goes, what it says.
import { CHINA_HOLIDAYS } from '../../../shared/domain/china-holidays.ts';
import { workCalendar, workingDaysBetween } from '../../../shared/domain/working-days.ts';
import { parseLocalDate } from '../../../shared/lib/time.ts';
import { flushSync, mount, unmount, type Component } from 'svelte';
import { SvelteURL } from 'svelte/reactivity';
import { vi } from 'vitest';
import { Api, provideApi } from '../../../client/api.ts';
import { Calendar, provideCalendar } from '../../../client/calendar.ts';
import { provideWords, Words, type Area } from '../../../client/i18n.svelte.ts';
import { Layers, provideLayers } from '../../../client/layers.svelte.ts';
import { provideNavigation, type Navigation } from '../../../client/navigation.ts';
import { provideSession, Session } from '../../../client/session.svelte.ts';
import { PageParts, providePageParts } from '../../../client/state/page-parts.svelte.ts';
import type { Task, TaskWithHistory } from '../../../shared/api/task.schema.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { ADMINISTRATOR } from './page-stage.ts';

const NOW = Date.UTC(2026, 10, 26, 2);
export const TODAY = '2026-11-26';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly version: string | null;
  readonly body: unknown;
}

export type TaskAnswer = (sent: Sent) => { readonly status?: number; readonly body: unknown };

/** As the server counts them. */
function daysLeftOf(due: string | null): number | null {
  const days = [parseLocalDate(TODAY), parseLocalDate(due ?? '')] as const;
  return days[0] === null || days[1] === null
    ? null
    : workingDaysBetween(days[0], days[1], workCalendar(CHINA_HOLIDAYS));
}

export const task = (facts: Partial<Task> = {}): Task => ({
  ...{ id: 't1', number: 1, bodyId: 'council', meetingId: 'm1', deskTask: 'd1', itemId: 'i1', reportLine: null },
  ...{ what: '修订无人机培训教材', state: 'doing', since: 0, due: '2026-12-01', dueText: null, urgency: 'soon' },
  ...{ supervisor: null, supporters: [], revision: 'r1', createdAt: 0, updatedAt: 0 },
  daysLeft: daysLeftOf(facts.due === undefined ? '2026-12-01' : facts.due),
  owners: [{ key: 'o1', name: '无人机专业委员会', lead: false, kind: 'named', personId: null }],
  ...facts,
});

export const taskWithHistory = (facts: Partial<TaskWithHistory> = {}): TaskWithHistory => ({
  ...{ ...task(), limits: ['2026-12-01'], asked: null, reported: null, isStanding: false, actions: [], history: [] },
  ...facts,
});

/** Shows `component` at `address`; `closing` gets what ends it. */
export async function showTaskPage(
  component: Component,
  {
    address = '/tasks',
    param = '',
    locale = 'zh-CN',
    areas = ['register', 'home'],
    answer,
  }: {
    readonly address?: string;
    readonly param?: string;
    readonly locale?: Locale;
    readonly areas?: readonly Area[];
    readonly answer: TaskAnswer;
  },
  closing: (() => unknown)[],
) {
  const { fetch, sent } = serverOf(answer);
  const words = new Words([locale]);
  await words.load(['common', 'refusal', 'states', ...areas]);
  const api = new Api({ fetch, now: () => NOW, onSignedOut: () => undefined });
  const session = new Session(api);
  session.enter(ADMINISTRATOR);
  const { navigation, went } = navigationAt(address, param);
  const inContext: Component = (anchor, props) => {
    provideApi(api);
    provideWords(words);
    provideSession(session);
    provideLayers(new Layers());
    providePageParts(new PageParts());
    provideCalendar(new Calendar({ words, timeZone: 'Asia/Shanghai', now: () => NOW }));
    provideNavigation(navigation);
    return component(anchor, props);
  };
  const target = document.createElement('div');
  document.body.append(target);
  const mounted = mount(inContext, { target });
  closing.push(async () => {
    await unmount(mounted);
    target.remove();
  });
  await settled();
  return { target, sent, went, words };
}

function serverOf(answer: TaskAnswer) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = (input, { method = 'GET', body, headers } = {}) => {
    const request: Sent = {
      ...{ method, path: String(input instanceof Request ? input.url : input).replace(/^.*\/api\/v1/, '') },
      version: new Headers(headers).get('if-match'),
      body: typeof body === 'string' ? JSON.parse(body) : null,
    };
    sent.push(request);
    const { status = 200, body: told } = answer(request);
    const type = { 'content-type': 'application/json' };
    return Promise.resolve(new Response(JSON.stringify(told), { status, headers: type }));
  };
  return { fetch, sent };
}

function navigationAt(address: string, param: string) {
  const went: { readonly address: string; readonly replace: boolean }[] = [];
  const url = new SvelteURL(address, 'http://localhost');
  const navigation: Navigation = {
    get path() {
      return url.pathname;
    },
    get query() {
      return url.searchParams;
    },
    isLeaving: false,
    param: () => param,
    go: (to, { replace = false } = {}) => {
      went.push({ address: to, replace });
      url.href = new URL(to, url).href;
    },
    ...{ follow: () => undefined, stepBack: () => undefined },
  };
  return { navigation, went };
}

/** Answers of the server in memory take a few turns. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 16; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    flushSync();
  }
}

export function pressIn(target: ParentNode, name: string): void {
  const button = [...target.querySelectorAll('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent.trim()) === name,
  );
  if (!button) throw new Error(`no button ${name}`);
  button.click();
  flushSync();
}

export function fillIn(target: ParentNode, label: string, text: string): void {
  const named = [...target.querySelectorAll('label')].find((each) => each.textContent.trim().startsWith(label));
  const box = named?.control ?? target.querySelector(`[aria-label="${label}"]`);
  if (!(box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement || box instanceof HTMLSelectElement))
    throw new Error(`no field ${label}`);
  box.value = text;
  if (box instanceof HTMLSelectElement) {
    const option = [...box.options].find(({ value }) => value === text) ?? null;
    // This browser knows no `option:checked`.
    vi.spyOn(box, 'querySelector').mockImplementation((selector) => (selector === ':checked' ? option : null));
  }
  box.dispatchEvent(new Event(box instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
  flushSync();
}
