// The heads of the side panel when there is not room for all they could say: the count of tasks goes last.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import Tabs from '../../../client/ui/tabs.svelte';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  document.body.replaceChildren();
});

const HEADS = [
  { value: 'tasks', label: 'Tasks', count: 5 },
  { value: 'people', label: 'People', count: 13 },
  { value: 'notes', label: 'Notes' },
] as const;

/** The strip in a column of `room`, where all counts need 360, that of the first 340, and no count 320. */
function stripIn(room: number): HTMLElement {
  const needs: Readonly<Record<string, number>> = { ample: 360, tight: 340, scant: 320 };
  const target = document.createElement('div');
  document.body.append(target);
  const props = { label: 'Side', value: 'tasks', tabs: HEADS, panelId: String, onchange: () => undefined };
  const tabs = mount(Tabs, { target, props });
  closing.push(() => unmount(tabs));
  const strip = target.querySelector<HTMLElement>('[role=tablist]');
  if (strip === null) throw new Error('no strip');
  Object.defineProperty(strip, 'clientWidth', { get: () => room });
  Object.defineProperty(strip, 'scrollWidth', { get: () => Math.max(room, needs[strip.dataset['room'] ?? ''] ?? 0) });
  flushSync();
  return strip;
}

test.each([
  [400, 'ample'],
  [345, 'tight'],
  [330, 'scant'],
  [200, 'scant'],
])('in %i px the heads say what fits: %s', (room, said) => {
  expect(stripIn(room).dataset['room']).toBe(said);
});

test('what is not shown is still in the name that is read out', () => {
  const names = [...stripIn(200).querySelectorAll('[role=tab]')].map((head) => head.textContent);

  expect(names).toEqual(['Tasks5', 'People13', 'Notes']);
});
