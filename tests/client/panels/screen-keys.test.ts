// Which key is whose at the console: by the letter that the keyboard writes, so that what is printed on it is true.
import { expect, test } from 'vitest';
import { consoleKey } from '../../../client/panels/screen-keys.ts';

const pressed = (key: string, code: string, more: KeyboardEventInit = {}) =>
  consoleKey(new KeyboardEvent('keydown', { key, code, ...more }));

test.each([
  ['a usual keyboard', 'b', 'KeyB', 'blank'],
  ['Dvorak, where B stands under N', 'b', 'KeyN', 'blank'],
  ['Dvorak, where N stands under L', 'n', 'KeyL', 'nextItem'],
  ['with the caps locked', 'F', 'KeyF', 'freeze'],
  ['Cyrillic, which writes no such letter', 'и', 'KeyB', 'blank'],
  ['a remote', 'PageDown', 'PageDown', 'take'],
])('%s', (_name, key, code, act) => {
  expect(pressed(key, code)).toBe(act);
});

test('on Dvorak the key that stands where B stands elsewhere does nothing', () => {
  expect(pressed('x', 'KeyB')).toBeNull();
});

test('a key an input method has is nobody’s', () => {
  expect(pressed('Process', 'KeyB', { keyCode: 229 })).toBeNull();
  expect(pressed('b', 'KeyB', { isComposing: true })).toBeNull();
});
