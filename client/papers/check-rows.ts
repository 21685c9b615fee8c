// The rows of the checks before issue: findings by their check, each with the address where it can be put right.
import { CHECKS, findingKey, type Check, type CheckedFinding, type Place } from '../../shared/domain/checks/finding.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { isSectionKey, type SectionKey } from '../../shared/domain/minutes-draft.ts';
import { forWriting, fragmentOf } from '../deep-link.ts';

export interface CheckGroup {
  readonly check: Check;
  readonly rows: readonly CheckedFinding[];
}

/** In the order of the checks; those that found nothing left out. */
export function checkGroups(findings: readonly CheckedFinding[]): readonly CheckGroup[] {
  return CHECKS.map((check) => ({ check, rows: findings.filter(({ finding }) => finding.check === check) })).filter(
    ({ rows }) => rows.length > 0,
  );
}

/** One for each row, whatever else is found. */
export function rowKey({ finding }: CheckedFinding): string {
  return findingKey(finding);
}

type PaperPlace = Extract<Place, { readonly kind: 'section' | 'issue' | 'notice' | 'article' }>;

/** What a fragment on the page of papers names: a passage of a section of the draft, or a field of what is filled in. */
export type Spot =
  | { readonly kind: 'section'; readonly key: SectionKey; readonly quote: string }
  | { readonly kind: 'fact'; readonly fact: string };

function sectionAnchor({ key, quote }: Extract<Place, { readonly kind: 'section' }>): string {
  return new URLSearchParams({ section: key, quote: [...quote].slice(0, MAX_LINK_CHARS).join('') }).toString();
}

function fieldAnchor(place: Exclude<PaperPlace, { readonly kind: 'section' }>): string {
  const fact = place.kind === 'issue' && place.itemId !== undefined ? `${place.field}-${place.itemId}` : place.field;
  return new URLSearchParams({ fact }).toString();
}

/** Enough to find a sentence again. */
const MAX_LINK_CHARS = 60;

/** Which spot a fragment names; null when it names none. */
export function spotIn(fragment: string): Spot | null {
  const params = new URLSearchParams(fragment.replace(/^#/u, ''));
  const key = params.get('section') ?? '';
  if (isSectionKey(key))
    return { kind: 'section', key, quote: (params.get('quote') ?? '').slice(0, MAX_LINK_CHARS * 2) };
  const fact = params.get('fact') ?? '';
  return /^[\w-]{1,80}$/u.test(fact) ? { kind: 'fact', fact } : null;
}

/** The page of papers, with the passage of the draft in its fragment; else the place in the workspace. */
export function addressOf(place: Place, meetingId: MeetingId): string {
  const meeting = `/meetings/${meetingId}`;
  switch (place.kind) {
    case 'item':
    case 'ceremony':
      return `${meeting}${forWriting(fragmentOf({ kind: 'item', id: place.itemId }))}`;
    case 'task':
      return `${meeting}${fragmentOf({ kind: 'task', id: place.taskId })}`;
    case 'decision':
      return `${meeting}${fragmentOf({ kind: 'decision', id: place.decisionId })}`;
    case 'person':
      return `${meeting}${fragmentOf({ kind: 'person', id: place.key })}`;
    case 'passage': {
      const anchor = { itemId: place.itemId, from: '', to: '', quote: place.quote };
      return `${meeting}${forWriting(fragmentOf({ kind: 'passage', anchor }))}`;
    }
    case 'fact':
      return `${meeting}${fragmentOf({ kind: 'open', id: 'facts' })}${place.field === undefined ? '' : `&field=${place.field}`}`;
    case 'roll':
      return `${meeting}${forWriting(fragmentOf({ kind: 'open', id: 'people' }))}`;
    case 'issue':
      return `${meeting}/papers?paper=minutes&view=facts#${fieldAnchor(place)}`;
    case 'notice':
      return `${meeting}/papers?paper=notice&view=facts#${fieldAnchor(place)}`;
    case 'article':
      return `${meeting}/papers?paper=article#${fieldAnchor(place)}`;
    case 'section':
      return `${meeting}/papers?paper=minutes#${sectionAnchor(place)}`;
  }
}
