// The process that sets papers, when it fails: what it cannot do is refused, and the next paper has another.
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { describe, expect, test, vi } from 'vitest';
import { startTypesetChild } from '../../server/export/papers/typeset-process.ts';
import { SAMPLE_MINUTES } from '../fixtures/sample-papers.ts';
import { HandClock } from '../support/hand-clock.ts';
import { must } from '../support/office.ts';
import { said, textPaper, typesetter } from '../support/papers/print.ts';
import { atEndOfTest } from '../support/temporary-folder.ts';
import { PATIENCE } from '../support/patience.ts';

const PAPER = textPaper([said('会议')]);

/** Runs these words instead, the first time; afterwards the real one. */
function firstRuns(program: string): { start: typeof startTypesetChild; started: ChildProcess[] } {
  const started: ChildProcess[] = [];
  return {
    started,
    start: (folders) => {
      const options: SpawnOptions = { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced', env: {} };
      const child =
        started.length === 0 ? spawn(process.execPath, ['-e', program], options) : startTypesetChild(folders);
      started.push(child);
      return child;
    },
  };
}

describe('a process that sets papers', () => {
  test.each([
    ['crashes', 'process.once("message", () => process.abort())'],
    ['ends without a word', 'process.once("message", () => process.exit(0))'],
    ['is gone before it is asked', 'process.exit(1)'],
  ])('that %s costs one paper', async (_, program) => {
    const { start, started } = firstRuns(program);
    const press = typesetter(atEndOfTest, { startChild: start });

    expect(await press.pdf(PAPER)).toMatchObject({ ok: false, code: 'unprintable' });
    expect(must(await press.pdf(PAPER)).count).toBe(1);
    expect(started).toHaveLength(2);
  });

  test('that hangs is ended when its time is over', async () => {
    const clock = new HandClock();
    const { start, started } = firstRuns('process.on("message", () => { for (;;); })');
    const press = typesetter(atEndOfTest, { startChild: start, clock });
    const waiting = press.pdf(PAPER);
    await vi.waitFor(() => expect(clock.pending).toBeGreaterThan(0), PATIENCE);
    clock.advance(30_000);

    expect(await waiting).toMatchObject({ ok: false, code: 'unprintable' });
    await vi.waitFor(() => expect(started[0]?.signalCode).toBe('SIGKILL'), PATIENCE);
    expect((await press.pdf(PAPER)).ok).toBe(true);
  });

  test.skipIf(process.platform !== 'linux')('that swells is ended', async () => {
    const { start, started } = firstRuns(
      'const all = []; process.on("message", () => setInterval(() => all.push(Buffer.alloc(2 ** 25, 1)), 1))',
    );
    const press = typesetter(atEndOfTest, { startChild: start, limits: { memoryBytes: 600 * 1024 * 1024 } });

    expect(await press.pdf(PAPER)).toMatchObject({ ok: false, code: 'unprintable' });
    await vi.waitFor(() => expect(started[0]?.signalCode).toBe('SIGKILL'), PATIENCE);
  });

  test('that cannot be started is no fault of the paper', async () => {
    const press = typesetter(atEndOfTest, {
      startChild: () => spawn('/nonexistent/program', [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }),
    });

    expect(await press.pdf(PAPER)).toMatchObject({ ok: false, code: 'unavailable' });
  });

  test('is started for the first paper, serves the next ones, and is ended when none has come for ten minutes', async () => {
    const clock = new HandClock();
    const started: ChildProcess[] = [];
    const startChild = (folders: Parameters<typeof startTypesetChild>[0]) => {
      const child = startTypesetChild(folders);
      started.push(child);
      return child;
    };
    const press = typesetter(atEndOfTest, { startChild, clock });
    expect(started).toEqual([]);
    must(await press.pdf(PAPER));
    clock.advance(9 * 60_000);
    must(await press.pdf(PAPER));
    clock.advance(9 * 60_000);
    expect(started.map(({ killed }) => killed)).toEqual([false]);
    clock.advance(60_000);
    expect(started.map(({ killed }) => killed)).toEqual([true]);

    expect(must(await press.pdf(PAPER)).count).toBe(1);
  });

  test('takes one paper after another, and says so when too many wait', async () => {
    const press = typesetter(atEndOfTest, { limits: { waiting: 3 } });
    const answers = await Promise.all([1, 2, 3, 4].map(() => press.pdf(PAPER)));

    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code))).toEqual(['ok', 'ok', 'ok', 'busy']);
    expect((await press.pdf(PAPER)).ok).toBe(true);
  });

  test('gives up what it is doing when the server stops, and does nothing more', async () => {
    const press = typesetter(atEndOfTest);
    const waiting = [press.pdf(PAPER), press.pdf(PAPER)];
    press.close();

    expect(await Promise.all(waiting)).toEqual(waiting.map(() => expect.objectContaining({ code: 'unavailable' })));
    expect(await press.pdf(PAPER)).toMatchObject({ code: 'unavailable' });
  });
});

describe('pages to look at', () => {
  test('are pictures of each page that hold only outlines and reach for nothing', async () => {
    const press = typesetter(atEndOfTest);
    const { pages, count } = must(await press.pages(SAMPLE_MINUTES));

    expect(count).toBe(must(await press.pdf(SAMPLE_MINUTES)).count);
    expect(pages).toHaveLength(count);
    for (const page of pages) {
      expect(page).toMatch(/^<svg viewBox="0 0 595\.\d+ 841\.\d+" width="595\.\d+pt" height="841\.\d+pt" xmlns=/);
      expect(page.match(/<(\w+)/g)?.filter((tag) => !/^<(svg|g|path|use|symbol|defs|clipPath)$/.test(tag))).toEqual([]);
      expect(page).not.toMatch(/<style|style=|on\w+=|<a\b|url\((?!#)|href="(?!#)/);
      const defined = new Set(Array.from(page.matchAll(/<symbol id="([^"]+)"/g), ([, id]) => id));
      const used = new Set(Array.from(page.matchAll(/href="#([^"]+)"/g), ([, id]) => id));
      expect(used.size).toBeGreaterThan(0);
      expect(defined).toEqual(used);
    }
  });

  test('are asked for by their place, so that a long paper is looked at page by page', async () => {
    const press = typesetter(atEndOfTest);
    const paper = textPaper(Array.from({ length: 60 }, () => said('会'.repeat(28 * 22))));
    const { pages, count } = must(await press.pages(paper, new Map(), { from: 58, count: 5 }));

    expect(count).toBeGreaterThanOrEqual(60);
    expect(pages).toHaveLength(Math.min(5, count - 58));
    expect(must(await press.pages(paper, new Map(), { from: 5_000 })).pages).toEqual([]);
  });
});
