// Fails the k-th operation of a flow for every k, as SQLite's own fault loops do: counts first, then breaks each in turn
// and judges what was left. Knows no flow.
import { expect } from 'vitest';
import type { DiskError, DiskOperation } from '../../support/disk/disk.ts';
import type { Answer, Attempt, Flow } from './flows.ts';
import type { StorageGround } from './storage-ground.ts';

export interface FaultKind {
  readonly operation: DiskOperation;
  readonly error: DiskError;
  /** All operations of the kind fail from the k-th on. */
  readonly sticky: boolean;
}

/** Faults that were met, by what became of the attempt or the process. */
export interface Figures {
  cases: number;
  /** Answered as done, or ready: the fault was of no weight. */
  done: number;
  /** Told that nothing was kept, or ended with a line that says why. */
  refused: number;
  /** No answer: the connection or the process ended. */
  silent: number;
}

export function noFigures(): Figures {
  return { cases: 0, done: 0, refused: 0, silent: 0 };
}

export function addFigures(sum: Figures, more: Figures): void {
  for (const name of ['cases', 'done', 'refused', 'silent'] as const) sum[name] += more[name];
}

/** Which of `count` operations are failed. */
export type Choice = (count: number) => readonly number[];

export const EVERY: Choice = (count) => Array.from({ length: count }, (_, index) => index + 1);
/** Both ends and the middle. */
export const SOME: Choice = (count) =>
  [...new Set([1, Math.ceil(count / 2), count])].filter((nth) => nth >= 1 && nth <= count);
/** One, where each costs seconds. */
export const MIDDLE: Choice = (count) => (count < 1 ? [] : [Math.ceil(count / 2)]);

interface Judged {
  readonly attempt: Attempt;
  readonly answer: Answer;
}

/**
 * One kind of fault at each chosen operation of a flow, on one server as long as it lives.
 * 1. It ends at a flush that failed, within a second, and at nothing else.
 * 2. Once the disk is sound it takes writes by itself, and the same attempt again succeeds.
 * 3. What was answered holds at once, and from the disk after a kill; what was not is there whole or not at all.
 */
export async function everyFault(
  ground: StorageGround,
  flow: Flow,
  kind: FaultKind,
  choose: Choice = EVERY,
): Promise<Figures> {
  const figures = noFigures();
  const judged: Judged[] = [];
  for (const nth of choose(await countOf(ground, flow, kind))) {
    const attempt = await flow.prepare(ground);
    ground.disk.plan({ ...kind, nth });
    const answer = await attempt.run();
    const wasMet = ground.disk.counted >= nth;
    await expectLife(ground, kind, answer, `${flow.name}, ${kind.operation} ${nth}, ${kind.error}`);
    await ground.recover();
    await attempt.audit(answer);
    if (judged.length === 0 && answer !== 'done') await attempt.again();
    judged.push({ attempt, answer });
    if (wasMet) addFigures(figures, { ...noFigures(), cases: 1, [answer]: 1 });
  }
  await auditFromDisk(ground, judged);
  return figures;
}

async function countOf(ground: StorageGround, flow: Flow, { operation }: FaultKind): Promise<number> {
  const attempt = await flow.prepare(ground);
  ground.disk.count(operation);
  expect(await attempt.run(), `${flow.name} on a sound disk`).toBe('done');
  const { counted } = ground.disk;
  ground.disk.heal();
  await attempt.audit('done');
  attempt.close?.();
  return counted;
}

async function expectLife(ground: StorageGround, kind: FaultKind, answer: Answer, what: string): Promise<void> {
  const mayEnd = kind.operation === 'flush' || kind.error === 'kill';
  // A flush that fails while the log is folded away is of no weight: every row in it was flushed before.
  const isLeftBehind = mayEnd && answer !== 'done';
  const hasEnded = isLeftBehind ? await ground.hasEnded() : !ground.server.isRunning;
  if (hasEnded && !mayEnd) throw new Error(`the server ended: ${what}`);
  if (!hasEnded && answer === 'silent') throw new Error(`nobody was answered, and the server went on: ${what}`);
}

/** After a kill, what the disk holds is all there is. */
async function auditFromDisk(ground: StorageGround, judged: readonly Judged[]): Promise<void> {
  await ground.restartAfterKill();
  for (const { attempt, answer } of judged) {
    await attempt.audit(answer);
    if (answer !== 'done') await attempt.again();
    attempt.close?.();
  }
  await ground.expectWholeFile();
}
