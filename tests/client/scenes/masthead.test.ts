// Whose hall it is: at the head of every picture but ceremonies and black, in the colours of the wall's own theme.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import Scene from '../../../client/scenes/scene.svelte';
import { hallWords } from '../../../client/scenes/words.ts';
import { hallColours, type HallLook } from '../../../shared/domain/hall-look.ts';
import type { Scene as Shown } from '../../../shared/domain/scene.ts';
import { NOON, screenOf } from '../guests/support.svelte.ts';

const LOGO = { url: '/api/v1/logos/abc', width: 512, height: 512, onPlate: true };
const LOOK: HallLook = { title: '苏州市安防协会', logo: LOGO, colours: hallColours('#2c558c') };

function welcomeScene(title: string): Shown {
  return { kind: 'welcome', titleLines: [title], plannedStart: NOON, plannedEnd: null, venue: null };
}

function signingScene(document: string): Shown {
  const party = { org: '苏州市安防协会', signatory: '王坤泉', title: '秘书长' };
  return {
    ...{ kind: 'item', number: 3, itemKind: 'signing', title: document, speakers: [], next: null },
    timer: { plannedMs: null, spentMs: 0, runningSince: null },
    ceremony: { kind: 'signing', document, parties: [party, party] },
  };
}

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
  document.body.replaceChildren();
});

function wall(scene: Shown, look: HallLook | null = LOOK): HTMLElement {
  const target = document.createElement('div');
  document.body.append(target);
  const screen = { ...screenOf(scene), ...(look === null ? {} : { look }) };
  const mounted = mount(Scene, { target, props: { screen, now: NOON, words: hallWords('zh-CN') } });
  open.push(() => unmount(mounted));
  flushSync();
  return target;
}

const head = (root: HTMLElement): HTMLElement | null => root.querySelector('.masthead');

test('shows name and logo, with colours for both grounds', () => {
  const shown = head(wall(welcomeScene('例会'))) ?? expect.fail('no head');

  expect(shown.textContent.trim()).toBe('苏州市安防协会');
  expect(shown.querySelector('img')?.getAttribute('src')).toBe(LOGO.url);
  expect(shown.style.getPropertyValue('--dark-name')).toBe(LOOK.colours?.dark.name);
  expect(shown.style.getPropertyValue('--light-name')).toBe(LOOK.colours?.light.name);
});

test('a logo that does not load leaves the name and no broken picture', () => {
  const shown = head(wall(welcomeScene('例会'))) ?? expect.fail('no head');

  shown.querySelector('img')?.dispatchEvent(new Event('error'));
  flushSync();

  expect(shown.querySelector('img')).toBeNull();
  expect(shown.textContent.trim()).toBe('苏州市安防协会');
});

test('stands over no ceremony, on no black, and nowhere while nothing was chosen', () => {
  const pictures = [wall(signingScene('战略合作协议')), wall({ kind: 'blank' }), wall(welcomeScene('例会'), null)];

  expect(pictures.map(head)).toEqual([null, null, null]);
});
