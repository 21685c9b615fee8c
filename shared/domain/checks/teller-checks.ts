// Who watched and counted a vote by ballot: named, and none of those who stood in it (closing check 3). By a show of hands nobody
// counts paper, so nobody is asked for.
import { wordsIn } from '../minutes.ts';
import type { MeetingSnapshot, SnapshotItem } from '../snapshot.ts';
import type { CheckFinding } from './finding.ts';
import type { Sentence } from './text.ts';

const BALLOT = /无记名|不记名|投票(?:方式)?(?:表决|选举|决定)|票决|选票|表决票|\bballots?\b/iu;
const TELLERS = /监票|scrutineer|\btellers?\b/iu;
const NAMED = /(?:监票人?|计票人?|scrutineers?|tellers?)(?:为|是|[：:])\s*([^。；;\n）)]+)/giu;
/** A clause that tells who stood, or who was elected. */
const STOOD = /候选人|当选|选举(?:产生)?[^，。；]*(?:为|担任|任)|candidates?|(?:was|were) elected/iu;

export function tellerFindings(snapshot: MeetingSnapshot, sentences: readonly Sentence[]): readonly CheckFinding[] {
  const { agenda, people, minutesDraft } = snapshot;
  const known = people.map(({ name }) => name).filter((name) => name !== '');
  return agenda.flatMap((item): readonly CheckFinding[] => {
    if (!wasHeld(item)) return [];
    const own = sentences.filter(({ key }) => key === `item-${item.id}`).map(({ text }) => text);
    const text = [...own, wordsIn(item.minutes)].join('\n');
    if (!isByBallot(item) && !BALLOT.test(text)) return [];
    const named = minutesDraft?.tellers?.find(({ itemId }) => itemId === item.id);
    const base = {
      ...({ check: 'votes', about: item.title } as const),
      place: { kind: 'issue', field: 'tellers', itemId: item.id },
    } as const;
    if ((named?.supervisors ?? []).length === 0 && !TELLERS.test(text)) {
      const severity = item.kind === 'election' ? 'error' : 'warning';
      return [{ ...base, code: 'tellers-missing', severity, seen: {} }];
    }
    const told = [...text.matchAll(NAMED)].flatMap(([, names = '']) => known.filter((name) => names.includes(name)));
    const tellers = [...new Set([...(named?.supervisors ?? []), ...(named?.counters ?? []), ...told])];
    const stood = text.split(/[。；;\n]/u).filter((clause) => STOOD.test(clause) && !TELLERS.test(clause));
    const both = tellers.filter((name) => stood.some((clause) => clause.includes(name)));
    if (both.length === 0) return [];
    return [{ ...base, code: 'teller-candidate', severity: 'error', seen: { names: both.join('、') } }];
  });
}

/** An election, or an item whose minutes tell of ballots. */
export function isByBallot({ kind, minutes }: SnapshotItem): boolean {
  return kind === 'election' || BALLOT.test(wordsIn(minutes));
}

function wasHeld({ progress, minutes }: SnapshotItem): boolean {
  if (progress.state === 'skipped' || progress.state === 'postponed') return false;
  return progress.state === 'done' || wordsIn(minutes).trim() !== '';
}
