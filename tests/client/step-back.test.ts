// A step back that the page takes by itself, and which presses on links are the page's to follow.
import { expect, test } from 'vitest';
import { linkPressed } from '../../client/navigation.ts';
import { stepBack } from '../../client/step-back.ts';
import { FakeDevice } from './support/fake-device.ts';

function browser() {
  const device = new FakeDevice();
  const window = Object.assign(new EventTarget(), { asked: 0, history: { back: () => void (window.asked += 1) } });
  /** What happened, in its order. */
  const seen: string[] = [];
  return {
    seen,
    asked: () => window.asked,
    listen: () => window.addEventListener('popstate', () => seen.push('page')),
    leave: async () => {
      await stepBack(window, (task, delayMs) => device.after(delayMs, task));
      seen.push('leaves');
    },
    goBack: () => window.dispatchEvent(new Event('popstate')),
    wait: () => device.advance(1_000),
  };
}

test('whoever leaves waits until the step is taken and the page knows of it', async () => {
  const { seen, asked, listen, leave, goBack } = browser();
  listen();
  const leaving = leave();
  await Promise.resolve();
  const before = [...seen];

  goBack();
  await leaving;

  expect(before).toEqual([]);
  expect(seen).toEqual(['page', 'leaves']);
  expect(asked()).toBe(1);
});

test('a browser that does not go back keeps nobody', async () => {
  const { seen, leave, wait } = browser();
  const leaving = leave();

  wait();
  await leaving;

  expect(seen).toEqual(['leaves']);
});

test.each([
  ['a link of this site', '<a href="/meetings?past=1#top"><b>x</b></a>', 'http://localhost:3000/meetings?past=1#top'],
  ['a place on this page', '<a href="#content"><b>x</b></a>', null],
  ['another site', '<a href="https://elsewhere.invalid/meetings"><b>x</b></a>', null],
  ['a window of its own', '<a href="/meetings" target="_blank"><b>x</b></a>', null],
  ['a file', '<a href="/files/1" download><b>x</b></a>', null],
  ['what leads nowhere', '<a><b>x</b></a>', null],
  ['no link', '<p><b>x</b></p>', null],
])('a press on %s', (_what, html, address) => {
  const place = document.createElement('div');
  place.insertAdjacentHTML('beforeend', html);
  document.body.append(place);
  const pressed: (string | null)[] = [];
  // Not a click: a page of these tests would go there.
  place.addEventListener('press', (event) => pressed.push(linkPressed(event)));

  place.querySelector('b')?.dispatchEvent(new Event('press', { bubbles: true }));
  place.remove();

  expect(pressed).toEqual([address]);
});
