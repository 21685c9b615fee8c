// The menu of whoever is signed in leads to the exports from every page, the one of a meeting too.
import { afterEach, expect, test } from 'vitest';
import type { Component } from 'svelte';
import AccountMenu from '../../../client/panels/account-menu.svelte';
import { provideTheme, Theme } from '../../../client/theme.svelte.ts';
import { settled, showTaskPage } from '../support/task-page.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of closing.splice(0)) await end();
});

const Themed: Component = (anchor, props) => {
  provideTheme(new Theme(matchMedia('(prefers-color-scheme: dark)')));
  return AccountMenu(anchor, props);
};

test.each([
  ['zh-CN', '批量导出'],
  ['en', 'Exports'],
] as const)('it leads to the exports (%s)', async (locale, label) => {
  const answer = () => ({ body: null });
  const { target } = await showTaskPage(Themed, { locale, areas: ['account', 'way'], answer }, closing);
  // As the browser tells of a list that it has opened.
  target.querySelector('[popover]')?.dispatchEvent(Object.assign(new Event('toggle'), { newState: 'open' }));
  await settled();

  const link = document.querySelector('a[href="/archive/exports"]');

  expect(link?.textContent).toContain(label);
});
