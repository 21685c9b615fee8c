// How long tests wait for what comes by itself, and how they measure what must be quick: the machine they run on has other
// things to do, and what those take is not ours.

/** For `vi.waitFor`, whose own patience is a second: less than a module may take to load beside other tests. */
export const PATIENCE = { timeout: 10_000, interval: 20 };

const TICK_MS = 5;
/** More than this between two ticks was the machine's, not ours. */
const LONGEST_TICK_MS = 25;

/** Milliseconds for which `work` kept the processor, in all threads of this process. */
export async function processorMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** A clock of the time that this process was given: it stands still while others have the machine. */
export class OwnTime {
  #last = performance.now();
  #ms = 0;

  /** Counts on; to be called every few milliseconds. */
  tick(): number {
    const now = performance.now();
    this.#ms += Math.min(now - this.#last, LONGEST_TICK_MS);
    this.#last = now;
    return this.#ms;
  }
}

/** Milliseconds of own time until `condition` is settled. */
export async function ownMsUntil(condition: Promise<unknown>): Promise<number> {
  const time = new OwnTime();
  const ticking = setInterval(() => time.tick(), TICK_MS);
  try {
    await condition;
  } finally {
    clearInterval(ticking);
  }
  return time.tick();
}
