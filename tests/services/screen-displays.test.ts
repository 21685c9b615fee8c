// Which displays a console is told of: those heard of lately, of screens that were ever shown.
import { expect, test } from 'vitest';
import { openHall } from '../support/hall-office.ts';
import { must, userWith } from '../support/office.ts';

async function attended() {
  const { office, meetingId } = await openHall();
  const { displays } = office.services;
  const listed = async () => must(await displays.list(userWith('secretary'), meetingId)).screens;
  return { office, displays, listed, attend: (screen: string) => displays.attend(meetingId, screen) };
}

test('a display that is heard is there, on each screen by itself', async () => {
  const { office, listed, attend } = await attended();
  const [main, , side] = [attend('main'), attend('main'), attend('screen-2')];

  for (let second = 0; second < 5; second += 1) {
    office.clock.advance(1_000);
    main.heard();
    side.heard();
  }

  expect(await listed()).toEqual([
    { screen: 'main', displays: 1 },
    { screen: 'screen-2', displays: 1 },
  ]);
});

test('one whose cable was pulled out is away three seconds later, and there again when it speaks', async () => {
  const { office, listed, attend } = await attended();
  const display = attend('main');

  office.clock.advance(3_000);
  const silent = await listed();
  display.heard();

  expect(silent).toEqual([{ screen: 'main', displays: 0 }]);
  expect(await listed()).toEqual([{ screen: 'main', displays: 1 }]);
});

test('one that leaves is away at once, and a straggler of it changes nothing', async () => {
  const { listed, attend } = await attended();
  const display = attend('main');

  display.leave();
  display.heard();

  expect(await listed()).toEqual([{ screen: 'main', displays: 0 }]);
});

test('a screen that nobody opened is not listed, and nobody but who operates screens is told', async () => {
  const { displays, listed } = await attended();

  expect(await listed()).toEqual([]);
  expect(await displays.list(userWith('reader'), 'unknown-meeting')).toMatchObject({ ok: false, code: 'not-found' });
});
