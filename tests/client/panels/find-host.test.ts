// Finding in a meeting: the page goes to a place when one asks for it, never because somebody wrote.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { flushSync, mount, tick, unmount, type Component } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
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
