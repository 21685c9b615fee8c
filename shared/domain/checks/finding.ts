// What a check before issue finds: which check, what it is about, what was seen, and where to go. And how one is let pass with
// a reason: for as long as what was seen stays what it was.
import type { SectionKey } from '../minutes-draft.ts';
import type { DecisionId, ItemId, PersonKey, TaskId } from '../ids.ts';
import type { EpochMs } from '../../lib/time.ts';

/** The closing checks (domain.md §6) of which there are facts, in their order; `dates` of the text and what the `public` reads besides. */
export const CHECKS = [
  'roll',
  'quorum',
  'votes',
  'method',
  'outcomes',
  'tasks',
  'follow-up',
  'ceremonies',
  'names',
  'signatures',
  'deviations',
  'bundle',
  'dates',
  'public',
] as const;
export type Check = (typeof CHECKS)[number];

const CHECK_CODES = [
  ...['roll-open', 'seats-differ', 'excuse-without-reason', 'count-differs'],
  ...['quorum-missed', 'quorum-unseen'],
  ...['vote-sum', 'vote-result', 'outcome-differs'],
  ...['secret-needed', 'acclamation', 'election-by-mail'],
  ...['title-missing', 'item-running', 'item-without-title', 'item-without-minutes', 'item-not-held'],
  ...['decision-without-wording', 'decision-without-outcome', 'deliberation-without-decision'],
  ...['task-without-wording', 'task-without-owner', 'task-without-date', 'task-unconfirmed'],
  ...['task-due-past', 'task-due-day-off', 'task-not-in-minutes', 'task-date-differs', 'task-unregistered'],
  'decision-without-task',
  'ceremony-incomplete',
  ...['person-twice', 'excused-attending', 'title-differs', 'name-unlisted', 'name-misspelt', 'register-differs'],
  ...['chair-missing', 'recorder-missing'],
  ...['postponed-unexplained', 'order-changed'],
  'attachment-missing',
  ...['date-differs', 'weekday-wrong', 'issued-too-early'],
  ...['section-withheld', 'fact-withheld'],
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

/** Where what was found can be put right. */
export type Place =
  | { readonly kind: 'item'; readonly itemId: ItemId }
  | { readonly kind: 'ceremony'; readonly itemId: ItemId }
  | { readonly kind: 'task'; readonly taskId: TaskId }
  | { readonly kind: 'decision'; readonly decisionId: DecisionId }
  | { readonly kind: 'person'; readonly key: PersonKey }
  | { readonly kind: 'fact' }
  | { readonly kind: 'roll' }
  | { readonly kind: 'issue' }
  /** A passage of the draft of formal minutes. */
  | { readonly kind: 'section'; readonly key: SectionKey; readonly quote: string };

export interface CheckFinding {
  readonly check: Check;
  readonly code: CheckCode;
  /** `error`: two facts contradict each other, or one that the charter asks for is missing. `warning`: worth a look. */
  readonly severity: 'error' | 'warning';
  /** What it is about, by its name as people know it; '' = the meeting. */
  readonly about: string;
  readonly place: Place;
  /** What was seen, for the sentence that tells it. */
  readonly seen: Readonly<Record<string, string | number>>;
}

/** One text for each thing that can be found: the same finding has the same one each time it is looked for. */
export function findingKey({ code, place }: Pick<CheckFinding, 'code' | 'place'>): string {
  switch (place.kind) {
    case 'item':
    case 'ceremony':
      return `${code}:${place.itemId}`;
    case 'task':
      return `${code}:${place.taskId}`;
    case 'decision':
      return `${code}:${place.decisionId}`;
    case 'person':
      return `${code}:${place.key}`;
    case 'section':
      return `${code}:${place.key}`;
    case 'fact':
    case 'roll':
    case 'issue':
      return `${code}:`;
  }
}

/** All that was seen, as one text: changes as soon as any of it does. */
export function findingMark({ about, seen, place }: CheckFinding): string {
  const entries = Object.entries(seen).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([about, place.kind === 'section' ? place.quote : '', ...entries]).slice(0, MAX_MARK_CHARS);
}

export const MAX_MARK_CHARS = 600;
export const MAX_FINDING_KEY_CHARS = 160;

/** Somebody's word that a finding stands as it is. */
export interface CheckOverride {
  readonly finding: string;
  readonly mark: string;
  readonly reason: string;
  readonly at: EpochMs;
  readonly by: string;
  readonly byName: string;
}

export interface CheckedFinding {
  readonly finding: CheckFinding;
  /** Null = open. */
  readonly override: CheckOverride | null;
}

/** Each finding with the word that lets it pass; one given for what has changed since counts no more. */
export function withOverrides(
  findings: readonly CheckFinding[],
  overrides: readonly CheckOverride[],
): readonly CheckedFinding[] {
  return findings.map((finding) => {
    const [key, mark] = [findingKey(finding), findingMark(finding)];
    const override = overrides.findLast((each) => each.finding === key && each.mark === mark) ?? null;
    return { finding, override };
  });
}
