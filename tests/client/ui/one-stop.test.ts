// The toolbar as one stop of Tab.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { oneStop } from '../../../client/ui/one-stop.ts';

let row: HTMLElement;
let release: () => void;

beforeEach(() => {
  row = document.createElement('div');
  row.innerHTML = '<button>a</button><button>b</button><div role="menu"><button>m</button></div><button>c</button>';
  document.body.append(row);
  release = oneStop(row);
});
afterEach(() => {
  release();
  row.remove();
});

const stops = (): string =>
  [...row.querySelectorAll('button')]
    .filter(({ tabIndex }) => tabIndex === 0)
    .map(({ textContent }) => textContent)
    .join('');
const at = (): string => document.activeElement?.textContent ?? '';
const press = (key: string): boolean =>
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })) ?? true;

test('Tab finds its first control only; what hangs in a menu stays the menu’s', () => {
  expect(stops()).toBe('am');
});

test('the arrows go round, Home and End to its ends, past what hangs in a menu', () => {
  row.querySelector('button')?.focus();

  const way = ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'Home', 'End'].map((key) => {
    press(key);
    return at();
  });

  expect(way.join('')).toBe('bcacac');
});

test('Tab comes back to where one was, and to the first when that is gone', async () => {
  row.querySelector('button')?.focus();
  press('ArrowRight');
  const kept = stops();
  row.querySelectorAll('button')[1]?.remove();
  await Promise.resolve();

  expect([kept, stops()]).toEqual(['bm', 'am']);
});

test('keys it does not know are left to the control', () => {
  row.querySelector('button')?.focus();

  expect([press('ArrowDown'), press('Enter'), at()]).toEqual([true, true, 'a']);
});
