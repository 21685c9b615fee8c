// Costly work in fair turns: how many at once, who goes first, who is refused.
import { expect, test } from 'vitest';
import { FairQueue } from '../../server/auth/fair-queue.ts';
import { settled } from '../support/hand-clock.ts';

/** Work that ends when the test says so, noting what runs. */
class Bench {
  readonly queue: FairQueue;
  readonly begun: string[] = [];
  readonly #ends: (() => void)[] = [];

  constructor(limits = { atOnce: 1, waiting: 100, perName: 10 }) {
    this.queue = new FairQueue(limits);
  }

  ask(what: string, name: string, isKnown = false) {
    const work = (): Promise<string> => {
      this.begun.push(what);
      return new Promise((resolve) => this.#ends.push(() => resolve(what)));
    };
    return this.queue.run(work, { name, isKnown });
  }

  /** Ends what runs, one after the other, until nothing does. */
  async drain(): Promise<void> {
    for (let end = this.#ends.shift(); end; end = this.#ends.shift()) {
      end();
      await settled(1);
    }
  }
}

test('no more than so many run at once', async () => {
  const bench = new Bench({ atOnce: 2, waiting: 100, perName: 10 });

  const asked = ['a', 'b', 'c'].map((what) => bench.ask(what, what));
  const atOnce = [...bench.begun];
  await bench.drain();

  expect(atOnce).toEqual(['a', 'b']);
  expect((await Promise.all(asked)).map((result) => result.ok && result.value)).toEqual(['a', 'b', 'c']);
});

test('names take turns, whoever asks more often', async () => {
  const bench = new Bench();

  for (const what of ['flood 1', 'flood 2', 'flood 3', 'flood 4']) void bench.ask(what, 'flood');
  void bench.ask('li', 'li');
  void bench.ask('wang', 'wang');
  await bench.drain();

  expect(bench.begun).toEqual(['flood 1', 'flood 2', 'li', 'wang', 'flood 3', 'flood 4']);
});

test('the known go before strangers', async () => {
  const bench = new Bench();

  for (const what of ['a', 'b', 'c']) void bench.ask(what, what);
  void bench.ask('known', 'known', true);
  await bench.drain();

  expect(bench.begun).toEqual(['a', 'known', 'b', 'c']);
});

const REFUSED = { ok: false, code: 'too-many-attempts', data: { retryAfterSeconds: 5 } };

test('too many of one name are refused, without having begun', async () => {
  const bench = new Bench({ atOnce: 1, waiting: 100, perName: 2 });
  void bench.ask('running', 'flood');

  const outcomes = ['flood', 'flood', 'flood', 'li'].map((name, index) => bench.ask(`${name} ${index}`, name));
  await bench.drain();

  expect(await Promise.all(outcomes)).toMatchObject([{ ok: true }, { ok: true }, REFUSED, { ok: true }]);
  expect(bench.begun).toEqual(['running', 'flood 0', 'li 3', 'flood 1']);
});

test('when it is full, the last of the name that waits most makes room; names that wait once do not', async () => {
  const bench = new Bench({ atOnce: 1, waiting: 3, perName: 10 });
  void bench.ask('running', 'other');

  const outcomes = ['flood', 'flood', 'flood', 'li', 'wang', 'zhou'].map((name, index) => bench.ask(`${index}`, name));
  await bench.drain();

  expect(await Promise.all(outcomes)).toMatchObject([
    ...[{ ok: true }, REFUSED, REFUSED],
    ...[{ ok: true }, { ok: true }, REFUSED],
  ]);
});

test('however many strangers wait, the known have their own room', async () => {
  const bench = new Bench({ atOnce: 1, waiting: 2, perName: 10 });
  for (const name of ['a', 'b', 'c']) void bench.ask(name, name);

  const known = bench.ask('known', 'known', true);
  await bench.drain();

  expect(await known).toEqual({ ok: true, value: 'known' });
});

test('work that fails fails for whoever asked, and the next one runs', async () => {
  const { queue } = new Bench();

  const broken = queue.run(() => Promise.reject(new Error('damaged')), { name: 'a', isKnown: false });
  const next = queue.run(() => Promise.resolve(1), { name: 'b', isKnown: false });

  await expect(broken).rejects.toThrow('damaged');
  expect(await next).toEqual({ ok: true, value: 1 });
});
