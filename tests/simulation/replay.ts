// Plays seeds and, when one fails, finds how few deeds it takes and says how to see it again.
import { playAfternoon, type Figures, type RunOptions, type RunReport } from './afternoon.ts';

export const STEPS = 150;

/** What several runs came to. */
export interface Series {
  readonly failed: RunReport | null;
  readonly seeds: number;
  readonly figures: Figures;
}

const NOTHING: Figures = {
  ...{ virtualMs: 0, events: 0, edits: 0, letters: 0, saved: 0, refusals: 0, late: 0 },
  ...{ kills: 0, archives: 0, tampered: 0 },
};

/** Plays each seed once and stops at the first that fails. */
export async function playSeeds(
  seeds: Iterable<number>,
  { steps = STEPS, wrapping = {} }: Partial<Omit<RunOptions, 'seed'>> = {},
): Promise<Series> {
  let [count, figures] = [0, NOTHING];
  for (const seed of seeds) {
    const report = await playAfternoon({ seed, steps, wrapping });
    count += 1;
    figures = sum(figures, report.figures);
    if (report.findings.length > 0) return { failed: report, seeds: count, figures };
  }
  return { failed: null, seeds: count, figures };
}

/** The shortest beginning of a failing run that still fails, found by halving what is left to try. */
export async function shortest(failed: RunReport, options: Partial<RunOptions> = {}): Promise<RunReport> {
  let best = failed;
  let tooFew = 0;
  while (best.steps - tooFew > 1) {
    const steps = Math.floor((best.steps + tooFew) / 2);
    const report = await playAfternoon({ wrapping: {}, ...options, seed: failed.seed, steps });
    if (report.findings.length > 0) best = report;
    else tooFew = steps;
  }
  return best;
}

/** What a person needs who has to find out why. */
export function story(report: RunReport, lastLines = 60): string {
  const { seed, steps, findings, lines } = report;
  return [
    `seed ${seed} breaks a promise after ${steps} deeds:`,
    ...findings.slice(0, 10).map((finding) => `  ${finding}`),
    `again: GONGBI_SEED=${seed} GONGBI_STEPS=${steps} npx vitest run --project unit tests/simulation/simulation.test.ts`,
    `and its last ${lastLines} of ${lines.length} lines:`,
    ...lines.slice(-lastLines),
  ].join('\n');
}

/** One line a series. */
export function summary({ seeds, figures }: Series): string {
  const hours = (figures.virtualMs / 3_600_000).toFixed(1);
  const { edits, letters, saved, late, kills, archives, tampered } = figures;
  return (
    `${seeds} seeds, ${hours} virtual hours: ${edits} edits, ${letters} letters, ${saved} updates called saved, ` +
    `0 lost, 0 doubled, ${late} letters kept as late work, ${kills} kills, ${archives} archives, ${tampered} replicas altered`
  );
}

/** `count` numbers from `from` on. */
export function seedsFrom(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

function sum(a: Figures, b: Figures): Figures {
  const names = Object.keys(NOTHING) as (keyof Figures)[];
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as unknown as Figures;
}
