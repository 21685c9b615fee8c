// Seeds that once broke a promise, by name. They are played first, for good.

export interface KeptSeed {
  readonly seed: number;
  readonly steps: number;
  readonly name: string;
  /** What was wrong. */
  readonly why: string;
}

export const KEPT_SEEDS: readonly KeptSeed[] = [
  {
    seed: 55,
    steps: 150,
    name: 'words left by a closed tab outlive another tab that gives its replica up',
    why: 'a diverged replica deleted the rows that all tabs of its browser share, unsent words of others included',
  },
];
