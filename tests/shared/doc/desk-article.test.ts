// What is filled in for the article, in the desk: read back as it was written, whatever else somebody put there.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readArticle, readArticleFacts, setArticleFact } from '../../../shared/doc/desk-article.ts';
import { NO_ARTICLE } from '../../../shared/domain/article.ts';

test('nothing is filled in until something is', () => {
  const desk = new Y.Doc();
  expect(readArticle(desk)).toBeNull();
  setArticleFact(desk, 'title', '标题');
  setArticleFact(desk, 'omitted', ['guests']);
  expect(readArticle(desk)).toEqual({ ...NO_ARTICLE, title: '标题', omitted: ['guests'] });
  setArticleFact(desk, 'title', null);
  setArticleFact(desk, 'omitted', []);
  expect(readArticle(desk)).toBeNull();
});

test('what is no fact is none, and what is too long is cut', () => {
  const desk = new Y.Doc();
  const root = desk.getMap('paperFacts');
  root.set('article.title', 7);
  root.set('article.digest', ' '.repeat(20));
  root.set('article.about', 'x'.repeat(5_000));
  root.set('article.order', ['a', 'a', 3, 'k'.repeat(500)]);
  const facts = readArticleFacts(desk);
  expect([facts.title, facts.digest, facts.order]).toEqual([null, null, ['a']]);
  expect(facts.about).toHaveLength(1_000);
});
