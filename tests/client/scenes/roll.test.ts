// A stroke a member on the welcome, and the figures on every other scene.
import { mount, unmount } from 'svelte';
import { expect, test } from 'vitest';
import HallRoll from '../../../client/scenes/hall-roll.svelte';
import Scene from '../../../client/scenes/scene.svelte';
import { rollStrokes } from '../../../client/scenes/roll-strokes.ts';
import { hallWords } from '../../../client/scenes/words.ts';
import type { SceneRoll } from '../../../shared/domain/scene.ts';
import { SCREEN_VERSION, type ScreenState } from '../../../shared/protocol/screen-state.ts';

const roll = (seats: number, present: number, needed: number | null = null): SceneRoll => ({
  ...{ seats, present, needed, met: needed === null || present >= needed },
});

test('as many strokes as seats, full for who is there, a tick at what is asked for', () => {
  const strokes = rollStrokes(roll(31, 23, 21));
  const marks = strokes.kind === 'strokes' ? strokes.marks : [];
  expect([marks.length, marks.filter(({ isThere }) => isThere).length]).toEqual([31, 23]);
  expect(marks.findIndex(({ isThreshold }) => isThreshold)).toBe(20);
});

test.each([
  [200, 150, 134, { kind: 'bar', share: 0.75, threshold: 0.67 }],
  [200, 260, null, { kind: 'bar', share: 1, threshold: null }],
  [0, 3, null, { kind: 'bar', share: 1, threshold: null }],
])('%i seats are a bar', (seats, present, needed, expected) => {
  expect(rollStrokes(roll(seats, present, needed))).toEqual(expected);
});

test.each([
  [roll(31, 24, 21), 'zh-CN', '应到 31 实到 24 须 21 已达法定人数'],
  [roll(31, 20, 21), 'zh-CN', '应到 31 实到 20 须 21 未达法定人数'],
  [roll(31, 20), 'zh-CN', '应到 31 实到 20'],
  [roll(31, 24, 21), 'en', 'Seats 31 Present 24 Needed 21 Quorum'],
] as const)('%j says in %s: %s', async (shown, locale, text) => {
  const target = document.createElement('div');
  const mounted = mount(HallRoll, { target, props: { roll: shown, words: hallWords(locale) } });
  expect(target.textContent.replaceAll(/\s+/gu, ' ').trim()).toBe(text);
  await unmount(mounted);
});

test.each([
  [roll(31, 25, 21), '应到31实到25须21符合章程规定，会议有效'],
  [roll(31, 20, 21), '应到31实到20须21未达法定人数'],
  [roll(31, 20), '应到31实到20'],
  [null, '尚未点名'],
])('the scene of the quorum says of %j: %s', async (counted, text) => {
  const target = document.createElement('div');
  const screen: ScreenState = {
    ...{ version: SCREEN_VERSION, revision: 1, serverNow: 0, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
    ...{ phase: 'live', meeting: { title: '', shortTitle: '' }, scene: { kind: 'quorum' } },
    ...(counted === null ? {} : { room: { roll: counted } }),
  };
  const mounted = mount(Scene, { target, props: { screen, now: 0, words: hallWords('zh-CN') } });
  // It comes behind the first picture.
  const told = () => target.querySelector('.main')?.textContent.replaceAll(/\s+/gu, '').replace('08:00', '');
  await expect.poll(told).toBe(text);
  await unmount(mounted);
});
