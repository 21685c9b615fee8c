// The thread of history fails in one meeting: numbers are those of `history-thread.ts`. The threads here are real; what
// they do when asked about which meeting is written below.
import { Worker } from 'node:worker_threads';
import { onTestFinished, expect, test } from 'vitest';
import { HistoryThread } from '../../server/history/history-thread.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import { HandClock } from '../support/hand-clock.ts';
import { recordingLog } from '../support/store-fixture.ts';

const PAGE = { stints: [], next: null, gaps: [] };
const FILTER = { itemId: null, before: null, limit: 50 };
const of = (name: string) => ({ meetingId: brand<MeetingId>(name), version: 1 });

/** `dies`: the thread ends. `throws`: it answers that it threw. `hangs`: never an answer. Any other has an empty history. */
const PROGRAM = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ id, question }) => {
  const name = question.of.meetingId;
  if (name === 'dies') process.exit(9);
  if (name === 'throws') return parentPort.postMessage({ id, answer: { kind: 'threw', message: 'bad row' } });
  if (name !== 'hangs') parentPort.postMessage({ id, answer: { kind: 'stints', page: ${JSON.stringify(PAGE)} } });
});`;

function historyForTest() {
  const clock = new HandClock();
  const log = recordingLog();
  const started: Worker[] = [];
  const start = (): Worker => {
    const worker = new Worker(PROGRAM, { eval: true });
    started.push(worker);
    return worker;
  };
  const history = new HistoryThread({ file: '', clock, log, start });
  onTestFinished(() => history.close());
  return { history, clock, log, started };
}

test.each(['dies', 'throws'])(
  '[2] a meeting whose history %s is refused by itself, the others are answered',
  async (bad) => {
    const { history, log } = historyForTest();

    const [good, refusedOne, after] = await Promise.all(
      ['good', bad, 'other'].map((name) => history.stints(of(name), FILTER)),
    );

    expect(good).toEqual({ ok: true, value: PAGE });
    expect(refusedOne).toMatchObject({ ok: false, code: 'history-unavailable', data: { retryAfterSeconds: 60 } });
    expect(after).toEqual({ ok: true, value: PAGE });
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  },
);

test('[2] it is not tried again before a pause, which doubles', async () => {
  const { history, clock, started } = historyForTest();
  const ask = () => history.stints(of('dies'), FILTER);

  const first = await ask();
  const soon = await ask();
  clock.advance(MINUTE_MS);
  const again = await ask();

  expect([first, soon, again].map((each) => (each.ok ? null : each.data))).toEqual([
    { retryAfterSeconds: 60 },
    { retryAfterSeconds: 60 },
    { retryAfterSeconds: 120 },
  ]);
  expect(started).toHaveLength(2);
});

test('[1] a question that is never answered is given up, and what waited behind it is answered', async () => {
  const { history, clock } = historyForTest();

  const stuck = history.stints(of('hangs'), FILTER);
  const behind = history.stints(of('other'), FILTER);
  clock.advance(3 * MINUTE_MS);

  expect(await stuck).toMatchObject({ code: 'history-unavailable' });
  expect(await behind).toEqual({ ok: true, value: PAGE });
});
