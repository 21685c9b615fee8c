// The end of a meeting, in English.
import type { Catalogue } from '../locale.ts';
import type { closing as chinese } from '../zh-CN/closing.ts';

export const closing: Catalogue<typeof chinese> = {
  adjourn: {
    title: 'Adjourn the meeting?',
    body: 'Records the time and goes on to the follow-up.',
    open: (count) =>
      `${count === 1 ? 'One item is' : `${count} items are`} not finished. Please say how each is recorded; it is kept in the log and in the minutes.`,
    all: 'All',
    rest: 'The others',
    allOf: 'All items that are left are recorded as',
    of: (title) => `${title} is recorded as`,
    ways: { skip: 'Skipped', postpone: 'Next meeting', finish: 'Dealt with' },
    begunWays: { finish: 'Finished', postpone: 'Next meeting' },
    state: { current: 'under way', suspended: 'suspended', pending: 'not started' },
    parts: (count) => (count === 1 ? 'with 1 part' : `with ${count} parts`),
    missing: (count) => (count === 1 ? 'One item is still open.' : `${count} items are still open.`),
    confirm: 'Adjourn',
  },
  archive: {
    title: 'Archive',
    ready:
      'Checked, nothing is missing. Archiving seals the minutes; they can then only be corrected by reopening them.',
    notReady: (blockers) =>
      `${blockers} ${blockers === 1 ? 'point has' : 'points have'} to be settled, or archive with a reason.`,
    warnings: 'Please look at these; they do not stand in the way.',
    confirm: 'Archive and seal',
    override: 'Archive anyway',
    reason: 'Reason',
    reasonHint: 'The reason is kept in the sealed record.',
    awaiting: 'Saving your changes, then sealing…',
    cutOff:
      'Not sealed yet: the changes made here cannot reach the server. Please try again once they show as “Saved”.',
    finding: {
      'title-missing': 'The meeting has no title',
      'item-running': 'still running',
      'item-without-title': 'An item has no title',
      'item-without-minutes': 'has no minutes',
      'item-not-held': 'was neither started nor skipped',
      'task-without-wording': 'A task has no wording',
      'task-without-owner': 'has no owner',
      'task-without-date': 'has no date',
      'task-unconfirmed': 'unconfirmed',
      'decision-without-wording': 'A decision has no wording',
      'decision-without-outcome': 'unconfirmed',
    },
  },
  unconfirmed: {
    title: (count) => `${count} unconfirmed`,
    done: 'All confirmed',
    body: 'Tick to confirm. What is not ticked is sealed all the same and marked “unconfirmed” in the minutes.',
    all: 'Confirm all',
    task: 'Task',
    decision: 'Decision',
    missing: { owner: 'Add an owner', date: 'Add a date' },
    adopts: 'no outcome; a tick records “adopted”',
    noOutcome: 'no outcome',
    go: 'Look',
    sealing: (label, count) => `${label} (${count} unconfirmed)`,
  },
};
