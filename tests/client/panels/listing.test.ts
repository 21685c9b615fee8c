// Around every list: it waits, it has nothing to show because of a failure and offers to ask again, or it keeps what it
// had and says that the newest did not come.
import { createRawSnippet, flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../client/answer.ts';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import Listing from '../../../client/panels/listing.svelte';
import { Remote } from '../../../client/remote.svelte.ts';
import { ok, refused } from '../../../shared/lib/result.ts';

const mounted: object[] = [];

interface Shown {
  readonly remote: Remote<string>;
  readonly target: HTMLElement;
  text(): string;
}

async function show(answers: readonly Answer<string>[]): Promise<Shown> {
  const words = new Words(['zh-CN']);
  await words.load(['common', 'refusal', 'states']);
  const waiting = [...answers];
  const remote = new Remote(() => Promise.resolve(waiting.shift() ?? refused('internal')));
  const children = createRawSnippet((value: () => string) => ({ render: () => `<p>${value()}</p>` }));
  const inContext: Component = (anchor) => {
    provideWords(words);
    return Listing(anchor, { remote, children });
  };
  const target = document.createElement('div');
  mounted.push(mount(inContext, { target, context: new Map() }));
  return {
    remote,
    target,
    text: () => {
      flushSync();
      return target.textContent.trim();
    },
  };
}

beforeEach(() => localStorage.clear());
afterEach(async () => {
  for (const component of mounted.splice(0)) await unmount(component);
});

describe('a list that is asked for', () => {
  test('is waited for with a word for those who hear it', async () => {
    const { target, text } = await show([]);

    expect(text()).toBe('');
    expect(target.querySelector('[role=status]')?.getAttribute('aria-label')).toBe('正在载入');
  });

  test.each([
    ['unreachable', '连不上服务器这里的内容还没有取到，写下的都在。'],
    ['not-allowed', '没有这项权限您的账号看不到这里的内容'],
    ['storage-unavailable', '没有取到服务器的磁盘暂时写不进去'],
  ] as const)('says why it did not come: %s', async (code, told) => {
    const shown = await show([refused(code)]);
    await shown.remote.load();

    expect(shown.text().replaceAll(/\s+/g, '')).toContain(told);
    expect(shown.target.querySelector('[role=alert]')).not.toBeNull();
  });

  test('comes when asked once more', async () => {
    const shown = await show([refused('unreachable'), ok('甲')]);
    await shown.remote.load();
    flushSync();

    shown.target.querySelector('button')?.click();
    await Promise.resolve();
    await Promise.resolve();

    expect(shown.text()).toBe('甲');
  });

  test('stays when a newer one does not come, and says so', async () => {
    const shown = await show([ok('甲'), refused('unreachable')]);
    await shown.remote.load();
    await shown.remote.load();

    expect(shown.text()).toContain('连不上服务器，下面是先前取到的');
    expect(shown.text()).toContain('甲');
  });
});
