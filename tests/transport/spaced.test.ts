// A reader who needs the latest and not each is told now and then.
import { expect, it } from 'vitest';
import { spaced } from '../../server/transport/spaced.ts';
import { HandClock } from '../support/hand-clock.ts';

function reader() {
  const clock = new HandClock();
  const told: string[] = [];
  const line = spaced<string>({ clock, everyMs: 1_000, emit: (message) => void told.push(message) });
  return { clock, told, ...line };
}

it('the first message goes at once, of those that follow the newest when the while is over', () => {
  const { clock, told, send } = reader();

  for (const message of ['欢迎', '第一项', '第二项', '第三项']) send(message);
  const atOnce = [...told];
  clock.advance(999);
  const before = [...told];
  clock.advance(1);

  expect([atOnce, before, told]).toEqual([['欢迎'], ['欢迎'], ['欢迎', '第三项']]);
});

it('what comes after a quiet while goes at once, and eight a second are told once a second, the newest last', () => {
  const { clock, told, send } = reader();
  send('0');
  clock.advance(5_000);

  for (let number = 1; number <= 24; number += 1) {
    send(String(number));
    clock.advance(125);
  }
  clock.advance(2_000);

  expect(told).toEqual(['0', '1', '8', '16', '24']);
});

it('a reader who has gone is told nothing more', () => {
  const { clock, told, send, close } = reader();
  send('欢迎');
  send('散会');

  close();
  clock.advance(5_000);

  expect(told).toEqual(['欢迎']);
});
