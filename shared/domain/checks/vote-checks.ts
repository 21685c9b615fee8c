// Votes as the minutes tell them: sums match 实到, the words match the numbers under the meeting's rule, the outcome of the
// decision matches both, and the way of voting was one the charter allows (closing checks 3 and 4).
import { reaches, type CharterRule } from '../charter.ts';
import { itemOfSection } from '../minutes-draft.ts';
import { wordsIn } from '../minutes.ts';
import type { MeetingSnapshot, SnapshotItem } from '../snapshot.ts';
import type { CheckFinding, Place } from './finding.ts';
import { quoted, quoteOf, sentencesIn, type Sentence } from './text.ts';
import { isVote, resultIn, voteIn, votesCast, type VoteWords } from './vote-words.ts';

export function voteFindings(snapshot: MeetingSnapshot, sentences: readonly Sentence[]): readonly CheckFinding[] {
  const found = votesIn(snapshot, sentences);
  return snapshot.room?.rule ? found : [...found, ...unruled(sentences)];
}

/** Votes were counted, and no rule says what they had to reach: told once. */
function unruled(sentences: readonly Sentence[]): readonly CheckFinding[] {
  const isCounted = sentences.some(({ text }) => {
    const vote = voteIn(text);
    return vote !== null && votesCast(vote) !== null;
  });
  if (!isCounted) return [];
  const place: Place = { kind: 'roll' };
  return [{ check: 'votes', code: 'vote-without-rule', severity: 'warning', about: '', place, seen: {} }];
}

function votesIn(snapshot: MeetingSnapshot, sentences: readonly Sentence[]): readonly CheckFinding[] {
  return sentences.flatMap((sentence, index) => {
    const vote = voteIn(sentence.text);
    if (!vote || !isVote(vote)) return [];
    // 赞成23票，反对0票，弃权2票。通过。: what came of it may be the next sentence; who was there, the one before.
    const next = sentences[index + 1];
    const before = sentences[index - 1];
    const passed = vote.passed ?? (next?.key === sentence.key && isShort(next.text) ? resultIn(next.text) : null);
    const earlier = before?.key === sentence.key ? voteIn(before.text) : null;
    const whole = { ...vote, passed, present: vote.present ?? earlier?.present ?? null };
    return findingsOf(snapshot, sentence, { ...whole, seats: vote.seats ?? earlier?.seats ?? null });
  });
}

const isShort = (text: string): boolean => [...text].length <= (/^[ -~]+$/u.test(text) ? 40 : 12);

function findingsOf(snapshot: MeetingSnapshot, { key, text }: Sentence, vote: VoteWords): readonly CheckFinding[] {
  const itemId = itemOfSection(key);
  const seen = snapshot.room?.seen.find((each) => each.itemId === itemId);
  const present = vote.present ?? seen?.present ?? null;
  const cast = votesCast(vote);
  const base = { about: quoted(text), place: { kind: 'section', key, quote: quoteOf(text) } } as const;
  const told = { for: vote.for ?? 0, against: vote.against ?? 0, abstained: vote.abstained ?? 0 };
  const found: CheckFinding[] = [];
  if (cast !== null && present !== null && cast !== present) {
    const values = { ...told, sum: cast, present };
    found.push({ check: 'votes', code: 'vote-sum', severity: 'error', ...base, seen: values });
  }
  const quorum = quorumFor(snapshot, itemId);
  if (quorum !== null && seen?.met !== false && vote.present !== null && vote.present < quorum) {
    const values = { present: vote.present, needed: quorum };
    found.push({ check: 'quorum', code: 'vote-without-quorum', severity: 'error', ...base, seen: values });
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

/** As it was needed when the item began, else when the one before did. */
function quorumFor({ room }: MeetingSnapshot, itemId: SnapshotItem['id'] | null): number | null {
  const all = room?.seen ?? [];
  return (all.find((each) => each.itemId === itemId) ?? all.at(-1))?.needed ?? null;
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

const OPEN_HANDS =
  /(?:举手|起立|鼓掌|(?<![无不])记名)(?:的)?(?:方式)?(?:表决|投票|选举|通过)|by (?:a )?show of hands/iu;
const APPLAUSE =
  /鼓掌(?:方式)?(?:一致)?(?:表决)?通过|以?鼓掌(?:的)?方式(?:一致)?(?:表决|通过|选举|同意)|by (?:acclamation|applause)/iu;
const BY_MAIL =
  /(?:通讯|书面|函询|线上书面)(?:的)?(?:方式)?(?:表决|投票|选举|审议)|by (?:correspondence|post|e-?mail)/iu;
/** One of the above may be told. */
const ANY_METHOD =
  /举手|起立|鼓掌|记名|通讯|书面|函询|show of hands|acclamation|applause|\bby (?:corresp|post|e-?mail)/iu;
const SECRET = /无记名|不记名|秘密投票|secret ballot/iu;

/** In the words of an item and of what was decided under it. */
export function methodFindings(snapshot: MeetingSnapshot, sentences: readonly Sentence[]): readonly CheckFinding[] {
  const rule = snapshot.room?.rule?.rule ?? null;
  return snapshot.agenda.flatMap((item) => {
    const decided = snapshot.decisions.filter(({ itemId }) => itemId === item.id);
    const isDecided = decided.length > 0 || item.kind === 'deliberation' || item.kind === 'election';
    if (!isDecided) return [];
    const texts = methodTexts(item, decided, sentences);
    if (!texts.some(({ text }) => ANY_METHOD.test(text))) return [];
    const isSecret = item.kind === 'election' || rule?.secret === 'required';
    const isTold = (pattern: RegExp): boolean => texts.some(({ text }) => pattern.test(text));
    const made = (code: CheckFinding['code'], pattern: RegExp): readonly CheckFinding[] => {
      for (const { text, place } of texts) {
        const words = pattern.exec(text)?.[0];
        if (words === undefined) continue;
        return [{ check: 'method', code, severity: 'error', about: item.title, place, seen: { words } }];
      }
      return [];
    };
    const isApplauded = rule?.allowAcclamation !== true && isTold(APPLAUSE);
    return [
      ...(isApplauded ? made('acclamation', APPLAUSE) : []),
      ...(isSecret && !isApplauded && !isTold(SECRET) ? made('secret-needed', OPEN_HANDS) : []),
      ...(item.kind === 'election' ? made('election-by-mail', BY_MAIL) : []),
    ];
  });
}

/** Sentence by sentence, each with the place where it stands: as written down, as decided, as it would be printed. */
function methodTexts(
  item: SnapshotItem,
  decided: MeetingSnapshot['decisions'],
  sentences: readonly Sentence[],
): readonly { readonly text: string; readonly place: Place }[] {
  const written = sentencesIn(wordsIn(item.minutes));
  return [
    ...written.map((text) => ({ text, place: { kind: 'passage', itemId: item.id, quote: quoteOf(text) } as const })),
    ...decided.map(({ id, wording }) => ({ text: wording, place: { kind: 'decision', decisionId: id } as const })),
    ...sentences
      .filter(({ key }) => key === `item-${item.id}`)
      .map(({ key, text }) => ({ text, place: { kind: 'section', key, quote: quoteOf(text) } as const })),
  ];
}
