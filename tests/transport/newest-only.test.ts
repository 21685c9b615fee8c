// A slow screen misses what is outdated and nothing else.
import { expect, it } from 'vitest';
import { newestOnly } from '../../server/transport/newest-only.ts';

/** A reader whose slowness a test decides. */
function reader() {
  const shown: string[] = [];
  let waiting: (() => void)[] = [];
  const line = { isSlow: false, drain: () => waiting.splice(0).forEach((task) => task()) };
  const send = newestOnly<string>({
    isSlow: () => line.isSlow,
    onceDrained: (task) => {
      waiting = [...waiting, task];
    },
    emit: (message) => void shown.push(message),
  });
  return { shown, line, send, waiting: () => waiting.length };
}

it('a slow reader gets only the newest message once it has caught up', () => {
  const { shown, line, send, waiting } = reader();
  send('欢迎');
  line.isSlow = true;
  send('第一项');
  send('第二项');

  line.isSlow = false;
  line.drain();

  expect(shown).toEqual(['欢迎', '第二项']);
  expect(waiting()).toBe(0);
});

it('a reader that is slow still when something was handed on gets the last message later', () => {
  const { shown, line, send } = reader();
  line.isSlow = true;
  send('散会');

  line.drain();
  line.isSlow = false;
  line.drain();

  expect(shown).toEqual(['散会']);
});

it('a message that overtakes a waiting one is not followed by the old one', () => {
  const { shown, line, send } = reader();
  line.isSlow = true;
  send('旧');
  line.isSlow = false;
  send('新');

  line.drain();

  expect(shown).toEqual(['新']);
});
