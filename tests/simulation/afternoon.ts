// One run: deeds in a world of its own, then everything heals, then what is left is judged.
import { MINUTE_MS, SECOND_MS } from '../../shared/lib/time.ts';
import { clear, DEEDS, drawWeights } from './deeds.ts';
import { Judge } from './judge.ts';
import { withTurns } from './platform-turns.ts';
import { World, type WorldOptions } from './world.ts';

export interface RunOptions extends WorldOptions {
  /** Deeds until everything heals; fewer of them are the beginning of the same run. */
  readonly steps: number;
}

export interface RunReport {
  readonly seed: number;
  readonly steps: number;
  /** Over everything that happened: equal for equal runs. */
  readonly digest: string;
  readonly findings: readonly string[];
  /** Everything that happened, in order. */
  readonly lines: readonly string[];
  readonly figures: Figures;
}

export interface Figures {
  readonly virtualMs: number;
  readonly events: number;
  readonly edits: number;
  readonly letters: number;
  readonly saved: number;
  readonly refusals: number;
  readonly late: number;
  readonly kills: number;
  readonly archives: number;
  readonly tampered: number;
}

/** Plays `seed`. Never rejects for a broken promise: that is among the findings. */
export async function playAfternoon(options: RunOptions): Promise<RunReport> {
  const world = new World(options);
  const judge = new Judge(world);
  world.watchedBy(judge);
  const turn = (run: () => void): unknown => world.timeline.turn(run);
  return withTurns(turn, async () => {
    try {
      await world.found();
      await deeds(world, options.steps);
      if (world.findings.all.length === 0) await heal(world);
      if (world.findings.all.length === 0) await judge.final();
      return reportOf(world, judge, options);
    } finally {
      await world.end();
    }
  });
}

/** Stops at the first broken promise: what comes after it is only its consequence. */
async function deeds(world: World, steps: number): Promise<void> {
  const { chance, timeline, trace, findings } = world;
  const weights = drawWeights(chance);
  for (world.step = 1; world.step <= steps && findings.all.length === 0; world.step += 1) {
    const deed = chance.weighted(weights);
    if (!deed) return;
    trace.note('deed', `${world.step} ${deed}`);
    await DEEDS[deed](world);
    await timeline.advance(chance.happens(0.3) ? 0 : chance.spread(1, 400));
    world.restartServerSoon();
  }
}

/** All faults end, everybody has their rights and a page of the newest version; then there is time enough. */
async function heal(world: World): Promise<void> {
  const { trace, disk, people, browsers, server, timeline } = world;
  trace.note('world', 'heals');
  disk.heal();
  for (const person of people) person.rights = 'write';
  for (const browser of browsers) {
    browser.heal();
    for (const page of browser.pages) clear(page);
  }
  world.stockPage?.link?.up.release();
  await timeline.advance(MINUTE_MS);
  server.start();
  server.process?.rooms.endSessions(() => true, 'restarting');
  for (const page of world.pages) {
    const isHalted = page.provider?.save.kind === 'refused';
    if (isHalted || page.address.version !== world.version) page.close();
  }
  await timeline.advance(SECOND_MS);
  for (const browser of browsers) if (browser.pages.length === 0) world.openPage(browser);
  await timeline.advance(5 * MINUTE_MS);
}

function reportOf(world: World, judge: Judge, { seed, steps }: RunOptions): RunReport {
  const { trace, findings, timeline, writing, testimony, shadow, server } = world;
  return {
    ...{ seed, steps, digest: trace.digest(), findings: findings.all, lines: trace.lines },
    figures: {
      ...{ virtualMs: timeline.nowMs, events: trace.count, edits: writing.edits, letters: testimony.size },
      ...{ saved: shadow.saved, refusals: shadow.refusals, late: judge.late },
      ...{ kills: server.kills, archives: world.archives, tampered: world.tampered },
    },
  };
}
