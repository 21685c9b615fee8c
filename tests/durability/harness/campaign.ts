// Round after round of typing, a fault, recovery and judgement, all from one seed. Stops at the first breach: what
// comes after a loss proves nothing.
import { setTimeout as pause } from 'node:timers/promises';
import type { Breach } from './check.ts';
import { NEMESES, type Nemesis } from './nemesis.ts';
import { chanceOf, type Chance } from './random.ts';
import { Stage, type StageOptions } from './stage.ts';

export interface CampaignOptions extends Omit<StageOptions, 'chance' | 'writers'> {
  readonly seed: number;
  readonly rounds: number;
  readonly writers?: StageOptions['writers'];
  /** Which faults, in which order; all, shuffled anew each time round, unless told. */
  readonly nemeses?: readonly string[];
}

export interface CampaignReport {
  readonly seed: number;
  readonly rounds: number;
  /** Names of what befell, in order. */
  readonly befell: readonly string[];
  readonly typed: number;
  /** Words that were acknowledged or shown to somebody else. */
  readonly promised: number;
  readonly commands: number;
  readonly digestsEqual: number;
  readonly answeredMs: readonly number[];
  readonly restartMs: readonly number[];
  readonly breaches: readonly Breach[];
}

const WRITERS = { own: 4, stock: 2 } as const;
/** After this many rounds in one meeting a fresh one is opened, so that no document grows without end. */
const ROUNDS_A_MEETING = 7;

export async function campaign(options: CampaignOptions): Promise<CampaignReport> {
  const chance = chanceOf(options.seed);
  const stage = await Stage.set({ ...options, chance, writers: options.writers ?? WRITERS });
  const befell: string[] = [];
  const faults = faultsOf(options, chance);
  let roundsHere = 0;
  try {
    while (befell.length < options.rounds && stage.breaches.length === 0) {
      if (roundsHere === 0) await stage.open();
      const nemesis = faults.next();
      befell.push(nemesis.name);
      await round(stage, nemesis, chance);
      roundsHere = nemesis.name.startsWith('archived') || roundsHere + 1 >= ROUNDS_A_MEETING ? 0 : roundsHere + 1;
      if (roundsHere === 0) stage.close();
    }
    // By chance alone no digest may have come while nobody typed; what was never compared proves nothing.
    if (roundsHere > 0 && stage.breaches.length === 0) await stage.rest();
  } finally {
    await stage.strike();
  }
  const { breaches, counts, digestsEqual, answeredMs, restartMs } = stage;
  return {
    seed: options.seed,
    rounds: befell.length,
    befell,
    ...counts,
    digestsEqual,
    answeredMs,
    restartMs,
    breaches,
  };
}

async function round(stage: Stage, nemesis: Nemesis, chance: Chance): Promise<void> {
  stage.startTyping();
  await pause(chance.between(250, 900));
  await nemesis.strike(stage, chance);
  await pause(chance.between(50, 300));
  stage.stopTyping();
  if (!nemesis.name.startsWith('archived')) await stage.settle();
  if (stage.breaches.length > 0) return;
  await stage.judgeRest();
  if (chance.next() < 0.3) await stage.judgeDigest();
}

function faultsOf({ nemeses }: CampaignOptions, chance: Chance): { next(): Nemesis } {
  let waiting: readonly Nemesis[] = [];
  const named = nemeses?.map((name) => {
    const found = NEMESES.find((nemesis) => nemesis.name.startsWith(name));
    if (!found) throw new Error(`there is no nemesis ${name}`);
    return found;
  });
  return {
    next: () => {
      if (waiting.length === 0) waiting = named ?? chance.shuffled(NEMESES);
      const [next, ...rest] = waiting;
      if (!next) throw new Error('a campaign without faults');
      waiting = rest;
      return next;
    },
  };
}

/** One line for the report. */
export function summary(report: CampaignReport): string {
  const { seed, rounds, typed, promised, commands, digestsEqual, answeredMs, restartMs } = report;
  const lost = report.breaches.filter(({ rule }) => rule === 'lost' || rule === 'hole').length;
  const doubled = report.breaches.filter(({ rule }) => rule === 'doubled').length;
  const answers = `answered in ${quantile(answeredMs, 0.5)}/${quantile(answeredMs, 0.95)}/${quantile(answeredMs, 0.99)} ms (p50/p95/p99)`;
  return `seed ${seed}: ${rounds} rounds, ${typed} words typed, ${promised} promised, ${lost} lost, ${doubled} doubled, ${commands} commands, ${digestsEqual} digests equal, ${answers}, restarts ${quantile(restartMs, 0.5)} ms`;
}

function quantile(values: readonly number[], part: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN).toFixed(1);
}
