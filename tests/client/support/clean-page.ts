// The client's tests share one page, file after file: whoever leaves something on it is named, not whoever finds it there.
import { afterAll, expect } from 'vitest';

afterAll(() => {
  if (typeof document === 'undefined') return;
  const left = [...document.body.children].map((element) => element.outerHTML);
  document.body.replaceChildren();
  expect(left, 'left on the page by this file').toEqual([]);
});
