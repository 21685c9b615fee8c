// Which links the page follows by itself and which begin it anew; the browser's Back before the page of a link came.
import { mount, unmount, type Component } from 'svelte';
import { Router } from 'sv-router';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Api } from '../../client/api.ts';
import { provideWords, Words } from '../../client/i18n.svelte.ts';
import { startRouter } from '../../client/router.ts';
import { Session } from '../../client/session.svelte.ts';

test('going back before the page of a link came ends in peace', async () => {
  const failures: unknown[] = [];
  const note = (cause: unknown): unknown => failures.push(cause);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const words = new Words(['zh-CN']);
  await words.load(['common']);
  let arrive = (): void => undefined;
  // The page one is on never comes: it is not what this is about.
  vi.spyOn(words, 'load')
    .mockReturnValueOnce(new Promise(() => undefined))
    .mockReturnValue(new Promise((resolve) => (arrive = resolve)));
  const api = new Api({ fetch: () => new Promise(() => undefined), now: () => 0, onSignedOut: () => undefined });
  const session = new Session(api);
  history.replaceState(null, '', '/nowhere');
  const navigation = startRouter({ words, session, stepBack: () => Promise.resolve() });
  const page = mount(Router, { target: document.body });
  await turns();

  navigation.follow('/sign-in');
  await turns();
  expect(navigation.isLeaving).toBe(true);
  window.dispatchEvent(new PopStateEvent('popstate'));
  await unmount(page);
  arrive();
  await vi.waitUntil(() => !navigation.isLeaving, { timeout: 4_000 });
  await turns();

  expect(failures).toEqual([]);
});

/** On the page at `from`, whose server never answers, the link to `to` is followed. */
async function followed(from: string, to: string) {
  const words = new Words(['zh-CN']);
  await words.load(['common']);
  const api = new Api({ fetch: () => new Promise(() => undefined), now: () => 0, onSignedOut: () => undefined });
  history.replaceState(null, '', from);
  const assign = vi.spyOn(location, 'assign').mockReturnValue(undefined);
  onTestFinished(() => assign.mockRestore());
  const navigation = startRouter({ words, session: new Session(api), stepBack: () => Promise.resolve() });
  const inContext: Component = (anchor, props) => {
    provideWords(words);
    return Router(anchor, props);
  };
  const page = mount(inContext, { target: document.body });
  onTestFinished(() => unmount(page));
  await turns();
  navigation.follow(to);
  return {
    anew: assign.mock.calls.map(([url]) => new URL(url, location.origin).pathname),
    stays: navigation.isLeaving,
  };
}

test.each([
  ['from one meeting to another', '/meetings/a', '/meetings/b'],
  ['from the papers of one to those of another', '/meetings/a/papers?paper=notice', '/meetings/b/papers'],
])('%s the page begins anew: what is open belongs to the first', async (_way, from, to) => {
  expect(await followed(from, to)).toEqual({ anew: [to], stays: false });
});

test.each([
  ['within a meeting', '/meetings/a', '/meetings/a#task=t1'],
  ['to its papers', '/meetings/a', '/meetings/a/papers'],
  ['from the papers of another meeting', '/meetings/a/papers', '/meetings/b'],
  ['to a new meeting', '/meetings/a', '/meetings/new'],
  ['from the templates', '/meetings/templates', '/meetings/b'],
  ['to the archive', '/meetings/a', '/archive/a'],
])('%s the page goes on', async (_way, from, to) => {
  expect(await followed(from, to)).toEqual({ anew: [], stays: true });
});

async function turns(): Promise<void> {
  for (let turn = 0; turn < 24; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
