// `npm run bench -- papers`: minutes of the size of the reference meeting's, printed as the shipped server prints them. The first
// paper holds the start of the process and the reading of fonts; what counts is the paper after.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../server/clock.ts';
import { docxFile } from '../../server/export/papers/docx.ts';
import { Typesetter } from '../../server/export/papers/typesetter.ts';
import type { TextPaper } from '../../shared/papers/paper.ts';
import { SAMPLE_MINUTES } from '../fixtures/sample-papers.ts';

const LIMIT_MS = 150;
const ROUNDS = 40;
const BUILT = fileURLToPath(new URL('../../dist/server/', import.meta.url));
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Prints a line a figure; false when a warm one takes longer than it may. */
export async function benchPapers(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'gongbi-bench-'));
  const press = new Typesetter({
    folders: { official: join(folder, 'fonts'), cache: join(folder, 'cache') },
    clock: systemClock(),
    log: SILENT,
    startChild: startBuilt,
  });
  try {
    tell('pdf, the first, 楷体 unpacked', await took(press, 0));
    const warm: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) warm.push(await took(press, round));
    warm.sort((a, b) => a - b);
    const [p50 = 0, p95 = 0] = [warm[ROUNDS / 2], warm[Math.floor(ROUNDS * 0.95)]];
    tell('pdf, warm, p50', p50);
    tell('pdf, warm, p95', p95);
    const began = performance.now();
    await press.pages(minutes(-1));
    tell('pages to look at', performance.now() - began);
    press.close();
    const word = await docxTook();
    tell('docx, warm, p50', word);
    return p50 <= LIMIT_MS && word <= LIMIT_MS;
  } finally {
    press.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function took(press: Typesetter, round: number): Promise<number> {
  const paper = minutes(round);
  const began = performance.now();
  const printed = await press.pdf(paper);
  if (!printed.ok) throw new Error(`not printed: ${printed.code}`);
  return performance.now() - began;
}

async function docxTook(): Promise<number> {
  const all: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await docxFile(minutes(round), new Map());
    all.push(performance.now() - began);
  }
  return all.sort((a, b) => a - b)[ROUNDS / 2] ?? Number.NaN;
}

/** Other words each time: nothing that was set before can be used again. */
function minutes(round: number): TextPaper {
  const parts = SAMPLE_MINUTES.parts.flatMap((part, index) => [
    part,
    {
      kind: 'paragraph' as const,
      runs: [{ kind: 'text' as const, text: `第${round}稿第${index}段。${'会议讨论了标准化工作。'.repeat(6)}` }],
    },
  ]);
  return { ...SAMPLE_MINUTES, parts };
}

function startBuilt({ official, cache }: { readonly official: string; readonly cache: string }): ChildProcess {
  return spawn(process.execPath, [join(BUILT, 'typeset-child.js'), official, cache], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { FONTCONFIG_FILE: join(BUILT, 'typst/no-system-fonts.conf') },
  });
}

function tell(what: string, ms: number): void {
  process.stdout.write(`papers  ${what.padEnd(30)} ${ms.toFixed(0)} ms\n`);
}
