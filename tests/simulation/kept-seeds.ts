// Seeds that once broke a promise, by name; played first, for good. A seed means its run only as long as the world draws
// its chances in the same order: whoever adds a deed looks for new ones, with the defect planted again.

export interface KeptSeed {
  readonly seed: number;
  readonly steps: number;
  readonly name: string;
  /** What was wrong. */
  readonly why: string;
}

export const KEPT_SEEDS: readonly KeptSeed[] = [
  {
    seed: 10_293,
    steps: 150,
    name: 'what an open tab types after another one gave the replica up can be read back',
    why: 'it was stored as an update of rows that were gone, or that another tab had made anew',
  },
  {
    seed: 10_631,
    steps: 150,
    name: 'words of another tab that come in after joining are sent before the light says saved',
    why: 'they were shown, owed to nobody and called saved while the server had none of them',
  },
];
