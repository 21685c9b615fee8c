// What a check before issue finds: which check, what it is about, what was seen, and where to go. And how one is let pass with
// a reason: for as long as what was seen stays what it was.
import type { NoticeFact } from '../convening.ts';
import type { ArticleFacts, ArticleKey } from '../article.ts';
import type { IssueFacts, SectionKey } from '../minutes-draft.ts';
import type { DecisionId, ItemId, PersonKey, TaskId } from '../ids.ts';
import type { EpochMs } from '../../lib/time.ts';

/** The closing checks (domain.md §6) of which there are facts, in their order; `dates` of the text, what the `public` reads and what no font can `print` besides. */
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
  'imprint',
  'release',
  'bundle',
  'dates',
  'public',
  'print',
] as const;
export type Check = (typeof CHECKS)[number];

const CHECK_CODES = [
  ...['roll-open', 'seats-differ', 'excuse-without-reason', 'count-differs'],
  ...['quorum-missed', 'quorum-unseen'],
  ...['vote-sum', 'vote-result', 'outcome-differs', 'vote-without-quorum', 'vote-without-rule'],
  ...['tellers-missing', 'teller-candidate'],
  ...['secret-needed', 'acclamation', 'election-by-mail'],
  ...[
    'meeting-running',
    'title-missing',
    'item-running',
    'item-without-title',
    'item-without-minutes',
    'item-not-held',
  ],
  ...['decision-without-wording', 'decision-without-outcome', 'deliberation-without-decision'],
  ...['task-without-wording', 'task-without-owner', 'task-without-date', 'task-unconfirmed'],
  ...['task-due-past', 'task-due-day-off', 'task-not-in-minutes', 'task-date-differs', 'task-unregistered'],
  'decision-without-task',
  'ceremony-incomplete',
  ...['person-twice', 'excused-attending', 'title-differs', 'name-unlisted', 'name-misspelt', 'register-differs'],
  ...['rank-unapproved', 'rank-changed'],
  ...['chair-missing', 'recorder-missing', 'reviewer-missing', 'signer-missing', 'chair-unsigned', 'recorder-unsigned'],
  ...['postponed-unexplained', 'order-changed'],
  ...['imprint-blank', 'number-missing', 'issue-day-missing', 'addressee-missing'],
  ...['release-uncleared', 'release-cleared-early'],
  ...['attachment-missing', 'attachment-unlisted', 'attachment-unnamed'],
  ...['date-differs', 'weekday-wrong', 'issued-too-early'],
  ...['section-withheld', 'fact-withheld', 'notice-withheld', 'article-withheld'],
  'glyph-missing',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

export type FactField = 'title' | 'chair' | 'recorder';
export type IssueField = keyof IssueFacts | 'tellers';

/** Where what was found can be put right. */
export type Place =
  | { readonly kind: 'item'; readonly itemId: ItemId }
  | { readonly kind: 'ceremony'; readonly itemId: ItemId }
  | { readonly kind: 'task'; readonly taskId: TaskId }
  | { readonly kind: 'decision'; readonly decisionId: DecisionId }
  | { readonly kind: 'person'; readonly key: PersonKey }
  | { readonly kind: 'fact'; readonly field?: FactField }
  | { readonly kind: 'roll' }
  /** A field of what is filled in for issuing the minutes; of the tellers, those of an item. */
  | { readonly kind: 'issue'; readonly field: IssueField; readonly itemId?: ItemId }
  | { readonly kind: 'notice'; readonly field: NoticeFact }
  /** What is filled in for the article, or the row of one of its sections. */
  | { readonly kind: 'article'; readonly field: keyof ArticleFacts | `section-${ArticleKey}` }
  /** A passage of the minutes of an item. */
  | { readonly kind: 'passage'; readonly itemId: ItemId; readonly quote: string }
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

/**
 * One text for each thing that can be found: the same finding has the same one each time it is looked for. Two sentences of one
 * section are two things.
 */
export function findingKey(finding: Pick<CheckFinding, 'code' | 'place'>): string {
  const { place } = finding;
  const key = sectionlessKey(finding);
  return place.kind === 'section' ? `${key}_${shortened(place.quote)}` : key;
}

/** As findings were known when a section had but one of each kind; words that were given then still count. */
function sectionlessKey({ code, place }: Pick<CheckFinding, 'code' | 'place'>): string {
  switch (place.kind) {
    case 'item':
    case 'ceremony':
    case 'passage':
      return `${code}:${place.itemId}`;
    case 'issue':
      return `${code}:${place.itemId ?? ''}`;
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
    case 'notice':
    case 'article':
      return `${code}:`;
  }
}

/** FNV-1a: tells sentences apart, and fits into a key. */
function shortened(text: string): string {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(36);
}

/** All that was seen, as one text: changes as soon as any of it does. */
export function findingMark({ about, seen, place }: CheckFinding): string {
  const entries = Object.entries(seen).sort(([a], [b]) => (a < b ? -1 : 1));
  const quote = place.kind === 'section' || place.kind === 'passage' ? place.quote : '';
  return JSON.stringify([about, quote, ...entries]).slice(0, MAX_MARK_CHARS);
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
    const keys = [key, sectionlessKey(finding)];
    const override = overrides.findLast((each) => keys.includes(each.finding) && each.mark === mark) ?? null;
    return { finding, override };
  });
}
