// What goes to the public about a meeting is let out by somebody by name (审签) before it is published, and after the meeting
// (closing check 12). Asked only where somebody works on the article.
import type { LocalDate } from '../../lib/time.ts';
import type { MeetingSnapshot } from '../snapshot.ts';
import type { CheckFinding } from './finding.ts';
import { isOver } from './imprint-checks.ts';

export function releaseFindings(
  snapshot: MeetingSnapshot,
  held: { readonly from: LocalDate } | null,
): readonly CheckFinding[] {
  const { article } = snapshot;
  if (!article || !isOver(snapshot)) return [];
  const clearedOn = article.clearedOn ?? null;
  const field = (article.reviewer ?? '').trim() === '' ? 'reviewer' : 'clearedOn';
  const base = { check: 'release', about: '', place: { kind: 'article', field } } as const;
  if (field === 'reviewer' || clearedOn === null) {
    const lacks = [...(field === 'reviewer' ? ['reviewer'] : []), ...(clearedOn === null ? ['clearedOn'] : [])];
    return [{ ...base, code: 'release-uncleared', severity: 'warning', seen: { lacks: lacks.join(',') } }];
  }
  if (held === null || clearedOn >= held.from) return [];
  return [{ ...base, code: 'release-cleared-early', severity: 'error', seen: { clearedOn, held: held.from } }];
}
