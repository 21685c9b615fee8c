// What a console knows of the hall's displays, and when: five seconds are the limit, on the page's own measure of time.
import { describe, expect, test } from 'vitest';
import type { DisplayList } from '../../../shared/api/meeting.schema.ts';
import { ok, refused } from '../../../shared/lib/result.ts';
import type { Answer } from '../../../client/answer.ts';
import { Displays, type DisplayState } from '../../../client/state/displays.svelte.ts';
import { FakeDevice } from '../support/fake-device.ts';

type Ask = () => Promise<Answer<DisplayList>>;

async function watched(answer: { now: Ask }) {
  const device = new FakeDevice();
  const displays = new Displays({ device, ask: () => answer.now() });
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 250) {
      device.advance(250);
      await Promise.resolve();
      await Promise.resolve();
    }
  };
  await pass(250);
  return { device, displays, pass };
}

const told = (displays: number): Ask => {
  return () => Promise.resolve(ok({ screens: [{ screen: 'main', displays }] }));
};
const never: Ask = () => new Promise(() => undefined);

test.each([
  ['there', told(2)],
  ['away', told(0)],
  ['none', () => Promise.resolve(ok({ screens: [] }))],
  ['unknown', () => Promise.resolve(refused('not-allowed'))],
] as const)('a screen is %s', async (state: DisplayState, ask: Ask) => {
  const { displays } = await watched({ now: ask });

  expect(displays.of('main')).toBe(state);
});

describe('a server that is away', () => {
  test.each([
    ['refuses every call', (): Promise<Answer<DisplayList>> => Promise.resolve(refused('unreachable'))],
    ['lets every call hang', never],
  ])('and %s is known within five seconds, whatever the clock of the computer says', async (_how, gone) => {
    const answer = { now: told(1) };
    const { device, displays, pass } = await watched(answer);
    device.wallOffsetMs = -2 * 86_400_000;

    answer.now = gone;
    await pass(5_000);

    expect(displays.of('main')).toBe('server-away');
  });

  test('is known to be back within five seconds of its return, and nobody pressed anything', async () => {
    const answer = { now: (): Promise<Answer<DisplayList>> => Promise.resolve(refused('unreachable')) };
    const { displays, pass } = await watched(answer);
    await pass(90_000);

    answer.now = told(1);
    await pass(5_000);

    expect(displays.of('main')).toBe('there');
  });

  test('one late answer is no absence', async () => {
    const answer = { now: told(1) };
    const { displays, pass } = await watched(answer);

    answer.now = () => Promise.resolve(refused('unreachable'));
    await pass(2_000);

    expect(displays.of('main')).toBe('there');
  });
});

describe('a page that nobody saw for a while, as a hidden tab whose timers stand still', () => {
  test.each([
    ['had its answer', told(1)],
    ['waited for one', never],
  ])('and %s does not take its own sleep for silence', async (_how, before) => {
    const answer = { now: told(1) };
    const { device, displays, pass } = await watched(answer);
    answer.now = before;
    await pass(1_000);
    answer.now = never;

    device.sleep(60_000);
    await pass(250);

    expect(displays.of('main')).toBe('there');
  });
});

test('a console that was closed asks no more', async () => {
  let asked = 0;
  const answer = {
    now: () => {
      asked += 1;
      return told(1)();
    },
  };
  const { displays, pass } = await watched(answer);

  displays.close();
  await pass(10_000);

  expect(asked).toBe(1);
});
