// Ends every run with one line for programs: `N passed, N failed`, and `, N skipped` where any were. A file that did
// not load and an error outside a test count as failures, so that the line and the exit code never disagree.
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What a finished run amounts to; `errors` are those that belong to no test. */
export function countRun(modules: readonly TestModule[], errors: readonly SerializedError[]): Counts {
  const count = { passed: 0, failed: errors.length, skipped: 0 };
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed' || state === 'failed') count[state] += 1;
      else count.skipped += 1;
    }
    // Import errors and failing hooks: the file is red although none of its tests is.
    if (module.errors().length > 0) count.failed += 1;
    for (const suite of module.children.allSuites()) if (suite.errors().length > 0) count.failed += 1;
  }
  return count;
}

export function plainLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Prints at the process's exit, because other reporters and Vitest itself still speak after the run has ended. */
export default class PlainReporter implements Reporter {
  #counts: Counts = { passed: 0, failed: 1, skipped: 0 };

  onInit(): void {
    process.once('exit', (code) => {
      const unexplained = code !== 0 && this.#counts.failed === 0;
      process.stdout.write(`${plainLine(unexplained ? { ...this.#counts, failed: 1 } : this.#counts)}\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    this.#counts = countRun(modules, errors);
  }
}
