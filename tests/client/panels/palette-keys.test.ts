// The keys of Ctrl+K's line: those that choose among an input method's candidates neither open anything nor close it.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { Api, provideApi } from '../../../client/api.ts';
import { Calendar, provideCalendar } from '../../../client/calendar.ts';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import { provideNavigation } from '../../../client/navigation.ts';
import CommandPalette from '../../../client/panels/command-palette.svelte';
import { provideSession, Session } from '../../../client/session.svelte.ts';
import { provideTheme, Theme } from '../../../client/theme.svelte.ts';
import type { Account } from '../../../shared/api/account.schema.ts';

const ZHOU: Account = {
  ...{ id: 'u1', username: 'zhoumin', displayName: '周敏', disabled: false },
  ...{ invited: false, lastSeenAt: null },
  grants: [{ role: 'notetaker', bodyId: null }],
};

const mounted: object[] = [];
afterEach(async () => {
  for (const component of mounted.splice(0)) await unmount(component);
  document.body.replaceChildren();
});

async function openPalette() {
  const words = new Words(['zh-CN']);
  await words.load(['common', 'way']);
  const api = new Api({
    fetch: () => Promise.reject(new TypeError('no network')),
    now: () => 0,
    onSignedOut: () => undefined,
  });
  const session = new Session(api);
  session.enter(ZHOU);
  let closed = 0;
  const inContext: Component = (anchor) => {
    provideApi(api);
    provideWords(words);
    provideSession(session);
    provideTheme(new Theme(matchMedia('(prefers-color-scheme: dark)')));
    provideCalendar(new Calendar({ words, timeZone: 'Asia/Shanghai', now: () => 0 }));
    provideNavigation({
      path: '/',
      query: new URLSearchParams(),
      isLeaving: false,
      param: () => '',
      go: () => undefined,
      follow: () => undefined,
      stepBack: () => undefined,
    });
    return CommandPalette(anchor, { onclose: () => (closed += 1) });
  };
  const target = document.createElement('div');
  document.body.append(target);
  mounted.push(mount(inContext, { target, context: new Map() }));
  flushSync();
  const press = (key: string, more: KeyboardEventInit = {}): boolean => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
    target.querySelector('input')?.dispatchEvent(event);
    flushSync();
    return event.defaultPrevented;
  };
  return { press, closed: () => closed };
}

test('the Enter that ends a composition in Safari opens nothing, the next one does', async () => {
  const { press, closed } = await openPalette();

  press('Enter', { keyCode: 229 });
  const before = closed();
  press('Enter');

  expect([before, closed()]).toEqual([0, 1]);
});

test('the Escape that ends a composition in Safari does not reach the dialog, the next one does', async () => {
  const { press } = await openPalette();

  const taken = [press('Escape', { keyCode: 229 }), press('Escape')];

  expect(taken).toEqual([true, false]);
});
