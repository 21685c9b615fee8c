// Alt+T in the minutes: taken there when it makes a task of what stands there, else left to the side panel.
import { afterEach, describe, expect, it } from 'vitest';
import { isTaskKey, taskKey } from '../../../client/panels/task-key.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** What the page hears of a key pressed in the text. */
function pressed(makes: boolean, init: KeyboardEventInit = { altKey: true }) {
  let asked = 0;
  const text = document.createElement('div');
  document.body.append(text);
  const end = taskKey(() => (asked += 1) > 0 && makes)(text);
  closing.push(() => {
    end?.();
    text.remove();
  });
  let isLeft = false;
  const hear = (event: KeyboardEvent): void => void (isLeft = isTaskKey(event));
  document.addEventListener('keydown', hear, { once: true });
  text.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyT', bubbles: true, cancelable: true, ...init }));
  return { asked, isLeft };
}

describe('Alt+T in the minutes', () => {
  it('is taken when it makes a task', () => {
    expect(pressed(true)).toEqual({ asked: 1, isLeft: false });
  });

  it('goes to the line in the side panel when there is nothing to make one of', () => {
    expect(pressed(false)).toEqual({ asked: 1, isLeft: true });
  });

  it.each([
    ['with Ctrl, as on some keyboards AltGr', { altKey: true, ctrlKey: true }],
    ['without Alt', {}],
    ['of an input method', { altKey: true, keyCode: 229 }],
  ])('is neither %s', (_what, init) => {
    expect(pressed(true, init)).toEqual({ asked: 0, isLeft: false });
  });
});
