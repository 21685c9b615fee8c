// Counts and votes as minutes tell them: 应到31人，实到25人；赞成23票，反对0票，弃权2票。通过。 Reads what is there and assumes nothing.
import { numberOf } from './text.ts';

export interface VoteWords {
  readonly seats: number | null;
  readonly present: number | null;
  readonly for: number | null;
  readonly against: number | null;
  readonly abstained: number | null;
  /** 未表决, 未投票. */
  readonly silent: number | null;
  /** 回避: out of the count. */
  readonly recused: number | null;
  /** What the words say came of it; null = nothing. */
  readonly passed: boolean | null;
}

const NUMBER = '([\\d０-９]{1,5}|[〇零一二两三四五六七八九十百千]{1,9})';
const counted = (words: string): RegExp =>
  new RegExp(`(?:${words})(?:的|者|票|人数|人|代表|理事|常务理事|会员)*[为有：: ]{0,2}${NUMBER}`, 'u');
const before = (words: string): RegExp => new RegExp(`${NUMBER}(?:票|人|名)(?:投)?(?:${words})`, 'u');

/** Of 31 members 25 were present; for 23, against none, 2 abstained. What “for” counts is a vote only beside another word of it. */
const FIGURE = String.raw`(\d{1,5}|none|one|two|three)`;
const english = (words: string): RegExp =>
  new RegExp(`\\b(?:${words})[: ]{1,2}${FIGURE}(?=[,;.)]|$| (?:against|abst|for\\b))`, 'iu');
const behind = (words: string): RegExp =>
  new RegExp(`\\b${FIGURE} (?:votes? |members? |were |was )?(?:${words})\\b`, 'iu');

const PATTERNS = {
  seats: [counted('应到|应出席|应参会'), /\bof (?:the )?(\d{1,5}) (?:members|seats)\b/iu],
  present: [counted('实到|实际到会|实际出席|实出席|实参会'), /\b(\d{1,5}) (?:members? )?(?:were |was )?present\b/iu],
  for: [
    counted('赞成|同意'),
    before('赞成|同意'),
    behind('in favou?r'),
    english('in favou?r'),
    behind('for'),
    english('for'),
  ],
  against: [counted('反对|不同意'), before('反对|不同意'), behind('against'), english('against')],
  abstained: [
    ...[counted('弃权'), before('弃权'), behind('abstained|abstentions?|abstaining')],
    english('abstained|abstentions?|abstaining'),
  ],
  silent: [counted('未表决|未投票|未投'), before('未表决|未投票|未投')],
  recused: [counted('回避'), before('回避')],
} as const;

const IN_WORDS: Readonly<Record<string, string>> = { none: '0', one: '1', two: '2', three: '3' };

function subjectOf(text: string): string {
  const plain = text.replace(/不同意/gu, '＃＃＃');
  return /\b(?:against|abst)/iu.test(text) ? plain : plain.replace(/\bfor\b/giu, '###');
}

/** Most sentences count nobody: told at a glance. */
const COUNTS =
  /[应实][到际出参]|应出席|赞成|同意|反对|弃权|未[表投]|回避|present|favou?r|against|abst|\bfor\b| seats/iu;
const HAS_FIGURE = /[\d０-９〇零一二两三四五六七八九十百千]|\b(?:none|one|two|three)\b/iu;

/** Null when the text counts nobody. */
export function voteIn(text: string): VoteWords | null {
  if (!HAS_FIGURE.test(text) || !COUNTS.test(text)) return null;
  const read = (key: keyof typeof PATTERNS): number | null => {
    for (const pattern of PATTERNS[key]) {
      // 不同意3票 is no 同意3票; for 3 years is no vote.
      const subject = key === 'for' ? subjectOf(text) : text;
      const found = pattern.exec(subject)?.[1];
      const value = found === undefined ? null : numberOf(IN_WORDS[found.toLowerCase()] ?? found);
      if (value !== null) return value;
    }
    return null;
  };
  const counts = {
    ...{ seats: read('seats'), present: read('present'), for: read('for'), against: read('against') },
    ...{ abstained: read('abstained'), silent: read('silent'), recused: read('recused') },
  };
  if (Object.values(counts).every((count) => count === null)) return null;
  return { ...counts, passed: resultIn(text) };
}

/** What is said to have come of a motion. */
export function resultIn(text: string): boolean | null {
  if (
    /(?:未获?(?:得)?通过|未能通过|没有通过|不予通过|否决)|\b(?:not (?:passed|carried|adopted|approved)|rejected|failed|defeated|lost)\b/iu.test(
      text,
    )
  )
    return false;
  return /(?:通过|全票同意|一致同意)|\b(?:passed|carried|adopted|approved)\b/iu.test(text) ? true : null;
}

/** Whether there is a vote in it, and not only a count of those who came. */
export function isVote({ for: inFavour, against }: VoteWords): boolean {
  return inFavour !== null || against !== null;
}

/** All who voted, or were there and did not; null when it is not told who was for. */
export function votesCast(vote: VoteWords): number | null {
  if (vote.for === null || (vote.against === null && vote.abstained === null)) return null;
  return vote.for + (vote.against ?? 0) + (vote.abstained ?? 0) + (vote.silent ?? 0) + (vote.recused ?? 0);
}
