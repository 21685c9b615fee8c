// Votes as the minutes tell them: sums match 实到, the words match the numbers under the meeting's rule, the outcome of the
// decision matches both, and the way of voting was one the charter allows (closing checks 3 and 4).
import { reaches, type CharterRule } from '../charter.ts';
import { itemOfSection } from '../minutes-draft.ts';
import { wordsIn } from '../minutes.ts';
import type { MeetingSnapshot, SnapshotItem } from '../snapshot.ts';
import type { CheckFinding, Place } from './finding.ts';
import { quoted, type Sentence } from './text.ts';
import { isVote, voteIn, votesCast, type VoteWords } from './vote-words.ts';

export function voteFindings(snapshot: MeetingSnapshot, sentences: readonly Sentence[]): readonly CheckFinding[] {
  return sentences.flatMap((sentence, index) => {
    const vote = voteIn(sentence.text);
    if (!vote || !isVote(vote)) return [];
    // 赞成23票，反对0票，弃权2票。通过。: what came of it may be the next sentence; who was there, the one before.
    const next = sentences[index + 1];
    const before = sentences[index - 1];
    const passed = vote.passed ?? (next?.key === sentence.key && isShort(next.text) ? resultOf(next.text) : null);
    const earlier = before?.key === sentence.key ? voteIn(before.text) : null;
    const whole = { ...vote, passed, present: vote.present ?? earlier?.present ?? null };
    return findingsOf(snapshot, sentence, { ...whole, seats: vote.seats ?? earlier?.seats ?? null });
  });
}

const isShort = (text: string): boolean => [...text].length <= 12;
const resultOf = (text: string): boolean | null =>
  /未(?:获)?通过|否决/u.test(text) ? false : /通过/u.test(text) ? true : null;

function findingsOf(snapshot: MeetingSnapshot, { key, text }: Sentence, vote: VoteWords): readonly CheckFinding[] {
  const itemId = itemOfSection(key);
  const seen = snapshot.room?.seen.find((each) => each.itemId === itemId);
  const present = vote.present ?? seen?.present ?? null;
  const cast = votesCast(vote);
  const base = { about: quoted(text), place: { kind: 'section', key, quote: quoted(text) } } as const;
  const told = { for: vote.for ?? 0, against: vote.against ?? 0, abstained: vote.abstained ?? 0 };
  const found: CheckFinding[] = [];
  if (cast !== null && present !== null && cast !== present) {
    const values = { ...told, sum: cast, present };
    found.push({ check: 'votes', code: 'vote-sum', severity: 'error', ...base, seen: values });
  }
  const rule = snapshot.room?.rule?.rule ?? null;
  const reached =
    rule && present !== null ? isPassed(rule, vote, { present, seats: vote.seats ?? seen?.seats ?? null }) : null;
  if (reached !== null && vote.passed !== null && reached !== vote.passed) {
    const values = { ...told, present: present ?? 0, reached: reached ? 1 : 0 };
    found.push({ check: 'votes', code: 'vote-result', severity: 'error', ...base, seen: values });
  }
  const outcome = outcomeOf(snapshot, itemId, vote.passed ?? reached);
  if (outcome) found.push(outcome);
  return found;
}

function isPassed(
  { pass }: CharterRule,
  vote: VoteWords,
  { present, seats }: { readonly present: number; readonly seats: number | null },
): boolean | null {
  if (!pass || vote.for === null) return null;
  const whole = { present: present - (vote.recused ?? 0), cast: vote.for + (vote.against ?? 0), seats }[pass.base];
  return whole === null ? null : whole > 0 && reaches(pass, vote.for, whole);
}

/** The only decision of an item against the only vote on it. */
function outcomeOf(
  { decisions }: MeetingSnapshot,
  itemId: SnapshotItem['id'] | null,
  passed: boolean | null,
): CheckFinding | null {
  const [only, another] = decisions.filter((decision) => decision.itemId === itemId && decision.outcome !== null);
  if (itemId === null || passed === null || !only?.outcome || another) return null;
  const isAdopted = only.outcome === 'adopted' || only.outcome === 'adopted_in_principle';
  if (isAdopted === passed || (!isAdopted && only.outcome !== 'rejected')) return null;
  const place = { kind: 'decision', decisionId: only.id } as const;
  const seen = { outcome: only.outcome, passed: passed ? 1 : 0 };
  return { check: 'votes', code: 'outcome-differs', severity: 'error', about: quoted(only.wording), place, seen };
}

// ── the way of voting ───────────────────────────────────────────────────────────────────────────────────────────────

const OPEN_HANDS = /(?:举手|起立|鼓掌|(?<!无)记名)(?:的)?(?:方式)?(?:表决|投票|选举|通过)/u;
const APPLAUSE = /鼓掌(?:方式)?(?:一致)?(?:表决)?通过|以?鼓掌(?:的)?方式(?:一致)?(?:表决|通过|选举|同意)/u;
const BY_MAIL = /(?:通讯|书面|函询|线上书面)(?:的)?(?:方式)?(?:表决|投票|选举|审议)/u;

/** In the words of an item and of what was decided under it. */
export function methodFindings(snapshot: MeetingSnapshot, sentences: readonly Sentence[]): readonly CheckFinding[] {
  const rule = snapshot.room?.rule?.rule ?? null;
  return snapshot.agenda.flatMap((item) => {
    const decided = snapshot.decisions.filter(({ itemId }) => itemId === item.id);
    const isDecided = decided.length > 0 || item.kind === 'deliberation' || item.kind === 'election';
    if (!isDecided) return [];
    const own = sentences.filter(({ key }) => itemOfSection(key) === item.id).map(({ text }) => text);
    const text = [...own, wordsIn(item.minutes), ...decided.map(({ wording }) => wording)].join('\n');
    const isSecret = item.kind === 'election' || rule?.secret === 'required';
    const place: Place = { kind: 'item', itemId: item.id };
    const made = (code: CheckFinding['code'], found: RegExpExecArray | null): readonly CheckFinding[] =>
      found ? [{ check: 'method', code, severity: 'error', about: item.title, place, seen: { words: found[0] } }] : [];
    const applause = rule?.allowAcclamation === true ? null : APPLAUSE.exec(text);
    return [
      ...made('acclamation', applause),
      ...(isSecret && !applause && !/无记名/u.test(text) ? made('secret-needed', OPEN_HANDS.exec(text)) : []),
      ...(item.kind === 'election' ? made('election-by-mail', BY_MAIL.exec(text)) : []),
    ];
  });
}
