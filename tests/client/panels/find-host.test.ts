// Ctrl+F in a meeting: the key always ends in the field, whatever had the focus, and what was set in the bar stays. The
// page goes to a place when one asks for it, never because somebody wrote.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { flushSync, mount, tick, unmount, type Component } from 'svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import FindHost from '../../../client/panels/find-host.svelte';
import { loadFindBar } from '../../../client/panels/late-parts.ts';
import { MeetingState, provideMeeting } from '../../../client/state/meeting.svelte.ts';
import { provideView, WorkspaceView } from '../../../client/state/workspace-view.svelte.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { ITEM, joinedPage, MEETING, meetingServer, storageSettles, USER, type Page } from '../support/desk-page.ts';
import { FakeDevice } from '../support/fake-device.ts';

const mounted: object[] = [];
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  for (const component of mounted.splice(0)) await unmount(component);
  document.body.replaceChildren();
});

interface Shown {
  readonly page: Page;
  readonly outside: HTMLElement;
  /** Presses Ctrl+F where the focus is; answers whether the key was taken. */
  press(): Promise<boolean>;
  field(label: '查找' | '替换为'): HTMLInputElement;
  fill(label: '查找' | '替换为', words: string): void;
  button(label: string): HTMLButtonElement;
}

async function show(title: string): Promise<Shown> {
  const server = meetingServer(new FakeDevice());
  const page = await joinedPage(server, { storage: new IDBFactory() });
  page.type(title);
  const { provider } = page;
  const me = { userId: USER, displayName: '李文静' };
  const meeting = new MeetingState({ id: MEETING, me, provider, device: server.device });
  const words = new Words(['zh-CN']);
  await words.load(['common', 'workspace']);
  await loadFindBar(words);
  const inContext: Component = (anchor, props) => {
    provideMeeting(meeting);
    provideWords(words);
    provideView(new WorkspaceView());
    return FindHost(anchor, props);
  };
  // What the page shows besides: the title, and something that can have the focus.
  document.body.innerHTML = `<section id="minutes-${ITEM}"><header><h2>${title}</h2></header></section><p tabindex="0"></p>`;
  const outside = document.querySelector('p');
  invariant(outside, 'the page stands');
  mounted.push(mount(inContext, { target: document.body, context: new Map() }));
  flushSync();
  await storageSettles();
  const labelled = <T extends Element>(label: string): T => {
    const found = document.querySelector<T>(`[aria-label="${label}"]:is(input, button)`);
    invariant(found, `${label} is on the page`);
    return found;
  };
  return {
    page,
    outside,
    press: async () => {
      const init = { key: 'f', code: 'KeyF', ctrlKey: true, bubbles: true, cancelable: true };
      const event = new KeyboardEvent('keydown', init);
      (document.activeElement ?? document.body).dispatchEvent(event);
      flushSync();
      await tick();
      return event.defaultPrevented;
    },
    field: (label) => labelled(label),
    fill: (label, value) => {
      const field = labelled<HTMLInputElement>(label);
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      flushSync();
    },
    button: (label) => labelled(label),
  };
}

function select(words: string): void {
  vi.spyOn(globalThis, 'getSelection').mockReturnValue(
    Object.assign(Object.create(Selection.prototype), { toString: () => words }),
  );
}

describe('the key, with the bar open', () => {
  test('brings the focus back into the field, its words selected', async () => {
    const shown = await show('团标、团标');
    await shown.press();
    shown.fill('查找', '团标');
    shown.outside.focus();

    const isTaken = await shown.press();

    const field = shown.field('查找');
    expect(isTaken).toBe(true);
    expect(document.activeElement).toBe(field);
    expect([field.value, field.selectionStart, field.selectionEnd]).toEqual(['团标', 0, 2]);
  });

  test('seeks the words selected by now, and keeps the replacement, the scopes and the options', async () => {
    const shown = await show('团标、团标');
    await shown.press();
    shown.fill('查找', '团标');
    shown.fill('替换为', '标准');
    for (const name of ['区分大小写', 'Ａ=A 全角半角通用']) shown.button(name).click();
    const scope = [...document.querySelectorAll('button')].find((one) => one.textContent === '任务');
    scope?.click();
    shown.outside.focus();
    select('标、');

    await shown.press();

    expect([shown.field('查找').value, shown.field('替换为').value]).toEqual(['标、', '标准']);
    expect(document.activeElement).toBe(shown.field('查找'));
    expect(shown.field('查找').selectionEnd).toBe(2);
    expect(shown.button('区分大小写').getAttribute('aria-pressed')).toBe('true');
    expect(shown.button('Ａ=A 全角半角通用').getAttribute('aria-pressed')).toBe('false');
    expect(scope?.getAttribute('aria-pressed')).toBe('false');
    expect(document.querySelector('[role="status"]')?.textContent).toBe('1/1');
  });

  test('is the browser’s in the field itself', async () => {
    const shown = await show('团标');
    await shown.press();

    expect(await shown.press()).toBe(false);
  });

  test('pressed in the bar keeps where the focus goes back to', async () => {
    const shown = await show('团标');
    shown.outside.focus();
    await shown.press();
    shown.field('替换为').focus();
    await shown.press();

    shown.button('关闭查找').click();
    flushSync();

    expect(document.activeElement).toBe(shown.outside);
  });
});

test('the page stays where it is while somebody writes, and goes to the place that is asked for', async () => {
  const shown = await show('团标、团标');
  await shown.press();
  vi.useFakeTimers();
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(() => undefined);
  const goesTo = (act: () => void): number => {
    scrolled.mockClear();
    act();
    flushSync();
    vi.advanceTimersByTime(400);
    flushSync();
    vi.advanceTimersByTime(400);
    return scrolled.mock.calls.length;
  };

  const sought = goesTo(() => shown.fill('查找', '团标'));
  const written = goesTo(() => shown.page.type('团标', 0));
  const counted = document.querySelector('[role="status"]')?.textContent;
  const stepped = goesTo(() => shown.button('下一处').click());

  expect(counted).toBe('2/3');
  expect({ sought, written, stepped }).toEqual({ sought: 1, written: 0, stepped: 1 });
});

test('after the last place was replaced the bar says how many were, until something else is sought', async () => {
  const shown = await show('团标、团标');
  await shown.press();
  shown.fill('查找', '团标');
  shown.fill('替换为', '标准');
  const said = (): string | undefined => document.querySelector('[role="status"]')?.textContent;

  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === '全部替换')?.click();
  flushSync();
  const afterwards = said();
  shown.fill('查找', '团体标准');

  expect([afterwards, said()]).toEqual(['已替换2处', '没有找到']);
});
