// A link, then the browser's Back before its page came: what was superseded is nobody's failure.
import { mount, unmount } from 'svelte';
import { Router } from 'sv-router';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Api } from '../../client/api.ts';
import { Words } from '../../client/i18n.svelte.ts';
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

async function turns(): Promise<void> {
  for (let turn = 0; turn < 24; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
