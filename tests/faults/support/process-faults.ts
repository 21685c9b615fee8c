// Fails the k-th operation of a whole process (a start, a backup, a restore, a migration): each case begins with a fresh
// copy of one folder, and is judged by how the process ended and by what the next one finds. Knows no process.
import { cpSync } from 'node:fs';
import { expect } from 'vitest';
import { Disk } from '../../support/disk/disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { addFigures, noFigures, type Choice, type FaultKind, type Figures } from './fault-loop.ts';

/** How a process ended; `ready`: it did what it was started for. */
export interface Ending {
  readonly kind: 'ready' | 'failed' | 'killed';
  /** Lines of standard error. */
  readonly words: readonly string[];
}

export interface ProcessFlow {
  readonly name: string;
  /** Copied for each case; null = an empty folder. */
  readonly template: string | null;
  /** Runs the process on this disk to its end, or until it is ready, and leaves none behind. */
  run(disk: Disk): Promise<Ending>;
  /** What must hold in the folder now that the disk is sound again, the next try included. */
  audit(folder: string, ending: Ending): Promise<void>;
}

const AS_ANSWER = { ready: 'done', failed: 'refused', killed: 'silent' } as const;

/** One kind of fault over one process, a fresh folder for each chosen k. */
export async function everyProcessFault(flow: ProcessFlow, kind: FaultKind, choose: Choice): Promise<Figures> {
  const figures = noFigures();
  const count = await countIn(flow, kind);
  for (const nth of choose(count)) {
    const disk = diskFrom(flow);
    disk.plan({ ...kind, nth });
    const ending = await flow.run(disk);
    const wasMet = ending.kind === 'killed' || disk.counted >= nth;
    disk.heal();
    const what = `${flow.name}: ${kind.operation} ${nth} of ${count}, ${kind.error}${kind.sticky ? ' from then on' : ''}`;
    await judged(what, async () => {
      expect(ending.kind === 'killed').toBe(kind.error === 'kill' && wasMet);
      if (ending.kind === 'failed') expectOneLine(ending, disk.folder);
      await flow.audit(disk.folder, ending);
    });
    disk.close();
    if (wasMet) addFigures(figures, { ...noFigures(), cases: 1, [AS_ANSWER[ending.kind]]: 1 });
  }
  return figures;
}

async function countIn(flow: ProcessFlow, { operation }: FaultKind): Promise<number> {
  const disk = diskFrom(flow);
  disk.count(operation);
  const ending = await flow.run(disk);
  expect(ending, `${flow.name} on a sound disk`).toMatchObject({ kind: 'ready' });
  const { counted } = disk;
  await flow.audit(disk.folder, ending);
  disk.close();
  return counted;
}

function diskFrom({ template }: ProcessFlow): Disk {
  const disk = new Disk(temporaryFolder());
  // A killed server leaves its socket, which cannot be copied.
  const filter = (path: string): boolean => !path.endsWith('.sock');
  if (template !== null) cpSync(template, disk.folder, { recursive: true, filter });
  return disk;
}

/** What happened, with which file: one line, no stack. */
function expectOneLine({ words }: Ending, folder: string): void {
  expect(words, 'one line of last words').toHaveLength(1);
  expect(words[0]).toContain('gongbi: ');
  expect(words[0]).toContain(folder);
}

/** Says which case failed, before why. */
async function judged(what: string, judge: () => Promise<void>): Promise<void> {
  try {
    await judge();
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
