// Which tasks stand on one picture, and which picture is up: a list longer than a screen turns by the clock, so that every display
// of the hall shows the same, and to what has just changed.
import type { SceneReview } from '../../shared/domain/scene.ts';
import type { EpochMs } from '../../shared/lib/time.ts';

type SceneTask = SceneReview['tasks'][number];

export interface TaskLine extends SceneTask {
  /** Only on the first line of theirs on a page. */
  readonly owner: string;
  readonly isFirst: boolean;
}

const ROWS = 5;
const TURN_MS = 10_000;
const CHANGED_MS = 15_000;

/** At least one page. An owner's name stands once a page, above what else is theirs. */
export function taskPages(tasks: readonly SceneTask[], list: (names: readonly string[]) => string) {
  const count = Math.max(1, Math.ceil(tasks.length / ROWS));
  return Array.from({ length: count }, (_unused, page): readonly TaskLine[] => {
    const rows = tasks.slice(page * ROWS, (page + 1) * ROWS).map((task) => ({ ...task, owner: list(task.owners) }));
    return rows.map((row, index) => {
      const isFirst = index === 0 || rows[index - 1]?.owner !== row.owner;
      return { ...row, isFirst, owner: isFirst ? row.owner : '' };
    });
  });
}

/** From 0. */
export function pageAt(tasks: readonly SceneTask[], pages: number, now: EpochMs): number {
  const newest = tasks.reduce(
    (best, task, index) => (task.changedAt > (tasks[best]?.changedAt ?? 0) ? index : best),
    0,
  );
  const changedAt = tasks[newest]?.changedAt ?? 0;
  if (now - changedAt < CHANGED_MS) return Math.floor(newest / ROWS);
  return Math.floor(now / TURN_MS) % pages;
}
