// The rows of the checks before issue: findings by their check, each with the address where it can be put right.
import { CHECKS, findingKey, type Check, type CheckedFinding, type Place } from '../../shared/domain/checks/finding.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import { isSectionKey, type SectionKey } from '../../shared/domain/minutes-draft.ts';
import { fragmentOf } from '../deep-link.ts';

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
  return `${findingKey(finding)} ${finding.place.kind === 'section' ? finding.place.quote : ''}`;
}

/** A section of the draft in the fragment of an address. */
function sectionAnchor(key: SectionKey): string {
  return new URLSearchParams({ section: key }).toString();
}

/** Which section a fragment names; null when it names none. */
export function sectionIn(fragment: string): SectionKey | null {
  const key = new URLSearchParams(fragment.replace(/^#/u, '')).get('section') ?? '';
  return isSectionKey(key) ? key : null;
}

/** The page of papers, with the passage of the draft in its fragment; else the place in the workspace. */
export function addressOf(place: Place, meetingId: MeetingId): string {
  const meeting = `/meetings/${meetingId}`;
  switch (place.kind) {
    case 'item':
    case 'ceremony':
      return `${meeting}${fragmentOf({ kind: 'item', id: place.itemId })}`;
    case 'task':
      return `${meeting}${fragmentOf({ kind: 'task', id: place.taskId })}`;
    case 'decision':
      return `${meeting}${fragmentOf({ kind: 'decision', id: place.decisionId })}`;
    case 'person':
      return `${meeting}${fragmentOf({ kind: 'person', id: place.key })}`;
    case 'fact':
      return `${meeting}${fragmentOf({ kind: 'open', id: 'facts' })}`;
    case 'roll':
      return `${meeting}${fragmentOf({ kind: 'open', id: 'people' })}`;
    case 'issue':
      return `${meeting}/papers?paper=minutes&view=facts`;
    case 'section':
      return `${meeting}/papers?paper=minutes#${sectionAnchor(place.key)}`;
  }
}
