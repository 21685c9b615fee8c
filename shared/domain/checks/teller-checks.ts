// Who watched and counted a vote by ballot: named, and none of those who stood in it (closing check 3). By a show of hands nobody
// counts paper, so nobody is asked for.
import { wordsIn } from '../minutes.ts';
import type { MeetingSnapshot, SnapshotItem } from '../snapshot.ts';
import type { CheckFinding } from './finding.ts';
import type { Sentence } from './text.ts';

const BALLOT = /无记名|不记名|投票(?:方式)?(?:表决|选举|决定)|票决|选票|表决票|\bballots?\b/iu;
/** Votes without paper, and ballots that were not held here: 举手投票表决, 下次会议投票决定, 未采用无记名投票. */
const NO_BALLOT =
  /(?:举手|鼓掌|起立|口头|微信群?(?:里|中|内)?|线上|网上|网络|通讯|书面)(?:的)?(?:方式)?(?:进行)?投票|(?:会后|下一?次|下届|改日|择期|另行)[^，。；;\n]{0,20}(?:投票|票决)|(?:不|未|没有|无需)(?:再)?(?:进行|采用|采取|以|用|通过|经)?(?:无记名|不记名)?(?:投票|票决)/gu;
/** An election by hands: that it was none by ballot is found elsewhere. */
const HANDS = /(?:举手|鼓掌|起立|口头)(?:的)?(?:方式)?(?:投票)?(?:一致)?(?:表决|选举|决定|通过|投票)|show of hands/iu;
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
    if (!tellsBallot(text) && (item.kind !== 'election' || HANDS.test(text))) return [];
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

/** An election, or an item that tells of ballots: in its minutes, in what was decided, or as somebody wrote it for the formal minutes. */
export function isByBallot({ id, kind, minutes }: SnapshotItem, { decisions, minutesDraft }: MeetingSnapshot): boolean {
  if (kind === 'election') return true;
  const written = minutesDraft?.sections.find(({ key }) => key === `item-${id}`)?.blocks ?? [];
  const decided = decisions.filter(({ itemId }) => itemId === id).map(({ wording }) => wording);
  return tellsBallot([wordsIn(minutes), wordsIn(written), ...decided].join('\n'));
}

function tellsBallot(text: string): boolean {
  return BALLOT.test(text.replace(NO_BALLOT, '，'));
}

function wasHeld({ progress, minutes }: SnapshotItem): boolean {
  if (progress.state === 'skipped' || progress.state === 'postponed') return false;
  return progress.state === 'done' || wordsIn(minutes).trim() !== '';
}
