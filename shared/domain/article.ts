// What is written by hand for a meeting's article and its English press note, and how much an official account (公众号) takes.
// What they say else is composed in shared/papers; where this stands in the desk is in shared/doc/desk-article.
import type { LocalDate } from '../lib/time.ts';
import type { Drafted } from './drafted.ts';
import { itemOfSection } from './minutes-draft.ts';

/** As the account's editor counts them: characters. */
export const ARTICLE_LIMITS = { title: 32, digest: 120, markup: 20_000 } as const;

/** null = as it is proposed, or not filled in. */
export interface ArticleFacts {
  readonly title: string | null;
  readonly digest: string | null;
  /** 供稿, 编辑, 审核. */
  readonly author: string | null;
  readonly editor: string | null;
  readonly reviewer: string | null;
  /** 审签: the day on which the reviewer let it out; absent in what was sealed before it was asked for. */
  readonly clearedOn?: LocalDate | null;
  /** Sections that are left out, by their keys. */
  readonly omitted: readonly string[];
  /** Sections in the order somebody gave them; those that are not named stand where they are composed. */
  readonly order: readonly string[];
  /** Of the press note: its headline, what is said of the organisation, whom journalists ask. */
  readonly headline: string | null;
  readonly about: string | null;
  readonly contact: string | null;
}

export const NO_ARTICLE: ArticleFacts = {
  ...{ title: null, digest: null, author: null, editor: null, reviewer: null, clearedOn: null },
  ...{ omitted: [], order: [], headline: null, about: null, contact: null },
};

/** The lead, the guests, each item, the end, who made it. */
export type ArticleKey = 'lead' | 'guests' | 'close' | 'credits' | `item-${string}`;

const FIXED_KEYS: readonly string[] = ['lead', 'guests', 'close', 'credits'];

export function isArticleKey(key: string): key is ArticleKey {
  return FIXED_KEYS.includes(key) || itemOfSection(key) !== null;
}

/** A section as somebody wrote it, its heading the first block; those that nobody wrote are composed. */
export type ArticleText = Drafted<ArticleKey>;
