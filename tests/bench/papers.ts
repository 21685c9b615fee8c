// `npm run bench -- papers`: what is printed of the reference meeting, and a sign-in sheet of two hundred, composed and printed as
// the shipped server does. The first paper holds the start of the process and the reading of fonts; what counts is the paper after.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../server/clock.ts';
import { docxFile } from '../../server/export/papers/docx.ts';
import { Typesetter } from '../../server/export/papers/typesetter.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { composePaper } from '../../shared/papers/compose.ts';
import type { PaperKind } from '../../shared/papers/kinds.ts';
import type { Paper } from '../../shared/papers/paper.ts';
import { SAMPLE_MINUTES } from '../fixtures/sample-papers.ts';
import { congress, council, ordered, ZH } from '../support/papers/council.ts';

const LIMIT_MS = 150;
/** Seventeen pages of a table. */
const SHEET_LIMIT_MS = 300;
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
    tell('pdf, the first, 楷体 unpacked', await pdfTook(press, () => minutes(0)));
    const began = performance.now();
    await press.pages(minutes(-1));
    tell('pages to look at', performance.now() - began);
    let isKept = true;
    for (const [what, paperOf, limitMs] of MEASURED) {
      const pdf = await medianOf((round) => pdfTook(press, () => paperOf(round)));
      const docx = await medianOf((round) => docxTook(() => paperOf(round)));
      tell(`${what}: pdf, warm, p50`, pdf);
      tell(`${what}: docx, p50`, docx);
      isKept &&= Math.max(pdf, docx) <= limitMs;
    }
    return isKept;
  } finally {
    press.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const COUNCIL = council();
const CONGRESS = congress(200);

/** A paper of each kind by the number of its round: other words each time, so that nothing set before can be used again. */
const MEASURED: readonly (readonly [string, (round: number) => Paper, number])[] = [
  ['long minutes', minutes, LIMIT_MS],
  ['minutes of the reference meeting', (round) => composed('minutes', COUNCIL, round), LIMIT_MS],
  ['its notice and slip', (round) => composed('notice', COUNCIL, round), LIMIT_MS],
  ['sign-in sheet of 200', (round) => composed('sign-in', CONGRESS, round), SHEET_LIMIT_MS],
];

function composed(kind: PaperKind, snapshot: MeetingSnapshot, round: number): Paper {
  const facts = { ...snapshot.facts, venue: `第${round}会议室` };
  const paper = composePaper(ordered({ kind }), { ...snapshot, facts }, ZH);
  if (!paper.ok) throw new Error(`not composed: ${kind}`);
  return paper.value;
}

async function medianOf(took: (round: number) => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) all.push(await took(round));
  return all.sort((a, b) => a - b)[ROUNDS / 2] ?? Number.NaN;
}

async function pdfTook(press: Typesetter, paperOf: () => Paper): Promise<number> {
  const began = performance.now();
  const printed = await press.pdf(paperOf());
  if (!printed.ok) throw new Error(`not printed: ${printed.code}`);
  return performance.now() - began;
}

async function docxTook(paperOf: () => Paper): Promise<number> {
  const began = performance.now();
  await docxFile(paperOf(), new Map());
  return performance.now() - began;
}

function minutes(round: number): Paper {
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
  process.stdout.write(`papers  ${what.padEnd(46)} ${ms.toFixed(0)} ms\n`);
}
