// In which order test files begin: the longest first, so that no worker is left with one of them when the others have ended.
// Vitest goes by the size of a file where it knows no earlier run, and some of the longest are short to read.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Of a quarter of a minute and more; the order within is that of their seconds. */
export const LONGEST = [
  'tests/client/scenes/inert.test.ts',
  'tests/authority/routes.test.ts',
  'tests/transport/revocation.test.ts',
  'tests/authority/wires.test.ts',
  'tests/transport/slow-reader.test.ts',
  'tests/cli/cli.test.ts',
  'tests/transport/two-principals.test.ts',
  'tests/authority/second-ids.test.ts',
  'tests/e2e/pages.test.ts',
  'tests/e2e/offline.test.ts',
  'tests/e2e/meeting.test.ts',
  'tests/e2e/accounts.test.ts',
  'tests/e2e/together.test.ts',
  'tests/durability/durability.test.ts',
  'tests/e2e/archive.test.ts',
  'tests/e2e/attachments.test.ts',
  'tests/faults/full-disk.test.ts',
  'tests/rare/browser-faults.test.ts',
  'tests/rare/tab-faults.test.ts',
  'tests/rare/offline.test.ts',
  'tests/rare/inert.test.ts',
  'tests/rare/opened.test.ts',
  'tests/rare/composition-places.test.ts',
  'tests/rare/hostile-wires.test.ts',
];

type Placed = Pick<TestSpecification, 'moduleId'> & { readonly project: { readonly name: string } };

/** The longest of each project first; Vitest runs all files of one project before those of the next. */
export function longestFirst<T extends Placed>(specs: readonly T[]): T[] {
  const projects = [...new Set(specs.map(({ project }) => project.name))];
  const rank = ({ moduleId }: Placed): number => {
    const found = LONGEST.findIndex((path) => moduleId.endsWith(path));
    return found === -1 ? LONGEST.length : found;
  };
  return specs.toSorted(
    (one, other) =>
      projects.indexOf(one.project.name) - projects.indexOf(other.project.name) || rank(one) - rank(other),
  );
}

export class LongestFirst extends BaseSequencer {
  override async sort(specs: TestSpecification[]): Promise<TestSpecification[]> {
    return longestFirst(await super.sort(specs));
  }
}
