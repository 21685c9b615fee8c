// What is filled in for the article and the press note, in the desk: plain facts under the root `paperFacts`, beside those of
// the minutes and of the notice; and the sections of the article that somebody wrote, beside those of the minutes' draft.
import type * as Y from 'yjs';
import { isArticleKey, NO_ARTICLE, type ArticleFacts, type ArticleKey, type ArticleText } from '../domain/article.ts';
import { parseLocalDate } from '../lib/time.ts';
import { isAsComposed, readSections, type DraftKind } from './desk-draft.ts';
import * as read from './reading.ts';

export const ARTICLE_DRAFT: DraftKind<ArticleKey> = {
  ...{ prefix: 'article.', isKey: isArticleKey, countsWritten: true },
};

const MAX_FACT_CHARS = 1_000;
const MAX_KEYS = 500;
const MAX_KEY_CHARS = 100;

const keyOf = (fact: keyof ArticleFacts): string => `article.${fact}`;

export function readArticleFacts(desk: Y.Doc): ArticleFacts {
  const root = desk.getMap('paperFacts');
  const text = (fact: keyof ArticleFacts): string | null => read.asFact(root.get(keyOf(fact)), MAX_FACT_CHARS);
  const keys = (fact: keyof ArticleFacts): readonly string[] =>
    [...new Set(read.asTexts(root.get(keyOf(fact))))].filter((key) => key.length <= MAX_KEY_CHARS).slice(0, MAX_KEYS);
  return {
    ...{ title: text('title'), digest: text('digest') },
    ...{ author: text('author'), editor: text('editor'), reviewer: text('reviewer') },
    clearedOn: parseLocalDate(text('clearedOn') ?? ''),
    ...{ omitted: keys('omitted'), order: keys('order') },
    ...{ headline: text('headline'), about: text('about'), contact: text('contact') },
  };
}

/** What a snapshot holds of it; null while nothing is filled in. */
export function readArticle(desk: Y.Doc): ArticleFacts | null {
  const facts = readArticleFacts(desk);
  return JSON.stringify(facts) === JSON.stringify(NO_ARTICLE) ? null : facts;
}

export function setArticleFact<K extends keyof ArticleFacts>(desk: Y.Doc, fact: K, value: ArticleFacts[K]): void {
  desk.transact(() => desk.getMap<unknown>('paperFacts').set(keyOf(fact), value));
}

/** Each section once that somebody wrote; the others follow the meeting. */
export function readArticleTexts(desk: Y.Doc): readonly ArticleText[] {
  return readSections(desk, ARTICLE_DRAFT)
    .filter((section) => !section.removed && !section.isDouble && !isAsComposed(section))
    .map(({ key, blocks }) => ({ key, blocks }));
}
